using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Settings;

/// <summary>
/// Prepares values of settings and puts them in force, in the name of an agent; the right is checked in the same
/// transaction. A draft is no change of the desk and stands in no change set; a deployment is one. What an agent has edited
/// on the screen of a setting and not saved yet is done with whatever she does to that setting
/// from there.
/// </summary>
public sealed class SettingsEditor(RelationsStore store, StoreBell bell, TimeProvider clock)
{
    /// <summary>The longest comment of a deployment, in UTF-16 code units.</summary>
    public const int MaxCommentLength = 250;

    /// <summary>
    /// Keeps a value as draft. A draft that equals what is in force is removed. Refused: <see cref="SettingsRefused"/>,
    /// <see cref="DraftsChanged"/>, <see cref="SettingsNotAllowed"/>.
    /// </summary>
    /// <param name="name">Name of the setting.</param>
    /// <param name="value">Its value as JSON.</param>
    /// <param name="seen">The draft the agent saw, or null if she saw none: nobody's draft is overwritten unseen.</param>
    /// <param name="agent">Who prepares it.</param>
    /// <param name="cancellationToken">Ends the waiting for other writers.</param>
    public Task<SettingsResult> SaveDraftAsync(string name, string value, string? seen, AgentId agent, CancellationToken cancellationToken) =>
        WriteAsync(agent, (connection, state, _) => Keep(connection, state, name, value, seen, agent), name, cancellationToken);

    /// <summary>
    /// Keeps a value as draft, as <see cref="SaveDraftAsync"/>, from elsewhere than the screen of the setting: what the agent has
    /// there and has not saved stays unsaved.
    /// </summary>
    /// <param name="name">Name of the setting.</param>
    /// <param name="value">Its value as JSON.</param>
    /// <param name="seen">The draft the agent saw, or null if she saw none.</param>
    /// <param name="agent">Who prepares it.</param>
    /// <param name="cancellationToken">Ends the waiting for other writers.</param>
    public Task<SettingsResult> PrepareDraftAsync(string name, string value, string? seen, AgentId agent, CancellationToken cancellationToken) =>
        WriteAsync(agent, (connection, state, _) => Keep(connection, state, name, value, seen, agent), screen: null, cancellationToken);

    /// <summary>Forgets a draft. Refused: <see cref="DraftsChanged"/>, <see cref="SettingsNotAllowed"/>.</summary>
    /// <param name="name">Name of the setting.</param>
    /// <param name="seen">The draft the agent saw.</param>
    /// <param name="agent">Who discards it.</param>
    /// <param name="cancellationToken">Ends the waiting for other writers.</param>
    public Task<SettingsResult> DiscardDraftAsync(string name, string? seen, AgentId agent, CancellationToken cancellationToken) => WriteAsync(
        agent,
        (connection, state, _) => Unseen(state, name, seen) is { } changed ? changed : Forget(connection, name),
        name,
        cancellationToken);

    /// <summary>
    /// Puts drafts in force in one step, as one change set and one deployment, and leaves all other drafts. Every value is
    /// checked again. Refused as a whole: <see cref="CommentTooLong"/>, <see cref="DraftsChanged"/>,
    /// <see cref="InForceChanged"/>, <see cref="SettingsRefused"/>, <see cref="SettingsNotAllowed"/>.
    /// </summary>
    /// <param name="picked">The drafts, each as the agent saw it.</param>
    /// <param name="comment">Why, at most <see cref="MaxCommentLength"/> characters; may be empty.</param>
    /// <param name="agent">Who deploys.</param>
    /// <param name="cancellationToken">Ends the waiting for other writers.</param>
    public Task<SettingsResult> DeployAsync(IReadOnlyCollection<PickedDraft> picked, string comment, AgentId agent, CancellationToken cancellationToken) => WriteAsync(
        agent,
        (connection, state, login) =>
        {
            var changed = picked.Select(pick => (pick.Name, Now: state.DraftOf(pick.Name), pick.Value)).Where(pick => pick.Now?.Value != pick.Value).ToList();
            return changed.Count > 0
                ? new DraftsChanged([.. changed.Select(pick => (pick.Name, pick.Now))])
                : Deploy(connection, state, [.. picked.Select(pick => pick with { InForceSeen = pick.InForceSeen ?? state.DraftOf(pick.Name)!.BaseValue })], comment, agent, login);
        },
        screen: null,
        cancellationToken);

