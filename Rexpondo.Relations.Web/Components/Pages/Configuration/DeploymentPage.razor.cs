using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.Configuration;

/// <summary>Drafts side by side with what is in force, deployed in one step; and what has been deployed before.</summary>
public sealed partial class DeploymentPage(
    SettingsReader reader, SettingsEditor editor, AccessWorldReader worlds, MatrixReader matrices, ChangeFeed feed, Notifier notifier, Choice choice,
    ListScript script) : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private IDisposable? listening;
    private DeploymentForm form = null!;
    private string comment = "";
    private string? refusal;
    private bool saving;

    [CascadingParameter]
    private LocalTime? Times { get; set; }

    [CascadingParameter]
    private CurrentAgent Agent { get; set; } = null!;

    private bool CanEdit => RendererInfo.IsInteractive && Agent.MayEdit && !saving;

    /// <inheritdoc/>
    public void Dispose()
    {
        listening?.Dispose();
        gone.Cancel();
        gone.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        listening = feed.Subscribe(HeardAsync, FeedPace.AfterAWhile);
        form = new DeploymentForm(reader, worlds, matrices);
    }

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? script.LoadAsync() : Task.CompletedTask;

    private string Restoring(Deployment deployment, string? name) => Times.Plain(
        Say.Format(Texts.RestoreNamed, name ?? Say.Count(deployment.Values.Count, Texts.CountSettingsOne, Texts.CountSettingsOther), Say.Moment(deployment.At)));

    private void Pick(string name, bool on)
    {
        form.Pick(name, on);
        refusal = null;
    }

    private Task DeployAsync() => WriteAsync(
        async () =>
        {
            var result = await editor.DeployAsync(form.Picked, comment, Agent.Id, gone.Token);
            while (result is InForceChanged changed
                && await choice.AskAsync(
                    Texts.ChangedMeanwhileTitle, [.. changed.Values.Select(value => SettingsSaid.InForce(value.Name, value.Seen, value.InForce))], [Texts.GoOn, Texts.Back]) == 0)
            {
                form.Accept(changed);
                result = await editor.DeployAsync(form.Picked, comment, Agent.Id, gone.Token);
            }

            if (result is SettingsDeployed)
            {
                comment = "";
            }

            return result;
        },
        ConfirmAsync);

    private Task RestoreAsync(Deployment deployment, string? name) => WriteAsync(async () =>
    {
        var result = await editor.RestoreAsync(deployment.Id, name, replace: false, Agent.Id, gone.Token);
        return result is DraftsInTheWay(var drafts)
            && await choice.AskAsync(Texts.ReplaceDraftsTitle, [.. drafts.Select(draft => SettingsSaid.Changed(draft.Name, draft))], [Texts.ReplaceDrafts, Texts.Back]) == 0
                ? await editor.RestoreAsync(deployment.Id, name, replace: true, Agent.Id, gone.Token)
                : result;
    });

    // While the question stands nothing else is taken over.
    private Task<bool> ConfirmAsync() => DeployQuestion.AskAsync(choice, Say.Count(form.Picked.Count, Texts.DeployTitleOne, Texts.DeployTitleOther), () => form.Effects, form.ReadWorld);

    private async Task WriteAsync(Func<Task<SettingsResult>> write, Func<Task<bool>>? confirm = null)
    {
        if (saving)
        {
            return;
        }

        saving = true;
        refusal = null;
        try
        {
            if (confirm is not null && !await confirm())
            {
                return;
            }

            var result = await write();
            form.Refresh();
            if (result is SettingsDeployed or SettingsRestored)
            {
                foreach (var name in (result as SettingsRestored)?.Drafted ?? [])
                {
                    form.Pick(name, on: true); // what she restores she has seen
                }

                notifier.Say(SettingsSaid.Of(result));
            }
            else if (result is not DraftsInTheWay)
            {
                refusal = SettingsSaid.Of(result);
            }
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            refusal = Say.Format(Texts.NothingWrittenShort, StoreFault.Words(e));
        }
        finally
        {
            saving = false;
            form.Refresh(); // what was told meanwhile
        }
    }

    private Task HeardAsync(ChangeBatch batch) => InvokeAsync(() =>
    {
        if (!gone.IsCancellationRequested && !saving)
        {
            form.Refresh();
            StateHasChanged();
        }
    });
}
