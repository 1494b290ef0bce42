namespace Rexpondo.Relations.Core.Settings;

/// <summary>A draft that is to be deployed, as the agent saw it.</summary>
/// <param name="Name">Name of the setting.</param>
/// <param name="Value">The draft as it was shown; another one is not deployed unseen.</param>
/// <param name="InForceSeen">The value in force the agent has seen; null: the one the draft was begun upon.</param>
public sealed record PickedDraft(string Name, string Value, string? InForceSeen = null);
