using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>What became of a save: <see cref="Saved"/> or <see cref="Refused"/>, of a save in parts perhaps <see cref="Stopped"/>.</summary>
public abstract record SaveResult;

/// <summary>All of it is written.</summary>
/// <param name="ChangeSet">Number of the change set, of the last one of a save in parts; null if nothing differed and nothing was written.</param>
/// <param name="Granted">Keys that were set.</param>
/// <param name="Withdrawn">Keys that were cleared.</param>
/// <param name="AlreadySet">Keys that were to be set and were set already, by somebody else meanwhile.</param>
/// <param name="AlreadyCleared">Keys that were to be cleared and were cleared already.</param>
/// <param name="By">Who had done that, if it was one agent; else null.</param>
public sealed record Saved(long? ChangeSet, int Granted, int Withdrawn, int AlreadySet, int AlreadyCleared, string? By) : SaveResult
{
    /// <summary>The number of a save in parts, by which all its change sets are taken back; null for one change set.</summary>
    public long? Bulk { get; init; }

    /// <summary>This part and the next one.</summary>
    internal Saved And(Saved next) => this with
    {
        ChangeSet = next.ChangeSet ?? ChangeSet,
        Granted = Granted + next.Granted,
        Withdrawn = Withdrawn + next.Withdrawn,
        AlreadySet = AlreadySet + next.AlreadySet,
        AlreadyCleared = AlreadyCleared + next.AlreadyCleared,
    };
}

/// <summary>Nothing is written.</summary>
/// <param name="Errors">Every reason.</param>
public sealed record Refused(ImmutableArray<SaveError> Errors) : SaveResult;

/// <summary>A save in parts ended before all of it was written.</summary>
/// <param name="Written">What is written, and can be taken back.</param>
/// <param name="Done">How many of its cells that is.</param>
/// <param name="Total">How many it has.</param>
/// <param name="Errors">What stood against the next part; none if the agent stopped it.</param>
public sealed record Stopped(Saved Written, int Done, int Total, ImmutableArray<SaveError> Errors) : SaveResult;

/// <summary>How far a save in parts has come.</summary>
/// <param name="Done">Cells that are written.</param>
/// <param name="Total">Cells it has.</param>
public readonly record struct SaveProgress(int Done, int Total);
