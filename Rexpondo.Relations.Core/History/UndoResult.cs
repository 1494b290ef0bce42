using System.Collections.Immutable;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Core.History;

/// <summary>What became of taking a change set back. Only <see cref="Undone"/> can have written anything.</summary>
public abstract record UndoResult;

/// <summary>What could be taken back is.</summary>
/// <param name="ChangeSet">Number of the new change set; null if there was nothing to take back and nothing was written.</param>
/// <param name="Done">What was set back and what was left.</param>
public sealed record Undone(long? ChangeSet, UndoDone Done) : UndoResult;

/// <summary>The agent does not exist, is disabled, or has not the role admin — now (E6).</summary>
/// <param name="Login">The agent's login, empty if there is no such agent.</param>
public sealed record UndoNotAllowed(string Login) : UndoResult;

/// <summary>It is not any more what was confirmed: nothing was written.</summary>
/// <param name="Now">What it would do now.</param>
public sealed record UndoOtherwise(UndoPreview Now) : UndoResult;

/// <summary>There is no such change set.</summary>
public sealed record UndoNotThere : UndoResult;

/// <summary>The reason is too long.</summary>
/// <param name="Limit">The most characters possible.</param>
public sealed record UndoReasonTooLong(int Limit) : UndoResult;

/// <summary>What is set back and what is left.</summary>
/// <param name="Cells">Cells of which at least one key is set back.</param>
/// <param name="Fields">Fields of records.</param>
/// <param name="Settings">Settings that are in force with their old value again.</param>
/// <param name="Kept">What stays as it is, each with the reason.</param>
public sealed record UndoDone(int Cells, int Fields, int Settings, ImmutableArray<KeptLine> Kept)
{
    /// <summary>True if nothing is set back.</summary>
    public bool IsNothing => Cells + Fields + Settings == 0;

    /// <summary>True if the same lines of the same change set go back and the same ones stay, for whatever reason.</summary>
    public bool IsSameAs(UndoDone other) => (Cells, Fields, Settings) == (other.Cells, other.Fields, other.Settings)
        && Kept.Select(kept => kept.Line).SequenceEqual(other.Kept.Select(kept => kept.Line));
}

/// <summary>What taking a change set back would do now.</summary>
/// <param name="Entry">The change set.</param>
/// <param name="Done">What would be set back and what would be left.</param>
/// <param name="Consequences">Who would gain or lose effective access.</param>
/// <param name="Catalog">Names of the groups and services of <paramref name="Consequences"/>.</param>
/// <param name="Revision">Of the store that was looked at.</param>
public sealed record UndoPreview(ChangeSetEntry Entry, UndoDone Done, Consequences Consequences, Catalog Catalog, long Revision)
{
    /// <summary>True if the same is set back with the same consequences: who has confirmed the one has confirmed the other.</summary>
    public bool IsSameAs(UndoPreview other) => Entry.Id == other.Entry.Id && Done.IsSameAs(other.Done) && Consequences.IsSameAs(other.Consequences);
}
