using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.History;

/// <summary>The old values of a change set's deployment, where the value in force still is the deployed one.</summary>
/// <param name="Settings">The settings as they would be in force.</param>
/// <param name="Restored">The settings whose old value is in force then.</param>
/// <param name="Kept">What stays.</param>
internal sealed record SettingUndo(RelationSettings Settings, ImmutableArray<string> Restored, ImmutableArray<KeptLine> Kept)
{
    /// <summary>Works it out; writes nothing.</summary>
    /// <param name="connection">Whose snapshot counts.</param>
    /// <param name="changeSet">The change set.</param>
    /// <param name="before">The settings before anything was taken back: a group that is renamed back has carried its entries along already.</param>
    public static SettingUndo Plan(SqliteConnection connection, long changeSet, SettingsState before)
    {
        var settings = SettingsTable.Read(connection);
        var restored = ImmutableArray.CreateBuilder<string>();
        var kept = ImmutableArray.CreateBuilder<KeptLine>();
        foreach (var line in ChangeLineReader.Settings(connection, changeSet))
        {
            if (before.ValueOf(line.Name) != line.New)
            {
                kept.Add(new KeptLine(line, LaterChanges.OfSetting(connection, line, changeSet)));
            }
            else if (SettingValues.ToJson(settings, line.Name) != line.New)
            {
                restored.Add(line.Name);
            }
            else if (before.With(settings, line.Name, line.Old) is var (changed, error) && error is null)
            {
                settings = changed;
                restored.Add(line.Name);
            }
            else
            {
                kept.Add(new KeptLine(line, new RuleAgainst(before.With(settings, line.Name, line.Old).Error!)));
            }
        }

        return new SettingUndo(settings, restored.ToImmutable(), kept.ToImmutable());
    }

    /// <summary>Puts them in force.</summary>
    public void Write(SqliteConnection connection, long changeSet, Func<long> begin)
    {
        if (SettingValues.Differences(SettingsTable.Read(connection), Settings).Count > 0)
        {
            SettingsTable.Deploy(connection, Settings, begin(), $"undo of change set {changeSet}");
        }
    }
}
