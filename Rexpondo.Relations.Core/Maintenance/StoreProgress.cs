namespace Rexpondo.Relations.Core.Maintenance;

/// <summary>How far a backup, a restore or a check is.</summary>
/// <param name="What">What is being done.</param>
/// <param name="Percent">How much of it is done, or null where that is not known.</param>
public sealed record StoreProgress(string What, int? Percent = null);
