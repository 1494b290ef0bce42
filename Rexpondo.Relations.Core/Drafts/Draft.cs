namespace Rexpondo.Relations.Core.Drafts;

/// <summary>Unsaved changes of one agent on one screen, as they are kept in the store.</summary>
/// <param name="Screen">The screen.</param>
/// <param name="Changes">How many, as counted when they were written; at least one.</param>
/// <param name="Revision">The revision of the store they were made upon.</param>
/// <param name="At">When something was changed last.</param>
/// <param name="Content">What is changed, in the screen's own format.</param>
/// <param name="Reason">Why, as far as it is typed; may be empty, and longer than a save takes.</param>
public sealed record Draft(DraftScreen Screen, int Changes, long Revision, DateTimeOffset At, byte[] Content, string Reason = "");