    /// <summary>
    /// Puts one value in force in one step, drafted or not; a draft of the setting is gone with it. Refused as
    /// <see cref="DeployAsync"/>.
    /// </summary>
    /// <param name="pick">The value, and the value in force the agent saw.</param>
    /// <param name="seen">The draft the agent saw, or null if she saw none.</param>
    /// <param name="comment">Why, at most <see cref="MaxCommentLength"/> characters; may be empty.</param>
    /// <param name="agent">Who deploys.</param>
    /// <param name="cancellationToken">Ends the waiting for other writers.</param>
    public Task<SettingsResult> DeployNowAsync(PickedDraft pick, string? seen, string comment, AgentId agent, CancellationToken cancellationToken) => WriteAsync(
        agent,
        (connection, state, login) => Unseen(state, pick.Name, seen) is { } changed ? changed
            : Deploy(connection, state, [pick with { InForceSeen = pick.InForceSeen ?? state.DraftOf(pick.Name)?.BaseValue ?? state.ValueOf(pick.Name) }], comment, agent, login),
        pick.Name,
        cancellationToken);

    /// <summary>
    /// Makes drafts of the old values of a deployment. A value that is no longer possible is told and left out. Refused:
    /// <see cref="DraftsInTheWay"/>, <see cref="SettingsNotAllowed"/>.
    /// </summary>
    /// <param name="deployment">Number of the deployment.</param>
    /// <param name="name">One of its settings, or null for all.</param>
    /// <param name="replace">Drafts of other values that stand there are replaced.</param>
    /// <param name="agent">Who restores.</param>
    /// <param name="cancellationToken">Ends the waiting for other writers.</param>
    public Task<SettingsResult> RestoreAsync(long deployment, string? name, bool replace, AgentId agent, CancellationToken cancellationToken) => WriteAsync(
        agent,
        (connection, state, _) =>
        {
            var old = SettingsReader.Values(connection, deployment).Where(value => name is null || value.Name == name)
                .OrderBy(value => SettingNames.All.IndexOf(value.Name)).ToList();
            var inTheWay = old.Select(value => state.DraftOf(value.Name) is { } draft && draft.Value != value.OldValue ? draft : null).OfType<SettingDraft>().ToList();
            if (inTheWay.Count > 0 && !replace)
            {
                return new DraftsInTheWay(inTheWay);
            }

            var (drafted, inForce, errors) = (new List<string>(), new List<string>(), new List<SettingError>());
            foreach (var value in old)
            {
                if (state.With(state.InForce, value.Name, value.OldValue).Error is { } error)
                {
                    errors.Add(new SettingError(value.Name, error));
                }
                else
                {
                    Forget(connection, value.Name);
                    (Keep(connection, state, value.Name, value.OldValue, agent) is DraftSaved ? drafted : inForce).Add(value.Name);
                }
            }

            return new SettingsRestored(drafted, inForce, errors);
        },
        screen: null,
        cancellationToken);

    private static DraftsChanged? Unseen(SettingsState state, string name, string? seen) =>
        state.DraftOf(name) is var now && now?.Value != seen ? new DraftsChanged([(name, now)]) : null;

    private static DraftRemoved Forget(SqliteConnection connection, string name)
    {
        connection.Execute("DELETE FROM setting_draft WHERE name = $name", ("$name", name));
        return new DraftRemoved();
    }

