namespace Rexpondo.Relations.Web.State;

/// <summary>What an edit screen does after a save or a button.</summary>
/// <param name="Words">What is said of it, or null.</param>
/// <param name="Stored">Number of the record if it is stored as wanted now; null if nothing was written or the agent went back.</param>
/// <param name="Focus">What gets the focus.</param>
/// <param name="ChangeSet">What can be undone: the change set of a record that was there before; null if nothing was written.</param>
public sealed record RecordTold(string? Words = null, int? Stored = null, RecordFocus Focus = RecordFocus.Nothing, long? ChangeSet = null)
{
    /// <summary>Nothing was done.</summary>
    public static RecordTold Nothing { get; } = new();
}
