namespace Rexpondo.Relations.Core.Drafts;

/// <summary>One line of an agent's list of drafts.</summary>
/// <param name="Screen">The screen.</param>
/// <param name="Changes">How many changes, as counted when they were written.</param>
/// <param name="At">When something was changed last.</param>
public sealed record KeptDraft(DraftScreen Screen, int Changes, DateTimeOffset At);
