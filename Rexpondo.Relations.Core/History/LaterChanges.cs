using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.History;

/// <summary>Who changed a line last after a change set.</summary>
internal static class LaterChanges
{
    public static ChangedSince OfCell(SqliteConnection connection, CellLine cell, long after) => Last(
        connection,
        """
        SELECT change_set_id FROM change_cell WHERE kind = $kind AND left_id = $left AND right_id = $right
          AND change_set_id > $after AND ((old_keys & $keys) <> (new_keys & $keys))
        """,
        ("$kind", cell.Kind.Code), ("$left", cell.Left), ("$right", cell.Right), ("$keys", ((cell.Old - cell.New) | (cell.New - cell.Old)).Bits), ("$after", after));

    public static ChangedSince OfField(SqliteConnection connection, FieldLine field, long after) => Last(
        connection,
        "SELECT change_set_id FROM change_field WHERE record = $record AND record_id = $id AND field = $field AND change_set_id > $after",
        ("$record", ChangeLog.CodeOf(field.Record.Side)), ("$id", field.Record.Id), ("$field", field.Field), ("$after", after));

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
