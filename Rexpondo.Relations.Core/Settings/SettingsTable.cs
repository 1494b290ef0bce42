using System.Text.Json;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Settings;

/// <summary>The settings in force, as stored.</summary>
public static class SettingsTable
{
    /// <summary>Reads all settings; what is not stored has its default.</summary>
    public static RelationSettings Read(SqliteConnection connection)
    {
        var backEnds = connection.Query("SELECT name FROM back_end", row => row.GetString(0));
        var settings = new RelationSettings();
        connection.Each("SELECT name, value FROM setting", row =>
        {
            using var json = JsonDocument.Parse(row.GetString(1));
            settings = SettingValues.With(settings, row.GetString(0), json.RootElement, backEnds).Settings;
        });
        return settings;
    }

    /// <summary>
    /// Puts settings in force inside the caller's transaction, as the one deployment of its change set; keys that are new get
    /// their bit for good. False and nothing written if nothing differs. Called again for the same change set it adds to that
    /// deployment; a setting can be deployed once in it.
    /// </summary>
    public static bool Deploy(SqliteConnection connection, RelationSettings settings, long changeSet, string comment)
    {
        var changed = SettingValues.Differences(Read(connection), settings);
        if (changed.Count == 0)
        {
            return false;
        }

        foreach (var key in settings.PermissionKeys)
        {
            connection.Execute(
                "INSERT INTO permission_key (bit, name) SELECT max(bit) + 1, $name FROM permission_key WHERE true ON CONFLICT (name) DO NOTHING",
                ("$name", key));
        }

        connection.Execute(
            "INSERT INTO deployment (change_set_id, comment) VALUES ($set, $comment) ON CONFLICT (change_set_id) DO NOTHING", ("$set", changeSet), ("$comment", comment));
        var deployment = connection.Scalar("SELECT id FROM deployment WHERE change_set_id = $set", ("$set", changeSet));
        foreach (var name in changed)
        {
            var value = SettingValues.ToJson(settings, name);
            connection.Execute(
                """
                INSERT INTO deployment_value (deployment_id, name, old_value, new_value)
                VALUES ($deployment, $name, (SELECT value FROM setting WHERE name = $name), $value);
                INSERT INTO setting (name, value) VALUES ($name, $value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;
                """,
                ("$deployment", deployment), ("$name", name), ("$value", value));
        }

        return true;
    }
}
