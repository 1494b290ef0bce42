namespace Rexpondo.Relations.Web.State;

/// <summary>One sentence about what a save would do.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="IsLoss">Somebody loses something.</param>
public sealed record ConsequenceLine(string Text, bool IsLoss);
