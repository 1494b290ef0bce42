using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.History;

/// <summary>The names of groups in the settings when a change set is taken back: what they meant then and what they mean now.</summary>
internal static class GroupNamesThen
{
    /// <summary>The groups that a value of one of the settings names; none for any other setting.</summary>
    public static ImmutableArray<string> In(string setting, string json) =>
        SettingNames.OfGroups.Contains(setting) ? [.. JsonSerializer.Deserialize<string[]>(json)!] : [];

    /// <summary>True if a group got or gave up the name since: whatever is called so now is not what was called so before the change set.</summary>
    /// <param name="connection">Whose snapshot counts.</param>
    /// <param name="name">The name.</param>
    /// <param name="changeSet">The change set that is taken back.</param>
    /// <param name="back">Groups that get their old names back with it.</param>
    public static bool MeansAnother(SqliteConnection connection, string name, long changeSet, IReadOnlySet<int> back) => connection.Query(
        """
        SELECT DISTINCT record_id FROM change_field
        WHERE record = $group AND field = $field AND change_set_id >= $set AND (old_value = $name OR new_value = $name)
        """,
        row => row.GetInt32(0),
        ("$group", ChangeLog.CodeOf(RelationSide.Group)), ("$field", RecordField.Name), ("$set", changeSet), ("$name", name))
        .Any(group =>
        {
            var trail = ChangeTrail.OfField(connection, RelationSide.Group, group, RecordField.Name);
            if (back.Contains(group))
            {
                trail.Add(long.MaxValue, changeSet);
            }

            return !trail.IsAsBefore(changeSet);
        });

    /// <summary>
    /// What the entries of groups that get their old names back are to be called in a setting. An entry that had the name
    /// before the change set gave it to the group did not come with the group and stays.
    /// </summary>
    /// <param name="connection">Whose snapshot counts.</param>
    /// <param name="changeSet">The change set that is taken back.</param>
    /// <param name="settings">The settings in force.</param>
    /// <param name="renamed">The names that went back.</param>
    public static Func<string, IReadOnlyDictionary<string, string>> Back(
        SqliteConnection connection, long changeSet, RelationSettings settings, IReadOnlyCollection<FieldLine> renamed)
    {
        var ofSetting = SettingNames.OfGroups.ToDictionary(setting => setting, IReadOnlyDictionary<string, string> (setting) =>
        {
            var before = In(setting, ValueBefore(connection, changeSet, setting) ?? SettingValues.ToJson(settings, setting));
            return renamed.Where(line => !before.Contains(line.New)).ToDictionary(line => line.New, line => line.Old!);
        });
        return setting => ofSetting[setting];
    }

    private static string? ValueBefore(SqliteConnection connection, long changeSet, string setting) => connection.Query(
        """
        SELECT v.old_value FROM deployment_value v JOIN deployment d ON d.id = v.deployment_id
        WHERE v.name = $name AND d.change_set_id >= $set ORDER BY d.change_set_id LIMIT 1
        """,
        row => row.IsDBNull(0) ? SettingValues.Default(setting) : row.GetString(0),
        ("$name", setting), ("$set", changeSet)).FirstOrDefault();
}
