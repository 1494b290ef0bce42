using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.History;

/// <summary>
/// What was changed after a change set, and who did so last. A change that was taken back is none, neither that nor its undo; a
/// value that somebody gave anew is one (<see cref="ChangeTrail"/>).
/// </summary>
internal static class LaterChanges
{
    /// <summary>The keys that the change set changed and that were changed since, of the cells that have any.</summary>
    public static Dictionary<(int Left, int Right), PermissionSet> OfCells(SqliteConnection connection, RelationKind kind, long after)
    {
        var changed = new Dictionary<(int Left, int Right), PermissionSet>();
        // The plus keeps SQLite to what is newer: by kind it would look through the whole log.
        if (connection.Scalar("SELECT EXISTS (SELECT 1 FROM change_line WHERE change_set_id > $after AND +kind = $kind)", ("$after", after), ("$kind", kind.Code)) == 0)
        {
            return changed;
        }

        var lines = CellLog.OfCells(connection, kind, [.. CellLog.Of(connection, after, [new CellFilter(kind)]).Select(cell => (cell.Left, cell.Right))]);
        var undoes = connection.Query(
            "SELECT id, undoes FROM change_set WHERE undoes IS NOT NULL", row => KeyValuePair.Create(row.GetInt64(0), row.GetInt64(1))).ToDictionary();
        foreach (var cell in lines.GroupBy(line => (line.Left, line.Right)).Where(cell => cell.Last().ChangeSet > after))
        {
            foreach (var key in cell.First(line => line.ChangeSet == after).Changed.EachBit().Select(PermissionSet.OfBit))
            {
                var trail = new ChangeTrail();
                foreach (var line in cell.Where(line => line.Changed.Contains(key)))
                {
                    trail.Add(line.ChangeSet, undoes.TryGetValue(line.ChangeSet, out var undone) ? undone : null);
                }

                if (!trail.IsAsLeftBy(after))
                {
                    changed[cell.Key] = changed.GetValueOrDefault(cell.Key) | key;
                }
            }
        }

        return changed;
    }

    /// <summary>The fields that the change set changed and that were changed since.</summary>
    public static HashSet<(ObjectRef Record, string Field)> OfFields(SqliteConnection connection, long after)
    {
        var trails = new Dictionary<(ObjectRef Record, string Field), ChangeTrail>();
        connection.Each(
            """
            SELECT l.record, l.record_id, l.field, l.change_set_id, s.undoes
            FROM change_field f
            JOIN change_field l ON l.record = f.record AND l.record_id = f.record_id AND l.field = f.field
            JOIN change_set s ON s.id = l.change_set_id
            WHERE f.change_set_id = $after AND EXISTS (
                SELECT 1 FROM change_field n WHERE n.record = f.record AND n.record_id = f.record_id AND n.field = f.field AND n.change_set_id > $after)
            ORDER BY l.change_set_id
            """,
            row =>
            {
                var field = (new ObjectRef(ChangeLog.RecordOfCode(row.GetInt32(0)), row.GetInt32(1)), row.GetString(2));
                if (!trails.TryGetValue(field, out var trail))
                {
                    trails.Add(field, trail = new ChangeTrail());
                }

                trail.Add(row.GetInt64(3), row.IsDBNull(4) ? null : row.GetInt64(4));
            },
            ("$after", after));
        return [.. trails.Where(field => !field.Value.IsAsLeftBy(after)).Select(field => field.Key)];
    }

    /// <summary>Who changed a key of a cell last.</summary>
    public static ChangedSince OfCell(SqliteConnection connection, CellLine cell, long after)
    {
        var keys = (cell.Old - cell.New) | (cell.New - cell.Old);
        var last = CellLog.OfCells(connection, cell.Kind, [(cell.Left, cell.Right)]).FindLast(line => line.ChangeSet > after && !(line.Changed & keys).IsEmpty);
        return Last(connection, "$last", ("$last", last.ChangeSet));
    }

    /// <summary>Who changed a field last.</summary>
    public static ChangedSince OfField(SqliteConnection connection, FieldLine field, long after) => Last(
        connection,
        "SELECT change_set_id FROM change_field WHERE record = $record AND record_id = $id AND field = $field AND change_set_id > $after",
        ("$record", ChangeLog.CodeOf(field.Record.Side)), ("$id", field.Record.Id), ("$field", field.Field), ("$after", after));

    /// <summary>Who deployed a setting last.</summary>
    public static ChangedSince OfSetting(SqliteConnection connection, SettingLine setting, long after) => Last(
        connection,
        """
        SELECT d.change_set_id FROM deployment_value v JOIN deployment d ON d.id = v.deployment_id
        WHERE v.name = $name AND d.change_set_id > $after
        """,
        ("$name", setting.Name), ("$after", after));

    private static ChangedSince Last(SqliteConnection connection, string changeSets, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        connection.Query(
            $"SELECT agent_login, at FROM change_set WHERE id IN ({changeSets}) ORDER BY id DESC LIMIT 1",
            row => new ChangedSince(row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))),
            parameters).FirstOrDefault() ?? new ChangedSince(null, null);
}
