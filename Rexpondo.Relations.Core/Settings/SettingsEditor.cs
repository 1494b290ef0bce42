using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Settings;

/// <summary>Puts settings in force in the name of an agent; the right is checked in the same transaction.</summary>
public sealed class SettingsEditor(RelationsStore store, StoreBell bell, TimeProvider clock)
{
    /// <summary>Deploys a change of the settings in force. What is in force already is no deployment.</summary>
    /// <param name="change">Makes the new settings from those in force.</param>
    /// <param name="agent">Who deploys.</param>
    /// <param name="comment">Why, at most 250 characters.</param>
    /// <param name="cancellationToken">Ends the waiting for other writers.</param>
    public async Task<SettingsResult> DeployAsync(
        Func<RelationSettings, RelationSettings> change, AgentId agent, string comment, CancellationToken cancellationToken)
    {
        var deployed = await store.WriteAsync<bool?>(
            connection =>
            {
                if (AgentRights.MayEdit(connection, agent).Login is not { } login)
                {
                    return null;
                }

                var before = SettingsTable.Read(connection);
                var settings = change(before);
                if (SettingValues.Differences(before, settings).Count == 0)
                {
                    return false;
                }

                var changeSet = ChangeLog.Begin(connection, new ChangeAuthor(agent, login, ChangeWay.Screen), clock.GetUtcNow(), touchesNames: false);
                return SettingsTable.Deploy(connection, settings, changeSet, comment);
            },
            cancellationToken);
        if (deployed == true)
        {
            bell.Ring();
        }

        return deployed is null ? new SettingsNotAllowed() : new SettingsDeployed();
    }
}
