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
    public static RelationSettings Renamed(RelationSettings settings, string oldName, string newName) => Renamed(settings, One(oldName, newName));

    /// <summary>The settings with new names.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="names">For a setting the new name of each old one.</param>
    public static RelationSettings Renamed(RelationSettings settings, Func<string, IReadOnlyDictionary<string, string>> names) => settings with
    {
        AlwaysGroups = Renamed(settings.AlwaysGroups, names(SettingNames.AlwaysGroups)),
        CompanyAlwaysGroups = Renamed(settings.CompanyAlwaysGroups, names(SettingNames.CompanyAlwaysGroups)),
        NeverGroups = Renamed(settings.NeverGroups, names(SettingNames.NeverGroups)),
    };

    /// <summary>Deploys the renamed entries with the change set of the rename, if there are any, and renames them in drafts.</summary>
    public static void Carry(SqliteConnection connection, string oldName, string newName, long changeSet)
    {
        var comment = $"group \"{oldName}\" renamed to \"{newName}\"";
        var settings = Renamed(SettingsTable.Read(connection), oldName, newName);
        SettingsTable.Deploy(connection, settings, changeSet, comment.Length <= SettingsEditor.MaxCommentLength ? comment : "group renamed");
        CarryIntoDrafts(connection, One(oldName, newName));
    }

    /// <summary>Renames the entries of drafts.</summary>
    public static void CarryIntoDrafts(SqliteConnection connection, Func<string, IReadOnlyDictionary<string, string>> names)
    {
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
            if (!SettingNames.OfGroups.Contains(name))
            {
                return value;
            }

            using var json = JsonDocument.Parse(value);
            var (draft, error) = SettingValues.With(new RelationSettings(), name, json.RootElement, []);
            var renamed = Renamed(draft, names);
            return error is null && SettingValues.Differences(draft, renamed).Count > 0 ? SettingValues.ToJson(renamed, name) : value;
        }
    }

    private static Func<string, IReadOnlyDictionary<string, string>> One(string oldName, string newName)
    {
        var names = new Dictionary<string, string> { [oldName] = newName };
        return _ => names;
    }

    private static ImmutableArray<string> Renamed(ImmutableArray<string> names, IReadOnlyDictionary<string, string> renamed) =>
        names.Any(renamed.ContainsKey) ? [.. names.Select(name => renamed.GetValueOrDefault(name, name)).Distinct()] : names;
}
