using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Records;

/// <summary>
/// The settings name groups by their text; when a group is renamed its entries follow (spec §2, identity), those in force and
/// those in drafts. A name that stood there for no group now means the renamed one: that is what the agent typed, and the
/// preview says what follows.
/// </summary>
internal static class GroupNameInSettings
{

    /// <summary>The settings with the group's new name in every list that names it.</summary>
    public static RelationSettings Renamed(RelationSettings settings, string oldName, string newName) => settings with
    {
        AlwaysGroups = Renamed(settings.AlwaysGroups, oldName, newName),
        CompanyAlwaysGroups = Renamed(settings.CompanyAlwaysGroups, oldName, newName),
        NeverGroups = Renamed(settings.NeverGroups, oldName, newName),
    };

    /// <summary>Deploys the renamed entries with the change set of the rename, if there are any, and renames them in drafts.</summary>
    public static void Carry(SqliteConnection connection, string oldName, string newName, long changeSet)
    {
        var comment = $"group \"{oldName}\" renamed to \"{newName}\"";
        var settings = Renamed(SettingsTable.Read(connection), oldName, newName);
        SettingsTable.Deploy(connection, settings, changeSet, comment.Length <= SettingsEditor.MaxCommentLength ? comment : "group renamed");
        foreach (var (name, value, baseValue) in connection.Query(
            "SELECT name, value, base_value FROM setting_draft", row => (Name: row.GetString(0), Value: row.GetString(1), BaseValue: row.GetString(2))))
        {
            // With its base, so that the draft does not look as if the setting had changed under it.
            var (renamed, renamedBase) = (InJson(name, value), InJson(name, baseValue));
            if ((renamed, renamedBase) != (value, baseValue))
            {
                connection.Execute(
                    "UPDATE setting_draft SET value = $value, base_value = $base WHERE name = $name",
                    ("$name", name), ("$value", renamed), ("$base", renamedBase));
            }
        }

        string InJson(string name, string value)
        {
            if (name is not (SettingNames.AlwaysGroups or SettingNames.CompanyAlwaysGroups or SettingNames.NeverGroups))
            {
                return value;
            }

            using var json = JsonDocument.Parse(value);
            var (draft, error) = SettingValues.With(new RelationSettings(), name, json.RootElement, []);
            var renamed = Renamed(draft, oldName, newName);
            return error is null && SettingValues.Differences(draft, renamed).Count > 0 ? SettingValues.ToJson(renamed, name) : value;
        }
    }

    private static ImmutableArray<string> Renamed(ImmutableArray<string> names, string oldName, string newName) =>
        names.Contains(oldName) ? [.. names.Select(name => name == oldName ? newName : name).Distinct()] : names;
}
