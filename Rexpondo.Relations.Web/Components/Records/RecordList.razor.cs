using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Records;

/// <summary>The list of one module's records, each a link to its edit screen. What differs comes in as <see cref="RecordModule"/>.</summary>
public sealed partial class RecordList(MatrixReader reader, ChangeFeed feed, NavigationManager navigation, ListScript script, CameFrom cameFrom) : IDisposable
{
    private RecordListState state = null!;
    private ListQuery query = new();
    private string? opened;
    private int? focus;
    private bool disposed;
    private IDisposable? listening;

    /// <summary>Which records.</summary>
    [Parameter, EditorRequired] public required RecordModule Module { get; set; }

    [CascadingParameter]
    private CurrentAgent Agent { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        listening?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => listening = feed.Subscribe(HeardAsync, FeedPace.AfterAWhile);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // On the way to another page the parameters are set once more, with the address of that page.
        var here = $"/{navigation.ToBaseRelativePath(navigation.Uri).Split('?', '#')[0]}" == Module.Path;
        if (opened is not null && (!here || opened == navigation.Uri))
        {
            return;
        }

        opened = navigation.Uri;
        query = ListQuery.Parse(opened);
        state = new RecordListState(reader, Module, query);
        if (RendererInfo.IsInteractive && cameFrom.BackOn(Module.Path) is { } record && record.Module == Module)
        {
            focus = record.Id;
        }
    }

    private string Right(RowName row) => Module.Says(state.World, row);

    private Task SearchAsync(string typed)
    {
        query = (Module.BoxIsSearch ? query with { Search = typed } : query with { Filter = typed }) with { Row = 0 };
        state.Search(typed);
        return script.AddressAsync(query.Parameters());
    }

    private Task IncludeInvalidAsync(bool include)
    {
        query = query with { All = include, Row = 0 };
        state.ChooseInvalid(include);
        return script.AddressAsync(query.Parameters());
    }

    private Task ChooseBackEndAsync(string? name)
    {
        query = query with { BackEnd = name ?? "", Row = 0 };
        state.ChooseBackEnd(query.BackEnd);
        return script.AddressAsync(query.Parameters());
    }

    private Task ShowAnewAsync()
    {
        state.Read();
        return script.FocusHeadingAsync();
    }

    private Task HeardAsync(ChangeBatch batch) => !batch.TouchesLists(Module.Side) ? Task.CompletedTask : InvokeAsync(() =>
    {
        if (!disposed)
        {
            state.TakeNews();
            StateHasChanged();
        }
    });
}
