using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.History;

/// <summary>
/// Takes a change set back: the inverse edits, under the rules of every save, as a change set of its own that can be taken back
/// itself. What was changed since is left and named; nothing is deleted.
/// </summary>
public sealed class ChangeSetUndo(
    RelationsStore store, HistoryReader history, AccessWorldReader worlds,
    CustomerUserEditor persons, CustomerEditor customers, GroupEditor groups, ServiceEditor services, StoreBell bell, TimeProvider clock)
{
    private readonly IRecordRestorer[] restorers = [persons, customers, groups, services];

    /// <summary>What taking it back would do now; null if there is no such change set.</summary>
    public UndoPreview? Preview(long changeSet) => store.Read(connection =>
        history.Find(connection, changeSet) is { } entry ? Plan(connection, changeSet).Preview(entry, ChangeLog.Revision(connection)) : null);

    /// <summary>Takes it back as far as possible at this moment, whatever that is.</summary>
    /// <inheritdoc cref="UndoAsync(UndoPreview, AgentId, string?, CancellationToken)"/>
    public Task<UndoResult> UndoAsync(long changeSet, AgentId agent, string? reason, CancellationToken cancellationToken) =>
        UndoAsync(changeSet, null, agent, reason, cancellationToken);

    /// <summary>
    /// Takes back a save that was written in parts, the last part first, each in a transaction of its own. Ends at the first part
    /// that is refused; what was taken back until then is.
    /// </summary>
    /// <param name="bulk">Its number (<see cref="Saved.Bulk"/>).</param>
    /// <param name="agent">Who takes it back.</param>
    /// <param name="reason">Why, optional.</param>
    /// <param name="cancellationToken">Ends the waiting for other savers.</param>
    public async Task<UndoResult> UndoBulkAsync(long bulk, AgentId agent, string? reason, CancellationToken cancellationToken)
    {
        var parts = store.Read(connection => connection.Query(
            "SELECT id FROM change_set WHERE bulk_save = $bulk ORDER BY id DESC", row => row.GetInt64(0), ("$bulk", bulk)), cancellationToken);
        var sum = new Undone(null, new UndoDone(0, 0, 0, []));
        foreach (var part in parts)
        {
            var result = await UndoAsync(part, agent, reason, cancellationToken);
            if (result is not Undone(var changeSet, var done))
            {
                return sum.Done.IsNothing ? result : sum;
            }

            sum = new Undone(changeSet ?? sum.ChangeSet, new UndoDone(sum.Done.Cells + done.Cells, 0, 0, sum.Done.Kept.AddRange(done.Kept)));
        }

        return sum;
    }

    /// <summary>
    /// Does what a preview said, in one transaction. Refused: <see cref="UndoOtherwise"/> if it would do something else by now,
    /// <see cref="UndoNotThere"/>, <see cref="UndoNotAllowed"/>, <see cref="UndoReasonTooLong"/>.
    /// </summary>
    /// <param name="confirmed">What the agent has seen.</param>
    /// <param name="agent">Who takes it back.</param>
    /// <param name="reason">Why, optional.</param>
    /// <param name="cancellationToken">Ends the waiting for other savers; not an undo that has begun.</param>
    public Task<UndoResult> UndoAsync(UndoPreview confirmed, AgentId agent, string? reason, CancellationToken cancellationToken) =>
        UndoAsync(confirmed.Entry.Id, confirmed, agent, reason, cancellationToken);

    private async Task<UndoResult> UndoAsync(long changeSet, UndoPreview? confirmed, AgentId agent, string? reason, CancellationToken cancellationToken)
    {
        if (reason?.Length > RelationEditor.MaxReasonLength)
        {
            return new UndoReasonTooLong(RelationEditor.MaxReasonLength);
        }

        var result = await store.WriteAsync(
            connection =>
            {
                var (login, refused) = AgentRights.MayEdit(connection, agent);
                if (login is null)
                {
                    return new UndoNotAllowed(refused);
                }

                if (history.Find(connection, changeSet) is not { } entry)
                {
                    return new UndoNotThere();
                }

                var (plan, revision) = (Plan(connection, changeSet), ChangeLog.Revision(connection));
                if (confirmed is not null && confirmed.Revision != revision && plan.Preview(entry, revision) is var now && !now.IsSameAs(confirmed))
                {
                    return new UndoOtherwise(now); // somebody saved since, and it is something else
                }

                return (UndoResult)Write(connection, changeSet, plan, new ChangeAuthor(agent, login, ChangeWay.Undo, reason, changeSet));
            },
            cancellationToken);
        if (result is Undone { ChangeSet: not null })
        {
            bell.Ring();
        }

        return result;
    }

    private Undone Write(SqliteConnection connection, long changeSet, UndoPlan plan, ChangeAuthor author)
    {
        long? written = null;
        long Begin() => written ??= ChangeLog.Begin(connection, author, clock.GetUtcNow(), plan.Records.TouchesNames);

        plan.Records.Records.Write(connection, Begin);
        plan.Settings.Write(connection, changeSet, Begin);
        plan.Cells.Write(connection, Begin);
        return new Undone(written, plan.Done);
    }

    // Records first: the settings name groups, and settings say what holds for the cells. Nothing is written, and no more is read than
    // what the change set is about: it is the same world with some things as they would be.
    private UndoPlan Plan(SqliteConnection connection, long changeSet)
    {
        var before = worlds.Read(connection);
        var records = RecordUndo.Plan(connection, changeSet, restorers);
        var after = restorers.Aggregate(before, (world, restorer) => restorer.With(world, records.Records));
        var settings = SettingUndo.Plan(connection, changeSet, records.Restored);
        if (SettingValues.Differences(after.Catalog.Settings, settings.Settings).Count > 0)
        {
            after = after.With(settings.Settings);
        }

        var cells = CellUndo.Plan(connection, changeSet, after.Catalog);
        return new UndoPlan(before, UndoneWorld.With(after, cells.Edits), records, settings, cells);
    }

    /// <summary>All that goes back, worked out in one snapshot.</summary>
    private sealed record UndoPlan(AccessWorld Before, AccessWorld After, RecordUndo Records, SettingUndo Settings, CellUndo Cells)
    {
        public UndoDone Done => new(
            Cells.Edits.Length, Records.Restored.Length, Settings.Restored.Length, [.. Records.Kept, .. Settings.Kept, .. Cells.Kept]);

        public UndoPreview Preview(ChangeSetEntry entry, long revision) => new(
            entry, Done, Done.IsNothing ? Consequences.None : UndoneWorld.Consequences(Before, After), After.Catalog, revision);
    }
}
