using System.Collections.Immutable;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// What is pending on a relation screen, in all tabs of one agent. Edits that are done or that nobody could see or undo any more
/// are given up against each new snapshot; nothing else is ever taken away.
/// </summary>
internal sealed class MatrixDraft(OpenDraft<EditSet> draft) : IDisposable
{
    private (EditSet Edits, MatrixSnapshot Snapshot)? taken;

    /// <summary>What is pending.</summary>
    public EditSet Edits => draft.Value;

    /// <summary>The newest revision that anybody has edited upon.</summary>
    public long Revision => draft.Revision;

    /// <summary>Why, as typed so far in any tab.</summary>
    public string Reason => draft.Reason;

    /// <summary>When the unsaved changes that were here at the opening were made; null if there were none.</summary>
    public DateTimeOffset? FoundFrom => draft.Found?.At;

    /// <summary>What the last <see cref="GiveUp"/> gave up because a setting has locked it.</summary>
    public SkippedEdits Skipped { get; private set; } = SkippedEdits.None;

    /// <summary>Another tab of the same agent edited; raised on that tab's thread.</summary>
    public event Action? EditedElsewhere
    {
        add => draft.ChangedElsewhere += value;
        remove => draft.ChangedElsewhere -= value;
    }

    public void Dispose() => draft.Dispose();

    /// <summary>Types why.</summary>
    public void Explain(string reason) => draft.Explain(reason);

    /// <summary>Changes what is pending.</summary>
    public void Edit(Func<EditSet, EditSet> change, MatrixSnapshot snapshot) =>
        draft.Update(change, edits => edits.Count(snapshot.StoredOf).Total, snapshot.World.Revision);

    /// <summary>
    /// Saves. While the save is under way nothing is given up in any tab: what has just been stored would look done, and what is
    /// gone would look taken back.
    /// </summary>
    /// <param name="save">Writes the edits, and why.</param>
    /// <param name="snapshot">What the screen shows.</param>
    public async Task<SaveResult> SaveAsync(Func<EditSet, string, Task<SaveResult>> save, MatrixSnapshot snapshot)
    {
        await draft.FlushAsync(); // nothing of the draft is on its way while it is removed
        using (draft.Hold())
        {
            var (saving, reason) = (Edits, Reason);
            var result = await save(saving, reason);
            if (result is Saved)
            {
                // What was clicked while the save was on its way stays pending, and nothing else: an edit kept after its save
                // would grant again what another agent withdraws next.
                draft.Saved(edits => edits.Since(saving), edits => edits.Count(snapshot.StoredOf).Total, snapshot.World.Revision, reason);
            }

            return result;
        }
    }

    /// <summary>Another tab did something: takes its edits over.</summary>
    /// <returns>False if there is nothing to take: no edit since the last time, perhaps a reason.</returns>
    public bool Take(MatrixSnapshot snapshot)
    {
        var edits = Edits; // those of another tab may come at this very moment, and are heard
        if (taken is { } last && ReferenceEquals(last.Edits, edits) && ReferenceEquals(last.Snapshot, snapshot))
        {
            return false;
        }

        taken = GiveUp(snapshot) ? (edits, snapshot) : null;
        return true;
    }

    /// <summary>Gives up what is done by others and what a setting has locked.</summary>
    /// <param name="snapshot">What is stored now.</param>
    /// <returns>False if it is not the time for it yet.</returns>
    public bool GiveUp(MatrixSnapshot snapshot)
    {
        Skipped = SkippedEdits.None;
        if (draft.IsHeld || snapshot.World.Revision < draft.Revision)
        {
            return false; // it is being saved, or another tab has edited upon what is not seen here yet
        }

        Edit(edits => edits.Undone(snapshot.StoredOf), snapshot);
        var fixedId = snapshot.Matrix.FixedId;
        var (rows, before) = (Edits.Rows(fixedId), Edits.Count(snapshot.StoredOf).Total);
        var (always, never) = (MatrixLocks.Rows(snapshot, rows, GroupLock.Default), MatrixLocks.Rows(snapshot, rows, GroupLock.Never));
        var reasons = ImmutableSortedSet<string>.Empty;
        Edit(
            edits => edits.Bits(fixedId).ToList().Aggregate(edits, (left, bit) =>
            {
                var column = edits.Column(fixedId, bit);
                var configured = snapshot.Keys.AllSet.Contains(PermissionSet.OfBit(bit));
                var (byDefault, byNever) = ((column.On | column.Off) & always, configured ? column.On & never : IdSet.Empty);
                reasons = reasons
                    .Union(Names(snapshot, byDefault).Select(group => Say.Format(Texts.SkippedDefaultGroup, group)))
                    .Union(Names(snapshot, byNever).Select(group => Say.Format(Texts.SkippedNeverGroup, group)))
                    .Union(configured || column.On.IsEmpty ? [] : [Texts.SkippedKey]);
                return left.With(fixedId, bit, byDefault | byNever | (configured ? IdSet.Empty : column.On), null);
            }),
            snapshot);
        Skipped = new SkippedEdits(before - Edits.Count(snapshot.StoredOf).Total, [.. reasons]);
        return true;
    }

    /// <summary>Nothing was given up since it was asked last.</summary>
    public void ForgetSkipped() => Skipped = SkippedEdits.None;

    private static IEnumerable<string> Names(MatrixSnapshot snapshot, IdSet rows) =>
        rows.Select(row => snapshot.World.Catalog.Find(new GroupId(snapshot.Matrix.Pair(row).Right))?.Name).OfType<string>().Distinct();
}
