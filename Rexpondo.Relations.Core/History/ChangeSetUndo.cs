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

    /// <summary>What <see cref="UndoAsync"/> would do now; null if there is no such change set.</summary>
    public UndoPreview? Preview(long changeSet)
    {
        var (entry, planned) = store.Read(connection => history.Find(connection, changeSet) is { } found
            ? (found, ChangeLineReader.Fields(connection, changeSet, count: 1).Count == 0 ? Plan(connection, found) : null)
            : ((ChangeSetEntry?)null, null));
        return entry is null ? null : planned ?? store.OnCopy(copy => Rehearse(copy, entry));
    }

    /// <summary>
    /// Takes it back as far as possible, in one transaction. Refused: <see cref="UndoNotThere"/>, <see cref="UndoNotAllowed"/>,
    /// <see cref="UndoReasonTooLong"/>.
    /// </summary>
    /// <param name="changeSet">Which.</param>
    /// <param name="agent">Who takes it back.</param>
    /// <param name="reason">Why, optional.</param>
    /// <param name="cancellationToken">Ends the waiting for other savers; not an undo that has begun.</param>
    public async Task<UndoResult> UndoAsync(long changeSet, AgentId agent, string? reason, CancellationToken cancellationToken)
    {
        if (reason?.Length > RelationEditor.MaxReasonLength)
        {
            return new UndoReasonTooLong(RelationEditor.MaxReasonLength);
        }

        var result = await store.WriteAsync(
            connection =>
            {
                var (login, refused) = AgentRights.MayEdit(connection, agent);
                return login is null ? new UndoNotAllowed(refused)
                    : connection.Scalar("SELECT count(*) FROM change_set WHERE id = $id", ("$id", changeSet)) == 0 ? new UndoNotThere()
                    : (UndoResult)Write(connection, changeSet, new ChangeAuthor(
                        agent, login, ChangeWay.Undo, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), changeSet));
            },
            cancellationToken);
        if (result is Undone { ChangeSet: not null })
        {
            bell.Ring();
        }

        return result;
    }

    // Records first: a group that is renamed back carries its entries in the settings along. Then the settings, which say what
    // holds for the cells.
    private Undone Write(SqliteConnection connection, long changeSet, ChangeAuthor author)
    {
        long? written = null;
        var before = SettingsReader.Read(connection);
        var record = new RecordUndo(ChangeLineReader.Fields(connection, changeSet), restorers);
        long Begin() => written ??= ChangeLog.Begin(connection, author, clock.GetUtcNow(), record.TouchesNames);

        var (fields, keptFields) = record.Write(connection, changeSet, Begin);
        var settings = SettingUndo.Plan(connection, changeSet, before);
        settings.Write(connection, changeSet, Begin);
        var cells = CellUndo.Plan(connection, changeSet, CatalogReader.Load(connection));
        cells.Write(connection, Begin);
        return new Undone(written, new UndoDone(cells.Edits.Length, fields, settings.Restored.Length, [.. keptFields, .. settings.Kept, .. cells.Kept]));
    }

    // Without records all of it can be worked out on the image of access: no copy of the store is needed.
    private UndoPreview Plan(SqliteConnection connection, ChangeSetEntry entry)
    {
        var before = worlds.Read(connection);
        var settings = SettingUndo.Plan(connection, entry.Id, SettingsReader.Read(connection));
        var catalog = settings.Restored.IsEmpty ? before.Catalog : before.Catalog.With(settings.Settings);
        var cells = CellUndo.Plan(connection, entry.Id, catalog);
        return new UndoPreview(
            entry, new UndoDone(cells.Edits.Length, 0, settings.Restored.Length, [.. settings.Kept, .. cells.Kept]), UndoneWorld.Consequences(before, catalog, cells.Edits), catalog);
    }

    private UndoPreview Rehearse(SqliteConnection copy, ChangeSetEntry entry)
    {
        AccessWorld World() => AccessWorldReader.Load(copy, CatalogReader.Load(copy), namesRevision: 0);
        var before = World();
        var done = Write(copy, entry.Id, new ChangeAuthor(null, "", ChangeWay.Undo, Undoes: entry.Id)).Done;
        var after = World();
        return new UndoPreview(entry, done, done.IsNothing ? Consequences.None : Consequences.Between(before, after), after.Catalog);
    }
}
