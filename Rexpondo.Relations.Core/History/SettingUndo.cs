using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.History;

/// <summary>
/// The old values of a change set's deployment, where nobody deployed another since and every group is still called as then.
/// Entries of groups that get their old names back follow them also where a value stays.
/// </summary>
/// <param name="Settings">The settings as they would be in force.</param>
/// <param name="Restored">The settings whose old value is in force then.</param>
/// <param name="Kept">What stays.</param>
internal sealed record SettingUndo(RelationSettings Settings, ImmutableArray<string> Restored, ImmutableArray<KeptLine> Kept)
{
    private Func<string, IReadOnlyDictionary<string, string>>? Renamed { get; init; }

    /// <summary>Works it out; writes nothing.</summary>
    /// <param name="connection">Whose snapshot counts.</param>
    /// <param name="changeSet">The change set.</param>
    /// <param name="fields">The fields of it that go back.</param>
    public static SettingUndo Plan(SqliteConnection connection, long changeSet, IEnumerable<FieldLine> fields)
    {
        var state = SettingsReader.Read(connection);
        var settings = state.InForce;
        Func<string, IReadOnlyDictionary<string, string>>? renamed = null;
        var groups = fields.Where(line => line.Record.Side == RelationSide.Group && line.Field == RecordField.Name).ToList();
        var back = groups.Select(line => line.Record.Id).ToHashSet();
        if (groups.Count > 0)
        {
            renamed = GroupNamesThen.Back(connection, changeSet, settings, groups);
            settings = GroupNameInSettings.Renamed(settings, renamed);
        }

        var restored = ImmutableArray.CreateBuilder<string>();
        var kept = ImmutableArray.CreateBuilder<KeptLine>();
        foreach (var line in ChangeLineReader.Settings(connection, changeSet))
        {
            if (state.ValueOf(line.Name) != line.New || !ChangeTrail.OfSetting(connection, line.Name).IsAsLeftBy(changeSet))
            {
                kept.Add(new KeptLine(line, LaterChanges.OfSetting(connection, line, changeSet)));
                continue;
            }

            // A name that is in force already is put in force by nobody.
            var anew = GroupNamesThen.In(line.Name, line.Old).Except(GroupNamesThen.In(line.Name, line.New))
                .FirstOrDefault(name => GroupNamesThen.MeansAnother(connection, name, changeSet, back));
            var (changed, error) = anew is null ? state.With(settings, line.Name, line.Old) : (settings, $"\"{anew}\" was renamed or added since");
            if (error is null)
            {
                settings = changed;
                restored.Add(line.Name);
            }
            else
            {
                kept.Add(new KeptLine(line, new RuleAgainst(error)));
            }
        }

        return new SettingUndo(settings, restored.ToImmutable(), kept.ToImmutable()) { Renamed = renamed };
    }

    /// <summary>Puts them in force.</summary>
    public void Write(SqliteConnection connection, long changeSet, Func<long> begin)
    {
        if (SettingValues.Differences(SettingsTable.Read(connection), Settings).Count > 0)
        {
            SettingsTable.Deploy(connection, Settings, begin(), $"undo of change set {changeSet}");
        }

        if (Renamed is not null)
        {
            GroupNameInSettings.CarryIntoDrafts(connection, Renamed);
        }
    }
}
