using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>
/// The live permission matrix: one for all relations. Draws a <see cref="MatrixState"/> and passes clicks to it; knows no
/// relation by name.
/// </summary>
public sealed partial class RelationMatrix(MatrixReader reader, ListScript script, TimeProvider clock) : IDisposable
{
    /// <summary>
    /// Up to so many listed rows all are drawn, so that the browser's own search, print and screen readers have them, and a
    /// filter only hides; above, the list is virtual.
    /// </summary>
    public const int DrawAllUpTo = 300;

    /// <summary>Id of the line that tells an auditor why no box can be clicked.</summary>
    public const string AuditorLineId = "auditor-line";

    private ElementReference scroller;
    private ElementReference table;
    private Virtualize<MatrixItem>? virtualizer;
    private DotNetObjectReference<RelationMatrix>? self;
    private (MatrixSnapshot? Of, OrderedIds? Rows, IReadOnlyList<MatrixItem> Items) all = (null, null, []);
    private IReadOnlyList<int> drawn = [];
    private object? shownView;
    private MatrixSnapshot? shownSnapshot;
    private bool attached;

    /// <summary>What to draw.</summary>
    [Parameter, EditorRequired] public required MatrixState State { get; set; }

    /// <summary>Words for the rows.</summary>
    [Parameter, EditorRequired] public required RowWords Words { get; set; }

    /// <summary>Writes the last column.</summary>
    [Parameter, EditorRequired] public required IWhyWriter Why { get; set; }

    /// <summary>Heading above the columns of keys: the context they hold in; null where there is none.</summary>
    [Parameter] public string? Context { get; set; }

    /// <summary>The page is interactive; before that no box can be clicked, so no click is lost.</summary>
    [Parameter] public bool Enabled { get; set; }

    /// <summary>Number of the row to show first, 0 for the top.</summary>
    [Parameter] public int FirstRow { get; set; }

    /// <summary>Number of the row whose link gets the focus once the list is there.</summary>
    [Parameter] public int? FocusRow { get; set; }

    /// <summary>The agent's login: what she changes in another tab is said of her.</summary>
    [Parameter] public string Me { get; set; } = "";

    /// <summary>Raised after every change of what is pending.</summary>
    [Parameter] public EventCallback Edited { get; set; }

    private string Empty => State.Listed.IsEmpty ? Texts.NoDataFound : Texts.NoMatchesFound;

    private string? Note => State.MayEdit ? null : AuditorLineId;

    private int HeadRows => Context is null ? 1 : 2;

    private bool KeepsRows => State.Listed.Count <= DrawAllUpTo;

    /// <summary>Shift+click: the boxes of one column between the last click and this one.</summary>
    [JSInvokable]
    public async Task ClickRangeAsync(int row, int bit, bool on)
    {
        if (KeyOf(bit) is { } key)
        {
            State.ClickRange(State.LastClicked ?? row, row, key, on);
        }

        await Edited.InvokeAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => self?.Dispose();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Another list or other names: the virtual list asks again. What is ticked is drawn from the state without asking.
        // Before the script is waited for: meanwhile the next list may be here and drawn.
        if (virtualizer is not null && (shownView != State.View || shownSnapshot != State.Snapshot))
        {
            var first = shownView is null;
            var moved = shownView != State.View;
            (shownView, shownSnapshot) = (State.View, State.Snapshot);
            if (State.AreRestated(drawn) | moved && !first)
            {
                await virtualizer.RefreshDataAsync();
                StateHasChanged();
            }
        }

        if (!attached && Enabled)
        {
            attached = true;
            self ??= DotNetObjectReference.Create(this);
            await script.RangesAsync(table, self);
            var top = FirstRow > 0 ? State.View.IndexOf(FirstRow) : 0;
            await script.PositionAsync(scroller, top);
            if (FocusRow is { } row && State.View.IndexOf(row) is var index and >= 0)
            {
                await script.FocusRowAsync(scroller, index, row, top);
            }
        }
    }

    private string HrefOf(int row) => RelationModule.Detail(State.Matrix.RowSide, row);

    private bool IsInView(int row) => State.Shown.Contains(row) || State.Context.Contains(row);

    private MatrixRow RowOf(MatrixItem item) => SharedRows.Of(State, item.Name, item.Grants, Why, Me, clock.GetUtcNow());

    /// <summary>The key of a column; null for one that a setting has taken away while the click was on its way.</summary>
    private PermissionKey? KeyOf(int bit) => State.Snapshot.Keys.All.FirstOrDefault(key => key.Bit == bit);

    private IReadOnlyList<MatrixItem> AllItems()
    {
        if (all.Of != State.Snapshot || all.Rows != State.All)
        {
            all = (State.Snapshot, State.All, Items(State.All.Page(0, State.All.Count), 0));
        }

        return all.Items;
    }

    private ValueTask<ItemsProviderResult<MatrixItem>> PageAsync(ItemsProviderRequest request)
    {
        drawn = State.View.Page(request.StartIndex, request.Count);
        return ValueTask.FromResult(new ItemsProviderResult<MatrixItem>(Items(drawn, request.StartIndex), State.View.Count));
    }

    private IReadOnlyList<MatrixItem> Items(IReadOnlyList<int> ids, int start)
    {
        var page = reader.Page(State.Snapshot, ids);
        return [.. page.Names.Select((name, i) => new MatrixItem(name, page.Grants.GetValueOrDefault(name.Id, ImmutableArray<Grant>.Empty), start + i))];
    }

    private async Task ClickAsync((int Row, int Bit, bool On) click)
    {
        if (KeyOf(click.Bit) is { } key)
        {
            State.Click(click.Row, key, click.On);
        }

        await Edited.InvokeAsync();
    }

    private async Task ClickHeaderAsync(PermissionKey key)
    {
        State.ClickHeader(key);
        await Edited.InvokeAsync();
    }

    private async Task KeepRoAsync(int row)
    {
        State.KeepRo(row);
        await Edited.InvokeAsync();
    }
}