    private SettingsResult Keep(SqliteConnection connection, SettingsState state, string name, string value, string? seen, AgentId agent) =>
        Unseen(state, name, seen) is { } changed ? changed
        : state.With(state.InForce, name, value) is (_, { } error) ? new SettingsRefused([new(name, error)])
        : Keep(connection, state, name, SettingValues.ToJson(state.With(state.InForce, name, value).Settings, name), agent);

    // The value a draft was begun upon stays while it is edited on, so that its deployment tells what came between.
    private SettingsResult Keep(SqliteConnection connection, SettingsState state, string name, string value, AgentId agent)
    {
        if (value == state.ValueOf(name))
        {
            return Forget(connection, name);
        }

        connection.Execute(
            """
            INSERT INTO setting_draft (name, value, base_value, agent_id, at) VALUES ($name, $value, $base, $agent, $at)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value, agent_id = excluded.agent_id, at = excluded.at
            """,
            ("$name", name), ("$value", value), ("$base", state.ValueOf(name)), ("$agent", agent.Value), ("$at", clock.GetUtcNow().ToUnixTimeMilliseconds()));
        return new DraftSaved();
    }

    private SettingsResult Deploy(SqliteConnection connection, SettingsState state, IReadOnlyList<PickedDraft> picked, string comment, AgentId agent, string login)
    {
        comment = TextRule.CleanLines(comment).Trim();
        if (comment.Length > MaxCommentLength)
        {
            return new CommentTooLong(comment.Length);
        }

        var (settings, errors) = (state.InForce, new List<SettingError>());
        foreach (var pick in picked)
        {
            (settings, var error) = state.With(settings, pick.Name, pick.Value);
            if (error is not null)
            {
                errors.Add(new SettingError(pick.Name, error));
            }
        }

        var ever = connection.Query("SELECT name FROM permission_key", row => row.GetString(0));
        if (SettingValues.TooManyKeys(settings.PermissionKeys, ever) is { } tooMany)
        {
            errors.Add(new SettingError(SettingNames.PermissionKeys, tooMany));
        }

        if (errors.Count > 0)
        {
            return new SettingsRefused(errors);
        }

        var unseen = picked.Where(pick => state.ValueOf(pick.Name) != pick.InForceSeen).ToList();
        if (unseen.Count > 0)
        {
            return new InForceChanged([.. unseen.Select(pick => (pick.Name, pick.InForceSeen!, state.ValueOf(pick.Name)))]);
        }

        foreach (var pick in picked)
        {
            Forget(connection, pick.Name);
        }

        var differing = SettingValues.Differences(state.InForce, settings);
        if (differing.Count > 0)
        {
            var author = new ChangeAuthor(agent, login, ChangeWay.Screen, comment.Length > 0 ? comment : null);
            SettingsTable.Deploy(connection, settings, ChangeLog.Begin(connection, author, clock.GetUtcNow(), touchesNames: false), comment);
        }

        return new SettingsDeployed(differing);
    }

    // Every open screen of the settings shows drafts, so it rings for them too.
    private async Task<SettingsResult> WriteAsync(
        AgentId agent, Func<SqliteConnection, SettingsState, string, SettingsResult> write, string? screen, CancellationToken cancellationToken)
    {
        var result = await store.WriteAsync(
            connection =>
            {
                if (AgentRights.MayEdit(connection, agent).Login is not { } login)
                {
                    return new SettingsNotAllowed();
                }

                var written = write(connection, SettingsReader.Read(connection), login);
                if (screen is not null && (written is DraftSaved or DraftRemoved or SettingsDeployed))
                {
                    DraftTable.Remove(connection, agent, DraftScreen.OfSetting(screen));
                }

                return written;
            },
            cancellationToken);
        if (result is DraftSaved or DraftRemoved or SettingsDeployed or SettingsRestored)
        {
            bell.Ring();
        }

        return result;
    }
}
