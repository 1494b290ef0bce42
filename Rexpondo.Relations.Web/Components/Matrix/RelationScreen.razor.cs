using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Layout;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>
/// A relation screen: side bar, head, matrix and action bar around one <see cref="MatrixState"/>. What differs between
/// relations comes in as <see cref="ScreenKind"/> and fragments.
/// </summary>
public sealed partial class RelationScreen(
    MatrixReader reader, RelationEditor editor, ChangeFeed feed, DraftDesk drafts, NavigationManager navigation, ListScript script, RelationTold told, Undoing undoing,
    Choice choice, SaveConsequences consequences, CameFrom cameFrom, OfferedFiles files, BackgroundTasks tasks)
    : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private IDisposable? listening;
    private MatrixState state = null!;
    private RelationSaving saving = null!;
    private IWhyWriter why = null!;
    private ListQuery query = new();
    private MatrixId opened;
    private IReadOnlyList<ChipView> chips = [];
    private PendingCount pending;
    private IReadOnlyList<ConsequenceLine> lines = [];
    private OverrideView? overrides;
    private bool counting;
    private DateTimeOffset? foundFrom;
    private int kept;
    private int? focus;
    private bool leaving;

    /// <summary>Which screen.</summary>
    [Parameter, EditorRequired] public required ScreenKind Kind { get; set; }

    /// <summary>Which matrix; another one opens another state.</summary>
    [Parameter, EditorRequired] public required MatrixId Matrix { get; set; }

    /// <summary>Title of the page.</summary>
    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>The way here.</summary>
    [Parameter] public IReadOnlyList<Crumb> Crumbs { get; set; } = [];

    /// <summary>The heading.</summary>
    [Parameter, EditorRequired] public required RenderFragment Heading { get; set; }

    /// <summary>The line under it.</summary>
    [Parameter] public RenderFragment<MatrixState>? Sub { get; set; }

    /// <summary>Tabs of the fixed object.</summary>
    [Parameter] public RenderFragment? Tabs { get; set; }

    /// <summary>Further actions in the side bar.</summary>
    [Parameter] public RenderFragment? Links { get; set; }

    /// <summary>What the override line says, where there is one.</summary>
    [Parameter] public Func<MatrixState, OverrideView?>? Override { get; set; }

    /// <summary>What its button does.</summary>
    [Parameter] public Action<MatrixState>? OverrideAction { get; set; }

    /// <summary>The screens before and after.</summary>
    [Parameter] public Neighbours? Neighbours { get; set; }

    /// <summary>Somebody changed records: names outside the rows may be others. Draws nothing here by itself.</summary>
    [Parameter] public Action? RecordsChanged { get; set; }

    [CascadingParameter]
    private CurrentAgent Agent { get; set; } = null!;

    private bool Interactive => RendererInfo.IsInteractive;

    private string OverviewHref => (query.Along with { Show = cameFrom.ChipOf(Kind.Module) }).Link(Kind.Module.Path);

    /// <inheritdoc/>
    public void Dispose()
    {
        listening?.Dispose();
        saving?.IsLeft = true;
        state?.Dispose();
        gone.Cancel();
        gone.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => listening = feed.Subscribe(HeardAsync);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (state is null || opened != Matrix)
        {
            opened = Matrix;
            query = ListQuery.Parse(navigation.Uri);
            why = Kind.NewWhy();
            state?.Dispose();
            state = new MatrixState(
                reader, Matrix, Agent.MayEdit, Interactive && Agent.MayEdit ? drafts.Open(Agent.Id, DraftScreen.Of(Matrix), new EditSetFormat(Matrix)) : null);
            state.EditedElsewhere += EditedElsewhere;
            state.ChooseInvalid(query.All);
            state.ChooseBackEnd(query.BackEnd);
            state.Search(Box(query));
            state.Choose(Kind.Chips.Contains(query.Show) ? query.Show : Chip.All);
            saving?.IsLeft = true;
            saving = new RelationSaving(state, Kind, editor, consequences, told, Agent.Id);
            leaving = false;
            focus = cameFrom.BackOn(Path) is { } record && record.Module.Side == Kind.Rows.Side ? record.Id : null;
            cameFrom.Row = (Kind.Module, Matrix.FixedSide, Matrix.FixedId);
            cameFrom.Focus = true; // until the guard knows better: who goes back at once is not asked by it yet
            Derive();
            told.Skipped(state.Skipped);
            foundFrom = pending.Total > 0 ? state.FoundFrom : null;
            if (!Interactive && Agent.MayEdit && drafts.Of(Agent.Id).FirstOrDefault(draft => draft.Screen == DraftScreen.Of(Matrix)) is { } draft)
            {
                // Only its line, so that nothing moves once the page is interactive.
                (foundFrom, kept) = (draft.At, draft.Changes);
            }
            else if (foundFrom is not null)
            {
                state.Recall(feed.Since(state.FoundUpon), Agent.Id);
            }

            if (state.FoundFrom is { } found && pending.Total == 0)
            {
                told.DraftDone(found);
            }
        }
    }

    private string Box(ListQuery from) => Kind.Module.Typed(from, Kind.Rows.Side);

    private string Path => $"/{navigation.ToBaseRelativePath(navigation.Uri).Split('?', '#')[0]}";

    private string Here => query.Link(Path);

    private string Along(string path) => query.Along.Link(path);

    /// <summary>All that is shown and depends on the state; after this only drawing is left.</summary>
    private void Derive()
    {
        chips = [.. Kind.Chips.Select(chip => new ChipView(chip, ScreenKind.Words(chip), state.Count(chip)))];
        pending = state.Pending;
        lines = consequences.Lines(state);
        if (state.Counted is not null)
        {
            overrides = Override?.Invoke(state);
        }
        else if (!counting)
        {
            var counted = state;
            tasks.Run("count what a save would do", () => FollowAsync(counted));
        }
    }

    // Many are asked for what is pending: that is done beside the page, which says so and then shows it.
    private async Task FollowAsync(MatrixState counted)
    {
        counting = true;
        try
        {
            await counted.CountAsync(gone.Token);
            counting = false;
            Derive();
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // the page was left
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private async Task SearchAsync(string text)
    {
        query = Kind.Module.WithTyped(query, Kind.Rows.Side, text) with { Row = 0 };
        state.Search(text);
        await ListChangedAsync();
    }

    private async Task ChooseAsync(Chip chip)
    {
        query = query with { Show = chip, Row = 0 };
        state.Choose(chip);
        await ListChangedAsync();
    }

    private async Task IncludeInvalidAsync(bool include)
    {
        query = query with { All = include, Row = 0 };
        state.ChooseInvalid(include);
        await ListChangedAsync();
    }

    private async Task ChooseBackEndAsync(string name)
    {
        query = query with { BackEnd = name, Row = 0 };
        state.ChooseBackEnd(name);
        await ListChangedAsync();
    }

    private async Task ListChangedAsync()
    {
        Derive();
        await script.AddressAsync(query.Parameters());
    }

    private void EditedAsync()
    {
        saving.Edited();
        foundFrom = null; // from now on the action bar counts
        Derive();
    }

    private void EditedElsewhere() => tasks.Run("show what was edited in another tab", () => InvokeAsync(() =>
    {
        if (!gone.IsCancellationRequested)
        {
            if (state.TakeEdits())
            {
                Derive();
                foundFrom = pending.Total == 0 ? null : foundFrom;
            }

            StateHasChanged();
        }
    }));

    private void DiscardDraft()
    {
        Discard();
        EditedAsync();
    }

    private void OverrideClickedAsync()
    {
        OverrideAction?.Invoke(state);
        EditedAsync();
    }

    private async Task WithdrawAllAsync()
    {
        var rows = Say.Count(state.Shown.Count, Kind.Rows.One, Kind.Rows.Other);
        if (await choice.AskAsync(Texts.WithdrawAllTitle, [Say.Format(Texts.WithdrawAllQuestion, rows)], [Texts.WithdrawAllYes, Texts.Back]) == 0)
        {
            state.WithdrawAllShown();
            EditedAsync();
        }
    }

    private Task ExportAsync() =>
        script.DownloadAsync(MatrixExport.PathOf(files.Offer(Agent.Id, new OfferedFile(
            $"{Kind.Rows.Column.ToLowerInvariant().Replace(' ', '-')}-{Matrix.FixedId}.csv", new MatrixCsv(state, reader, why).Rows))));

    private Task ReviewAsync() => choice.AskAsync(Texts.ReviewTitle, MatrixReview.Lines(state, reader), [Texts.Close]);

    private async Task SaveAsync(bool finish)
    {
        var mine = saving; // Next and Previous may open another screen while this one is saved
        var stored = await mine.SaveAsync(TakeNews, EditedAsync, StateHasChanged, gone.Token);
        if (mine != saving)
        {
            return;
        }

        if (stored)
        {
            foundFrom = null;
            Derive();
            if (finish && pending.Total == 0)
            {
                Finish();
            }
        }

        TakeNews();
        if (mine.TakeWaiting() is { } batch)
        {
            Hear(batch);
        }
    }

    /// <summary>What somebody saved meanwhile is shown, and what is confirmed is what will be true.</summary>
    private void TakeNews()
    {
        if (state.Refresh())
        {
            Derive();
            told.Skipped(state.Skipped);
        }
    }

    private void CancelAsync()
    {
        Discard();
        Finish();
    }

    /// <summary>Gives up what is pending, and offers to take that back.</summary>
    private void Discard()
    {
        var (count, reason) = (pending.Total, state.Reason);
        told.Discarded(state.Discard(), reason, count, state, Agent.Id, Here);
    }

    private void Finish()
    {
        leaving = true;
        navigation.NavigateTo(OverviewHref);
    }

    private void Leaving(LocationChangingContext context)
    {
        if (LeaveGuard.PathOf(context, navigation) is { } target)
        {
            // By whatever way one goes back to the overview, the focus is on the row one came from.
            cameFrom.Focus = target == Kind.Module.Path;
            if (!leaving && pending.Total > 0)
            {
                told.Kept(pending.Total, Here);
            }
        }
    }

    // Somebody saved: what is stored is read again, what is pending stays on top, no row moves.
    private Task HeardAsync(ChangeBatch batch) => !batch.TouchesLog ? Task.CompletedTask : InvokeAsync(() =>
    {
        if (gone.IsCancellationRequested)
        {
            return;
        }

        // What a pending edit would do may follow from any change; else only what can be seen here counts.
        if (pending.Total == 0 && !batch.Concerns(Matrix))
        {
            state.LetGo(batch);
        }
        else if (!saving.Postpones(batch))
        {
            Hear(batch);
            StateHasChanged();
        }

        if (batch.TouchesRecords)
        {
            RecordsChanged?.Invoke();
        }
    });

    private void Hear(ChangeBatch batch)
    {
        var line = state.Take(batch, set => undoing.Wrote(set, Agent.Id));
        Derive();
        told.Skipped(state.Skipped);
        told.News(line, batch, Agent.Login);
    }
}
