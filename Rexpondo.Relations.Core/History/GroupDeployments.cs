using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.History;

/// <summary>Which deployments name a group, before or after: as it was called then, whatever it is called today.</summary>
internal static class GroupDeployments
{
    /// <summary>The deployed settings that name the group, each with its change set.</summary>
    /// <param name="connection">Whose snapshot counts.</param>
    /// <param name="group">The group.</param>
    /// <param name="changeSet">Only of this one; null for all.</param>
    public static HashSet<(long ChangeSet, string Setting)> Of(SqliteConnection connection, int group, long? changeSet)
    {
        var today = connection.Query("SELECT name FROM permission_group WHERE id = $id", row => row.GetString(0), ("$id", group)).FirstOrDefault();
        var names = connection.Query(
            "SELECT change_set_id, old_value, new_value FROM change_field WHERE record = $group AND record_id = $id AND field = $field ORDER BY change_set_id",
            row => (Set: row.GetInt64(0), Old: row.IsDBNull(1) ? null : row.GetString(1), New: row.GetString(2)),
            ("$group", ChangeLog.CodeOf(RelationSide.Group)), ("$id", group), ("$field", RecordField.Name));
        string? Name(long until) => names.FindLastIndex(name => name.Set <= until) is var last and >= 0 ? names[last].New
            : names.Count > 0 ? names[0].Old
            : today;

        return
        [
            .. connection.Query(
                """
                SELECT d.change_set_id, v.name, v.old_value, v.new_value FROM deployment_value v JOIN deployment d ON d.id = v.deployment_id
                WHERE d.change_set_id = $set OR $set IS NULL
                """,
                row => (Set: row.GetInt64(0), Setting: row.GetString(1), Old: row.IsDBNull(2) ? null : row.GetString(2), New: row.GetString(3)),
                ("$set", changeSet))
                .Where(line => new[] { line.Old ?? SettingValues.Default(line.Setting), line.New }.SelectMany(value => GroupNamesThen.In(line.Setting, value))
                    .Any(name => name == Name(line.Set - 1) || name == Name(line.Set)))
                .Select(line => (line.Set, line.Setting)),
        ];
    }
}
