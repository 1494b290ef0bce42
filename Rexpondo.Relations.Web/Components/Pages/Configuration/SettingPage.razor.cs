using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.Configuration;

/// <summary>One setting: edited, drafted, or put in force in one step.</summary>
public sealed partial class SettingPage(
    SettingsReader reader, SettingsEditor editor, AccessWorldReader worlds, MatrixReader matrices, ChangeFeed feed, DraftDesk drafts, NavigationManager navigation,
    Notifier notifier, DraftWords draftWords, Choice choice, ListScript script) : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private IDisposable? listening;
    private SettingForm? form;
    private string comment = "";
    private int commentKey;
    private string? refusal;
    private bool saving;
    private bool leaving;
    private DateTimeOffset? foundFrom;

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
    protected override void OnInitialized() => listening = feed.Subscribe(HeardAsync);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (form?.Name != Name)
        {
            form?.Dispose();
            form = SettingNames.All.Contains(Name) ? new SettingForm(reader, worlds, matrices, Name, CanEdit ? Kept(Name) : null) : null;
            (refusal, leaving, foundFrom) = (null, false, form?.FoundFrom);
            ForgetComment();
            if (form is not null)
            {
                form.EditedElsewhere += EditedElsewhere;
                if (foundFrom is { } found && !form.IsDirty)
                {
                    draftWords.Done(found);
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? script.LoadAsync() : Task.CompletedTask;

    private void Edited()
    {
        refusal = null;
        foundFrom = form!.IsDirty ? foundFrom : null;
        StateHasChanged();
    }

    private OpenDraft<SettingEdit> Kept(string name) => drafts.Open(Agent.Id, DraftScreen.OfSetting(name), new SettingEditFormat());

    private void EditedElsewhere() => _ = InvokeAsync(() =>
    {
        if (!gone.IsCancellationRequested && !saving)
        {
            form?.Take();
            Edited();
        }
    });

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

    private void ForgetComment() => (comment, commentKey) = ("", commentKey + 1);

    private Task SaveAsync() => WriteAsync(() => editor.SaveDraftAsync(Name, form!.Value, form.SeenDraft, Agent.Id, gone.Token));

    private Task DiscardAsync() => WriteAsync(() => editor.DiscardDraftAsync(Name, form!.SeenDraft, Agent.Id, gone.Token));

    private Task DeployAsync() => WriteAsync(
        () => editor.DeployNowAsync(new PickedDraft(Name, form!.Value, form.SeenInForce), form.SeenDraft, comment, Agent.Id, gone.Token), ConfirmAsync);

    // While the question stands nothing else is taken over.
    private Task<bool> ConfirmAsync() => DeployQuestion.AskAsync(choice, Say.Format(Texts.DeployTitle, Name), () => form!.Effects, form!.ReadWorld);

    // What others did meanwhile is told first; who goes on then has seen it.
    private async Task WriteAsync(Func<Task<SettingsResult>> write, Func<Task<bool>>? confirm = null)
    {
        if (saving)
        {
            return;
        }

        saving = true;
        try
        {
            if (confirm is not null && !await confirm())
            {
                return;
            }

            await form!.FlushAsync();
            var result = await write();
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

                form!.Accept();
                result = await write();
            }

            if (result is DraftSaved or DraftRemoved or SettingsDeployed)
            {
                (refusal, foundFrom) = (null, null);
                form!.Refresh();
                form.Open();
                if (result is SettingsDeployed)
                {
                    ForgetComment();
                }

                notifier.Say(SettingsSaid.Of(result));
            }
            else
            {
                refusal = SettingsSaid.Of(result);
            }
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            refusal = Say.Format(Texts.NothingWrittenShort, e.Message);
        }
        finally
        {
            saving = false;
            form?.Refresh(); // what was told meanwhile
        }
    }

    private void Forget()
    {
        var (forgotten, name) = (form!.Open(), Name);
        (refusal, foundFrom) = (null, null);
        draftWords.Discarded(forgotten.Count, () =>
        {
            using var unsaved = Kept(name);
            unsaved.Update(edit => edit.Count == 0 ? forgotten : edit, edit => edit.Count, revision: 0);
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
        if (!leaving && form!.IsDirty && LeaveGuard.PathOf(context, navigation) is not null)
        {
            draftWords.Kept(1, Texts.UnsavedKept);
        }
    }

    private Task HeardAsync(ChangeBatch batch) => InvokeAsync(() =>
    {
        if (!gone.IsCancellationRequested && !saving)
        {
            form?.Refresh();
            StateHasChanged();
        }
    });
}
