using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages;

/// <summary>Who uses this module: list, add, role, disable, new password.</summary>
public sealed partial class AgentsPage(AgentDirectory directory, SettingsReader settings, ChangeFeed feed, Notifier notifier, Choice choice) : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private IDisposable? listening;
    private IReadOnlyList<Agent> agents = [];
    private AgentFields? form;
    private string? refusal;
    private int drafts;
    private bool saving;

    [CascadingParameter]
    private CurrentAgent Agent { get; set; } = null!;

    private bool Waiting => !RendererInfo.IsInteractive || saving;

    /// <inheritdoc/>
    public void Dispose()
    {
        listening?.Dispose();
        gone.Cancel();
        gone.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        listening = feed.Subscribe(HeardAsync);
        return ReadAsync();
    }

    private static AgentRole Other(Agent agent) => agent.Role == AgentRole.Admin ? AgentRole.Auditor : AgentRole.Admin;

    private async Task ReadAsync()
    {
        drafts = settings.Read().Drafts.Count;
        agents = await directory.ListAsync(gone.Token);
    }

    private void OpenForm(Agent? agent) => (form, refusal) = (new AgentFields(agent?.Login), null);

    private async Task SaveAsync()
    {
        var fields = form!;
        var by = AgentDirectory.By(Agent.Id);
        try
        {
            var change = fields.IsNew
                ? await directory.AddAsync(fields.Login, fields.Role, fields.Password, by, gone.Token)
                : await directory.SetPasswordAsync(fields.Login, fields.Password, by, gone.Token);
            if (change is AgentSaved(var saved))
            {
                form = null;
                notifier.Say(Say.Format(fields.IsNew ? Texts.SaidAgentAdded : Texts.SaidPasswordSet, saved.Login));
                await ReadAsync();
            }
            else
            {
                fields.Refuse((AgentRefused)change);
            }
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            refusal = Say.Format(Texts.NothingWrittenShort, StoreFault.Words(e));
        }
    }

    private async Task SetRoleAsync(Agent agent)
    {
        var role = Other(agent);
        if (await choice.AskAsync(
            Say.Format(Texts.MakeRoleNamed, agent.Login, role.ToText()), [Texts.SessionsEnd], [Say.Format(Texts.MakeRole, role.ToText()), Texts.Back]) == 0)
        {
            await ChangeAsync(() => directory.SetRoleAsync(agent.Login, role, AgentDirectory.By(Agent.Id), gone.Token), Say.Format(Texts.SaidRoleSet, agent.Login, role.ToText()));
        }
    }

    private async Task SetDisabledAsync(Agent agent)
    {
        var by = AgentDirectory.By(Agent.Id);
        if (agent.Disabled)
        {
            await ChangeAsync(() => directory.EnableAsync(agent.Login, by, gone.Token), Say.Format(Texts.SaidEnabled, agent.Login));
        }
        else if (await choice.AskAsync(Say.Format(Texts.DisableNamed, agent.Login), [Texts.DisableQuestion], [Texts.Disable, Texts.Back]) == 0)
        {
            await ChangeAsync(() => directory.DisableAsync(agent.Login, by, gone.Token), Say.Format(Texts.SaidDisabled, agent.Login));
        }
    }

    private async Task ChangeAsync(Func<Task<AgentChange>> change, string said)
    {
        saving = true;
        try
        {
            if (await change() is AgentRefused refused)
            {
                refusal = Say.Format(Texts.NothingWrittenShort, refused is AgentsNotAllowed ? Texts.RefusedNotAdmin : refused.Reason);
            }
            else
            {
                refusal = null;
                notifier.Say(said);
            }

            await ReadAsync();
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            refusal = Say.Format(Texts.NothingWrittenShort, StoreFault.Words(e));
        }
        finally
        {
            saving = false;
        }
    }

    private Task HeardAsync(ChangeBatch batch) => InvokeAsync(async () =>
    {
        if (!gone.IsCancellationRequested && !saving)
        {
            await ReadAsync();
            StateHasChanged();
        }
    });
}
