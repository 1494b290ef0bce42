using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>The overview of a relation. What differs comes in as words and fragments.</summary>
public sealed partial class OverviewScreen(MatrixReader reader, ChangeFeed feed, NavigationManager navigation, ListScript script, CameFrom cameFrom) : IDisposable
{
    private OverviewState state = null!;
    private ListQuery query = new();
    private IReadOnlyList<ChipView> chips = [];
    private (RelationSide Side, int Id)? focus;
    private bool second;
    private bool disposed;
    private IDisposable? listening;

    /// <summary>The relation and its routes.</summary>
    [Parameter, EditorRequired] public required RelationModule Module { get; set; }

    /// <summary>Its name.</summary>
    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>What a row of the left side says at its end.</summary>
    [Parameter, EditorRequired] public required Func<AccessWorld, RowName, string> LeftSays { get; set; }

    /// <summary>What a row of the right side says at its end.</summary>
    [Parameter, EditorRequired] public required Func<AccessWorld, RowName, string> RightSays { get; set; }

    /// <summary>The hint in the side bar.</summary>
    [Parameter] public string Hint { get; set; } = "";

    /// <summary>Said when one side is empty.</summary>
    [Parameter] public string Missing { get; set; } = "";

    /// <summary>Actions in the side bar.</summary>
    [Parameter] public RenderFragment? Links { get; set; }

    /// <summary>Under the columns.</summary>
    [Parameter] public RenderFragment<AccessWorld>? Foot { get; set; }

    [CascadingParameter]
    private CurrentAgent Agent { get; set; } = null!;

    private RowWords Left => RowWords.Of(Module.Kind.Left);

    private RowWords Right => RowWords.Of(Module.Kind.Right);

    private IReadOnlyList<RecordModule> Lacking =>
        [.. new[] { (Column: state.Left, Words: Left), (Column: state.Right, Words: Right) }
            .Where(side => side.Column.Rows.Space.Order.Length == 0).Select(side => RecordModule.Of(side.Words.Side))];

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        listening?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        listening = feed.Subscribe(HeardAsync, FeedPace.AfterAWhile);
        query = ListQuery.Parse(navigation.Uri);
        state = new OverviewState(reader, Module.Kind, query);
        if (RendererInfo.IsInteractive && cameFrom.Focus && cameFrom.Row is { } row && row.Module == Module)
        {
            cameFrom.Focus = false;
            focus = (row.Side, row.Id);
            second = row.Side == Right.Side;
        }

        Derive();
    }

    private int? FocusOf(RelationSide side) => focus is { } row && row.Side == side ? row.Id : null;

    private string Screen(RelationSide side, int id) => query.Along.Link(Module.Screen(side, id));

    private void Derive()
    {
        chips = [.. state.Chips.Select(chip => new ChipView(chip, ScreenKind.Words(chip), state.Count(chip)))];
        cameFrom.Overview = (Module, state.Show);
    }

    private Task SearchAsync(string typed)
    {
        query = query with { Search = typed, Row = 0 };
        state.Search(typed);
        return ChangedAsync();
    }

    private Task FilterAsync(string typed)
    {
        query = query with { Filter = typed };
        state.Filter(typed);
        Derive();
        return script.AddressAsync(query.Parameters().Where(parameter => parameter.Key != "row").ToDictionary()); // the row is the other column's
    }

    private Task ChooseAsync(Chip chip)
    {
        query = query with { Show = chip, Row = 0 };
        state.Choose(chip);
        return ChangedAsync();
    }

    private Task ChooseBackEndAsync(string name)
    {
        query = query with { BackEnd = name, Row = 0 };
        state.ChooseBackEnd(name);
        return ChangedAsync();
    }

    private Task ShowAnewAsync()
    {
        state.Read();
        Derive();
        return script.FocusHeadingAsync();
    }

    private Task ChangedAsync()
    {
        Derive();
        return script.AddressAsync(query.Parameters());
    }

    private Task HeardAsync(ChangeBatch batch) => !batch.TouchesLists(Module.Kind.Right) ? Task.CompletedTask : InvokeAsync(() =>
    {
        if (!disposed)
        {
            state.TakeNews();
            Derive();
            StateHasChanged();
        }
    });
}
