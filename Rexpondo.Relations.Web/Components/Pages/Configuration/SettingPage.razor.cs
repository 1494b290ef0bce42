using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.Configuration;

/// <summary>One setting: edited, drafted, or put in force in one step.</summary>
public sealed partial class SettingPage(
    SettingsReader reader, SettingsEditor editor, AccessWorldReader worlds, MatrixReader matrices, ChangeFeed feed, DraftDesk drafts, NavigationManager navigation,
    Notifier notifier, DraftWords draftWords, Choice choice, ListScript script, BackgroundTasks tasks) : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private IDisposable? listening;
    private SettingForm? form;
    private string? refusal;
    private bool saving;
    private bool leaving;
    private DateTimeOffset? foundFrom; // until the first own edit

    /// <summary>Name of the setting.</summary>
    [Parameter] public string Name { get; set; } = "";

    [SupplyParameterFromQuery] private string? From { get; set; }

    [CascadingParameter]
    private CurrentAgent Agent { get; set; } = null!;

    private bool CanEdit => RendererInfo.IsInteractive && Agent.MayEdit && !saving;

    /// <inheritdoc/>
    public void Dispose()
    {
        listening?.Dispose();
        form?.Dispose();
        gone.Cancel();
        gone.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => listening = feed.Subscribe(HeardAsync, FeedPace.AfterAWhile);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (form?.Name != Name)
        {
            form?.Dispose();
            var kept = Agent.MayEdit && RendererInfo.IsInteractive ? Kept(Name) : null; // also while a save of the setting before is under way
            form = SettingNames.All.Contains(Name) ? new SettingForm(reader, worlds, matrices, Name, kept) : null;
            (refusal, leaving, saving, foundFrom) = (null, false, false, form?.FoundFrom);
            if (form is not null)
            {
                form.EditedElsewhere += EditedElsewhere;
                if (!RendererInfo.IsInteractive)
                {
                    // Only its line, so that nothing moves once the page is interactive.
                    foundFrom = Agent.MayEdit ? drafts.Of(Agent.Id).FirstOrDefault(draft => draft.Screen == DraftScreen.OfSetting(Name))?.At : null;
                }
                else if (foundFrom is { } found && !form.HasUnsaved)
                {
                    foundFrom = null;
                    draftWords.Done(found);
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? script.LoadAsync() : Task.CompletedTask;

    private void Edited()
    {
        (refusal, foundFrom) = (null, null);
        StateHasChanged();
    }

    private OpenDraft<SettingEdit> Kept(string name) => drafts.Open(Agent.Id, DraftScreen.OfSetting(name), new SettingEditFormat());

    private void EditedElsewhere() => tasks.Run("show what was edited in another tab", () => InvokeAsync(() =>
    {
        if (!gone.IsCancellationRequested && !saving)
        {
            form?.Take();
            Edited();
        }
    }));

    private void Comment(string comment)
    {
        form!.Say(comment);
        Edited();
    }

    private void SwitchAsync(ChangeEventArgs e)
    {
        form!.Switch(e.Value is true);
        Edited();
    }

    private void Reset()
    {
        form!.Reset();
        Edited();
    }

    private Task SaveAsync() => WriteAsync((saved, token) => editor.SaveDraftAsync(saved.Name, saved.Value, saved.SeenDraft, Agent.Id, token));

    private Task DiscardAsync() => WriteAsync((saved, token) => editor.DiscardDraftAsync(saved.Name, saved.SeenDraft, Agent.Id, token));

    private Task DeployAsync()
    {
        var why = form?.Comment ?? "";
        return WriteAsync(
            (saved, token) => editor.DeployNowAsync(new PickedDraft(saved.Name, saved.Value, saved.SeenInForce), saved.SeenDraft, why, Agent.Id, token), ConfirmAsync);
    }

    // While the question stands nothing else is taken over.
    private Task<bool> ConfirmAsync(SettingForm saved) =>
        DeployQuestion.AskAsync(choice, Say.Format(Texts.DeployTitle, saved.Name), () => saved.Effects, saved.ReadWorld);

    // What others did meanwhile is told first; who goes on then has seen it. Whoever has opened another setting before it ends
    // is told the end of it, and the other setting is left alone.
    private async Task WriteAsync(Func<SettingForm, CancellationToken, Task<SettingsResult>> write, Func<SettingForm, Task<bool>>? confirm = null)
    {
        if (saving || form is not { } saved)
        {
            return;
        }

        var token = gone.Token;
        saving = true;
        try
        {
            if (confirm is not null && !await confirm(saved))
            {
                return;
            }

            await saved.FlushAsync();
            var result = await write(saved, token);
            while (result is DraftsChanged or InForceChanged)
            {
                var told = result switch
                {
                    DraftsChanged(var drafts) => drafts.Select(draft => SettingsSaid.Changed(draft.Name, draft.Now)),
                    InForceChanged(var values) => values.Select(value => SettingsSaid.InForce(value.Name, value.Seen, value.InForce)),
                    _ => [],
                };
                if (await choice.AskAsync(Texts.ChangedMeanwhileTitle, [.. told], [Texts.GoOn, Texts.Back]) != 0)
                {
                    return;
                }

                saved.Accept();
                result = await write(saved, token);
            }

            if (result is DraftSaved or DraftRemoved or SettingsDeployed)
            {
                saved.Saved(deployed: result is SettingsDeployed);
                if (form == saved)
                {
                    (refusal, foundFrom) = (null, null);
                }

                notifier.Say(SettingsSaid.Of(result));
            }
            else
            {
                Refuse(saved, SettingsSaid.Of(result));
            }
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            Refuse(saved, Say.Format(Texts.NothingWrittenShort, StoreFault.Words(e)));
        }
        finally
        {
            if (form == saved)
            {
                saving = false;
                saved.Refresh(); // what was told meanwhile
            }
        }
    }

    private void Refuse(SettingForm saved, string why)
    {
        if (form == saved)
        {
            refusal = why;
        }
        else
        {
            notifier.Say(why);
        }
    }

    private void Forget()
    {
        var (forgotten, name) = (form!.Forget(), Name);
        (refusal, foundFrom) = (null, null);
        draftWords.Discarded(forgotten.Count, () =>
        {
            using var unsaved = Kept(name);
            return unsaved.Update(edit => edit.Count == 0 ? forgotten : edit, edit => edit.Count, revision: 0) == forgotten;
        });
    }

    private void Cancel()
    {
        Forget();
        leaving = true;
        navigation.NavigateTo(LocalPath.Of(From) ?? SettingText.ListPath);
    }

    private void Leaving(LocationChangingContext context)
    {
        if (!leaving && form!.HasUnsaved && LeaveGuard.PathOf(context, navigation) is not null)
        {
            draftWords.Kept(1, Texts.UnsavedKept);
        }
    }

    private Task HeardAsync(ChangeBatch batch) => InvokeAsync(() =>
    {
        // Also a batch that tells of no change set: settings are drafted beside the log.
        if (!gone.IsCancellationRequested && !saving && form is { } open && open.Refresh(batch))
        {
            StateHasChanged();
        }
    });
}
