using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Records;

/// <summary>
/// The edit screen of one record around one <see cref="RecordState{TFields}"/>: side bar, form, what follows from the record,
/// action bar. What differs between records comes in as <see cref="RecordModule"/>, <see cref="RecordAccess{TFields}"/> and fragments.
/// </summary>
/// <typeparam name="TFields">The fields of the record.</typeparam>
public sealed partial class RecordScreen<TFields>(
    MatrixReader reader, CatalogReader catalogs, ChangeFeed feed, DraftDesk drafts, NavigationManager navigation, FormScript script, Notifier notifier, DraftWords draftWords,
    Choice choice, Undoing undoing, CameFrom cameFrom, TimeProvider clock, BackgroundTasks tasks)
    : IDisposable
    where TFields : class
{
    // Typing has rested: what a save would do is worked out then, not with every keystroke.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource gone = new();
    private IDisposable? listening;
    private RecordState<TFields> state = null!;
    private (int? Id, bool Open) opened;
    private int typedTimes;
    private bool leaving;
    private (int Changes, DateTimeOffset At)? found; // until the first own edit
    private RecordFocus focusNext;

    /// <summary>Which records.</summary>
    [Parameter, EditorRequired] public required RecordModule Module { get; set; }

    /// <summary>The record; null for a new one.</summary>
    [Parameter] public int? Id { get; set; }

    /// <summary>Reads and writes it.</summary>
    [Parameter, EditorRequired] public required RecordAccess<TFields> Access { get; set; }

    /// <summary>The fields, in order.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<FormInput<TFields>> Fields { get; set; }

    /// <summary>What a field that is found by typing offers.</summary>
    [Parameter] public Picker? Picker { get; set; }

    /// <summary>Name of the record as stored, or what adds one.</summary>
    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>What kind of record it is: heading of the form.</summary>
    [Parameter, EditorRequired] public required string Heading { get; set; }

    /// <summary>The address one came from.</summary>
    [Parameter] public string? From { get; set; }

    /// <summary>The form takes the whole width, in two columns.</summary>
    [Parameter] public bool Wide { get; set; }

    /// <summary>The record is one customer user: she is the subject of what follows from a save.</summary>
    [Parameter] public bool IsPerson { get; set; }

    /// <summary>Why even an admin cannot edit the record here, or null.</summary>
    [Parameter] public string? ReadOnlyWhy { get; set; }

    /// <summary>The line under the heading.</summary>
    [Parameter] public RenderFragment? Sub { get; set; }

    /// <summary>After the fields.</summary>
    [Parameter] public RenderFragment? Beside { get; set; }

    /// <summary>What follows from the record.</summary>
    [Parameter] public RenderFragment? Details { get; set; }

    /// <summary>Links to the relation screens.</summary>
    [Parameter] public RenderFragment? Links { get; set; }

    /// <summary>Buttons in the side bar.</summary>
    [Parameter] public RenderFragment<RecordAction>? Actions { get; set; }

    /// <summary>Something was stored, here or elsewhere: the page reads again what it shows.</summary>
    [Parameter] public EventCallback News { get; set; }

    [CascadingParameter]
    private CurrentAgent Agent { get; set; } = null!;

    private RecordForm<TFields> Form => state.Form;

    // While it is as it is stored; what is typed over it is no longer what the flaw is of.
    private string? FlawOf(FormInput<TFields> field) => field.Look is FieldLook.Pick or FieldLook.Validity || Form.IsChanged(field) ? null
        : FieldRules.Flaw(Module.Side, field.Name, field.Get(Form.Seen));

    private bool ReadOnly => !Agent.MayEdit || ReadOnlyWhy is not null;

    /// <inheritdoc/>
    public void Dispose()
    {
        listening?.Dispose();
        state?.Dispose();
        gone.Cancel();
        gone.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => listening = feed.Subscribe(HeardAsync);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (opened == (Id, true))
        {
            return;
        }

        opened = (Id, true);
        state?.Dispose();
        var draft = RendererInfo.IsInteractive && !ReadOnly ? Draft(Id) : null;
        state = new RecordState<TFields>(Access, new RecordPreview<TFields>(Access, reader, catalogs, IsPerson), Fields, Id, draft);
        state.EditedElsewhere += EditedElsewhere;
        (leaving, found) = (false, null);
        if (!RendererInfo.IsInteractive)
        {
            // Only its line, so that nothing moves once the page is interactive.
            var kept = ReadOnly ? null : drafts.Of(Agent.Id).FirstOrDefault(kept => kept.Screen == DraftScreen.Of(Module.Side, Id));
            found = kept is null ? null : (kept.Changes, kept.At);
        }
        else if (state.FoundFrom is { } at)
        {
            found = Form.Changes == 0 ? null : (Form.Changes, at);
            if (found is null)
            {
                draftWords.Done(at);
            }
        }

        focusNext = Id is null && !ReadOnly ? RecordFocus.FirstField : RecordFocus.Nothing;
        cameFrom.Record = Id is { } record ? (Module, record) : null;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!RendererInfo.IsInteractive)
        {
            return;
        }

        if (firstRender)
        {
            await script.LoadAsync();
        }

        var focus = focusNext;
        focusNext = RecordFocus.Nothing;
        await (focus switch
        {
            RecordFocus.FirstField => script.FocusFirstFieldAsync(),
            RecordFocus.Error => script.FocusErrorAsync(),
            RecordFocus.Conflict => script.FocusConflictAsync(),
            RecordFocus.Nothing => Task.CompletedTask,
        });
    }

    private async Task TypeAsync(FormInput<TFields> field, string text)
    {
        var derive = state.Type(field, text);
        found = null;
        if (!derive)
        {
            return;
        }

        var mine = ++typedTimes;
        if (field.Look is FieldLook.Line)
        {
            StateHasChanged();
            await Task.Delay(Rest, clock);
        }

        if (mine == typedTimes && !gone.IsCancellationRequested)
        {
            state.Derive();
        }
    }

    private void EditedElsewhere() => tasks.Run("show what was edited in another tab", () => InvokeAsync(() =>
    {
        if (!gone.IsCancellationRequested && !state.Saving)
        {
            found = state.TakeEdits() ? null : found;
            StateHasChanged();
        }
    }));

    private async Task SaveAsync(bool finish)
    {
        var mine = state;
        var told = await mine.SaveAsync(Agent.Id, ConfirmAsync, gone.Token);
        if (state != mine)
        {
            Tell(told); // another record is open by now, and left alone
            return;
        }

        await TellAsync(told, finish);
    }

    private async Task ActAsync(Func<CancellationToken, Task<RecordResult>> write, string said)
    {
        var mine = state;
        var told = await mine.ActAsync(write, said, gone.Token);
        if (state != mine)
        {
            Tell(told);
            return;
        }

        await TellAsync(told, finish: false);
        StateHasChanged();
    }

    private async Task<bool> ConfirmAsync(string title, IReadOnlyList<string> lines) => await choice.AskAsync(title, lines, [Texts.SaveAnyway, Texts.Back]) == 0;

    private async Task TellAsync(RecordTold told, bool finish)
    {
        focusNext = told.Focus;
        found = told.Stored is null ? found : null;
        Tell(told);
        if (told.Stored is { } stored)
        {
            cameFrom.Record = (Module, stored);
        }

        if (told.Stored is not null && finish && Form.Changes == 0)
        {
            Finish();
        }
        else if (told.Stored is { } added && Id is null)
        {
            leaving = true;
            navigation.NavigateTo(Along(Module.Screen(added)), replace: true);
        }
        else
        {
            // Also where nothing was written: what others saved while it was under way is told now.
            if (!gone.IsCancellationRequested && state.TakeWaiting() is { } batch)
            {
                Hear(batch, told.Words);
            }

            Picker?.Read();
            await News.InvokeAsync();
        }
    }

    private void Tell(RecordTold told)
    {
        if (told is { Words: { } done, ChangeSet: { } changeSet })
        {
            notifier.Say(done, Texts.Undo, () => undoing.UndoAsync(changeSet));
        }
        else if (told.Words is { } words)
        {
            notifier.Say(words);
        }
    }

    private void Finish()
    {
        leaving = true;
        navigation.NavigateTo(BackLink.Target(From, Module.Path, Module.Words.Column).Path);
    }

    private string Along(string path) => LocalPath.Of(From) is { } from ? QueryHelpers.AddQueryString(path, "from", from) : path;

    private void Cancel()
    {
        Discard();
        Finish();
    }

    private void Discard()
    {
        var (reason, id) = (state.Reason, Id);
        var discarded = state.Discard();
        found = null;
        draftWords.Discarded(discarded.Count, () =>
        {
            using var draft = Draft(id);
            return ReferenceEquals(draft.PutBack(edits => edits.Count == 0 ? discarded : edits, edits => edits.Count, revision: 0, reason), discarded);
        });
    }

    private OpenDraft<FormEdits> Draft(int? id) => drafts.Open(Agent.Id, DraftScreen.Of(Module.Side, id), new FormEditsFormat());

    private void Leaving(LocationChangingContext context)
    {
        if (LeaveGuard.PathOf(context, navigation) is { } target)
        {
            // By whatever way one goes back to the list or the relation screen, the focus is on the row one came from.
            cameFrom.GoBack(target == Module.Path || target == LocalPath.Of(From)?.Split('?')[0] ? target : null);
            if (!leaving && Form.Edits.Count is > 0 and var changes)
            {
                draftWords.Kept(changes);
            }
        }
    }

    // What a save would do depends on the access of many; without one only what the page says of its record counts.
    private bool Concerns(ChangeBatch batch) =>
        Form.Changes > 0 ? batch.TouchesLog : Id is { } id ? batch.Touches(Module.Side, id) : batch.TouchesRecords;

    // Somebody saved: what is stored is shown, what is typed stays.
    private Task HeardAsync(ChangeBatch batch) => InvokeAsync(async () =>
    {
        if (!gone.IsCancellationRequested && Concerns(batch) && !state.Postpones(batch))
        {
            Hear(batch);
            Picker?.Read();
            await News.InvokeAsync();
            StateHasChanged();
        }
    });

    // What has just been said is not taken from a screen reader's mouth.
    private void Hear(ChangeBatch batch, string? after = null)
    {
        var sets = Id is { } id ? batch.SetsOf(Module.Side, id).Where(set => !undoing.Wrote(set, Agent.Id)) : [];
        if (state.Hear(sets) is { } line)
        {
            notifier.Whisper(string.Join(' ', new[] { after, NewsWords.Line(line, Agent.Login) }.OfType<string>()));
        }
    }
}
