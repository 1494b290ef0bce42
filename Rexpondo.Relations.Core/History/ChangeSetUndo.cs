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
    public UndoPreview? Preview(long changeSet)
    {
        var (entry, planned) = store.Read(connection => history.Find(connection, changeSet) is { } found
            ? (found, HasRecords(connection, changeSet) ? null : Plan(connection, found))
            : ((ChangeSetEntry?)null, null));
        return entry is null
            ? null
            : planned ?? store.OnCopy(copy => Rehearse(copy, entry, new ChangeAuthor(null, "", ChangeWay.Undo, Undoes: entry.Id)).Preview);
    }

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
            "SELECT id FROM change_set WHERE bulk_save = $bulk ORDER BY id DESC", row => row.GetInt64(0), ("$bulk", bulk)));
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

                if (connection.Scalar("SELECT count(*) FROM change_set WHERE id = $id", ("$id", changeSet)) == 0)
                {
                    return new UndoNotThere();
                }

                var author = new ChangeAuthor(agent, login, ChangeWay.Undo, reason, changeSet);
                return confirmed is null || confirmed.Revision == ChangeLog.Revision(connection)
                    ? Write(connection, changeSet, author)
                    : WriteAs(connection, confirmed, author);
            },
            cancellationToken);
        if (result is Undone { ChangeSet: not null })
        {
            bell.Ring();
        }

        return result;
    }

    private static bool HasRecords(SqliteConnection connection, long changeSet) => ChangeLineReader.Fields(connection, changeSet, count: 1).Count > 0;

    // Somebody saved since the preview: mostly something else.
    private UndoResult WriteAs(SqliteConnection connection, UndoPreview confirmed, ChangeAuthor author)
    {
        if (!HasRecords(connection, confirmed.Entry.Id))
        {
            var now = Plan(connection, confirmed.Entry);
            return now.IsSameAs(confirmed) ? Write(connection, confirmed.Entry.Id, author) : new UndoOtherwise(now);
        }

        connection.Execute("SAVEPOINT rehearsal");
        var (done, preview) = Rehearse(connection, confirmed.Entry, author);
        if (preview.IsSameAs(confirmed))
        {
            return done;
        }

        connection.Execute("ROLLBACK TO rehearsal");
        return new UndoOtherwise(preview);
    }

    // Records first: the settings name groups, and settings say what holds for the cells.
    private Undone Write(SqliteConnection connection, long changeSet, ChangeAuthor author)
    {
        long? written = null;
        var record = new RecordUndo(ChangeLineReader.Fields(connection, changeSet), restorers);
        long Begin() => written ??= ChangeLog.Begin(connection, author, clock.GetUtcNow(), record.TouchesNames);

        var (fields, keptFields) = record.Write(connection, changeSet, Begin);
        var settings = SettingUndo.Plan(connection, changeSet, fields);
        settings.Write(connection, changeSet, Begin);
        var cells = CellUndo.Plan(connection, changeSet, CatalogReader.Load(connection));
        cells.Write(connection, Begin);
        return new Undone(
            written, new UndoDone(cells.Edits.Length, fields.Length, settings.Restored.Length, [.. keptFields, .. settings.Kept, .. cells.Kept]));
    }

    // Without records all of it can be worked out on the image of access: no copy of the store is needed.
    private UndoPreview Plan(SqliteConnection connection, ChangeSetEntry entry)
    {
        var before = worlds.Read(connection);
        var settings = SettingUndo.Plan(connection, entry.Id, []);
        var catalog = settings.Restored.IsEmpty ? before.Catalog : before.Catalog.With(settings.Settings);
        var cells = CellUndo.Plan(connection, entry.Id, catalog);
        return new UndoPreview(
            entry, new UndoDone(cells.Edits.Length, 0, settings.Restored.Length, [.. settings.Kept, .. cells.Kept]),
            UndoneWorld.Consequences(before, catalog, cells.Edits), catalog, ChangeLog.Revision(connection));
    }

    private (Undone Undone, UndoPreview Preview) Rehearse(SqliteConnection connection, ChangeSetEntry entry, ChangeAuthor author)
    {
        AccessWorld World() => AccessWorldReader.Load(connection, CatalogReader.Load(connection));
        var (revision, before) = (ChangeLog.Revision(connection), World());
        var undone = Write(connection, entry.Id, author);
        var after = World();
        return (undone, new UndoPreview(
            entry, undone.Done, undone.Done.IsNothing ? Consequences.None : Consequences.Between(before, after), after.Catalog, revision));
    }
}
