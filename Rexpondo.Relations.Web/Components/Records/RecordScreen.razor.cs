using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Records;

/// <summary>
/// The edit screen of one record around one <see cref="RecordForm{TFields}"/>: side bar, form, what follows from the record,
/// action bar. What differs between records comes in as <see cref="RecordModule"/>, <see cref="RecordAccess{TFields}"/> and fragments.
/// </summary>
/// <typeparam name="TFields">The fields of the record.</typeparam>
public sealed partial class RecordScreen<TFields>(
    MatrixReader reader, CatalogReader catalogs, StoreBell bell, NavigationManager navigation, FormScript script, Notifier notifier, Choice choice,
    CameFrom cameFrom, TimeProvider clock)
    : IDisposable
    where TFields : class
{
    // Typing has rested: what a save would do is worked out then, not with every keystroke.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource gone = new();
    private RecordForm<TFields> form = null!;
    private IReadOnlyList<ConsequenceLine> lines = [];
    private string? refusal;
    private (int? Id, bool Open) opened;
    private int typedTimes;
    private bool saving;
    private bool leaving;
    private Focus focusNext;

    private enum Focus
    {
        Nothing,
        FirstField,
        Error,
        Conflict,
    }

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

    private bool ReadOnly => !Agent.MayEdit || ReadOnlyWhy is not null;

    /// <inheritdoc/>
    public void Dispose()
    {
        bell.Rung -= Heard;
        gone.Cancel();
        gone.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => bell.Rung += Heard;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (opened == (Id, true))
        {
            return;
        }

        opened = (Id, true);
        form = new RecordForm<TFields>(Fields, (Id is { } id ? Access.Read(id) : null) ?? Access.Empty);
        (lines, refusal, leaving) = ([], null, false);
        focusNext = Id is null && !ReadOnly ? Focus.FirstField : Focus.Nothing;
        if (Id is { } record)
        {
            cameFrom.Record = (Module, record);
        }
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
        focusNext = Focus.Nothing;
        await (focus switch
        {
            Focus.FirstField => script.FocusFirstFieldAsync(),
            Focus.Error => script.FocusErrorAsync(),
            Focus.Conflict => script.FocusConflictAsync(),
            Focus.Nothing => Task.CompletedTask,
        });
    }

    private string? ErrorOf(FormInput<TFields> field) => form.ErrorOf(field) switch
    {
        null => null,
        _ when IsUnpicked(field) => Texts.PickFromTheList,
        var reason => RecordWords.Sentence(reason),
    };

    // Something is typed that nothing is called by: on the way to a choice, or an error at the next save.
    private bool IsUnpicked(FormInput<TFields> field) => field.Look == FieldLook.Pick && field.Get(form.Wanted) == $"{Picker.Unknown}";

    private async Task TypeAsync(FormInput<TFields> field, string text)
    {
        form.Set(field, text);
        refusal = null;
        if (Id is null || !(field.HasEffect || lines.Count > 0))
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
            Derive();
        }
    }

    /// <summary>What a save would do to anybody's access.</summary>
    private Consequences Preview() => Id is { } id && form.HasEffect && !Fields.Any(IsUnpicked) ? Access.Preview(id, form.Wanted) : Consequences.None;

    private void Derive() => lines = Words(Preview());

    private IReadOnlyList<ConsequenceLine> Words(Consequences consequences) => ConsequenceWords.Of(consequences, catalogs.Read(), Names, IsPerson);

    private IReadOnlyList<string> Names(IReadOnlyList<int> persons) =>
        [.. reader.Names(reader.Rows(RelationSide.CustomerUser).Rows, persons).Select(row => row.Name)];

    private async Task SaveAsync(bool finish)
    {
        if (saving)
        {
            return;
        }

        saving = true;
        try
        {
            if (!await ConfirmAsync())
            {
                return;
            }

            await TellAsync(
                Id is { } id
                    ? await Access.Save(id, form.Seen, form.Wanted, Agent.Id, gone.Token)
                    : await Access.Add(form.Wanted, Agent.Id, gone.Token),
                finish,
                said: null);
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            // Locked for too long, disk full: the transaction is undone, what is typed is here, the circuit goes on.
            refusal = RecordWords.NothingWritten(e.Message, form.Changes);
        }
        finally
        {
            saving = false;
        }
    }

    private async Task ActAsync(Func<CancellationToken, Task<RecordResult>> write, string said)
    {
        if (saving)
        {
            return;
        }

        saving = true;
        try
        {
            await TellAsync(await write(gone.Token), finish: false, said);
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            refusal = RecordWords.NothingWritten(e.Message, form.Changes);
        }
        finally
        {
            saving = false;
            StateHasChanged();
        }
    }

    private async Task TellAsync(RecordResult result, bool finish, string? said)
    {
        (refusal, lines) = (null, []);
        switch (result)
        {
            case RecordSaved saved:
                notifier.Say(saved.ChangeSet is null ? Texts.NothingChanged : said ?? Texts.RecordSavedWords);
                await StoredAsync(saved, finish, action: said is not null);
                break;
            case RecordRefused refused:
                form.Refuse(refused.Errors);
                refusal = RecordWords.Refused(form, said is not null);
                focusNext = Focus.Error;
                Derive();
                break;
            case RecordChangedMeanwhile<TFields> meanwhile:
                form.Meet(meanwhile.Now, meanwhile.Fields);
                refusal = Texts.RefusedChangedMeanwhile;
                focusNext = Focus.Conflict;
                await News.InvokeAsync();
                Derive();
                break;
            case var other:
                refusal = RecordWords.NothingWritten(RecordWords.Reason(other), form.Changes);
                break;
        }
    }

    private async Task StoredAsync(RecordSaved saved, bool finish, bool action)
    {
        if (Access.Read(saved.Id) is { } now)
        {
            if (action)
            {
                form.TakeOver(now);
                Derive();
            }
            else
            {
                form.Stored(now);
            }
        }

        if (finish)
        {
            Finish();
        }
        else if (Id is null)
        {
            leaving = true;
            navigation.NavigateTo(Along(Module.Screen(saved.Id)), replace: true);
        }
        else
        {
            Picker?.Read();
            await News.InvokeAsync();
        }
    }

    private async Task<bool> ConfirmAsync()
    {
        // What others changed meanwhile is told first, by the save; there is nothing to confirm before.
        if (Id is not { } id || Access.Read(id) is not { } now || Fields.Any(field => field.Get(now) != field.Get(form.Seen)))
        {
            return true;
        }

        var consequences = Preview();
        return !consequences.NeedsConfirmation
            || await choice.AskAsync(
                Say.Format(Texts.ConfirmRecordTitle, consequences.Affected), [.. Words(consequences).Select(line => line.Text)], [Texts.SaveAnyway, Texts.Back]) == 0;
    }

    private void Finish()
    {
        leaving = true;
        navigation.NavigateTo(BackLink.Target(From, Module.Path, Module.Words.Column).Path);
    }

    private string Along(string path) => LocalPath.Of(From) is { } from ? QueryHelpers.AddQueryString(path, "from", from) : path;

    private async Task GuardAsync(LocationChangingContext context)
    {
        var target = new Uri(navigation.BaseUri).MakeRelativeUri(navigation.ToAbsoluteUri(context.TargetLocation)).OriginalString.Split('?')[0];
        var samePage = target == navigation.ToBaseRelativePath(navigation.Uri).Split('?')[0];
        if (!leaving && !samePage && form.Changes > 0)
        {
            if (await choice.AskAsync(Texts.LeaveTitle, [Say.Count(form.Changes, Texts.LeaveQuestionOne, Texts.LeaveQuestionOther)], [Texts.Leave, Texts.Stay]) != 0)
            {
                context.PreventNavigation();
                return;
            }

            leaving = true;
        }

        // By whatever way one goes back to the list, the focus is on the row one came from.
        cameFrom.FocusRecord = $"/{target}" == Module.Path;
    }

    // Somebody saved: what is stored is shown, what is typed stays.
    private void Heard() => _ = InvokeAsync(async () =>
    {
        if (!gone.IsCancellationRequested && !saving)
        {
            if (Id is { } id && Access.Read(id) is { } now)
            {
                form.Hear(now);
            }

            Picker?.Read();
            await News.InvokeAsync();
            Derive();
            StateHasChanged();
        }
    });
}
