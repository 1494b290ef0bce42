using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>One column of an overview: a virtual list of links with what each row says at its end.</summary>
public sealed partial class OverviewList(MatrixReader reader, ListScript script)
{
    private readonly string headingId = $"o{Guid.NewGuid():N}";
    private ElementReference list;
    private Virtualize<RowName>? virtualizer;
    private OverviewColumn? shown;
    private bool attached;

    /// <summary>The list.</summary>
    [Parameter, EditorRequired] public required OverviewColumn Column { get; set; }

    /// <summary>Its words.</summary>
    [Parameter, EditorRequired] public required RowWords Words { get; set; }

    /// <summary>Where a row leads.</summary>
    [Parameter, EditorRequired] public required Func<int, string> Href { get; set; }

    /// <summary>What stands at the end of a row.</summary>
    [Parameter, EditorRequired] public required Func<RowName, string> Right { get; set; }

    /// <summary>Row to show first and keep in the address; null where another column does.</summary>
    [Parameter] public int? FirstRow { get; set; }

    /// <summary>Row that gets the focus when the list is drawn, or null.</summary>
    [Parameter] public int? FocusRow { get; set; }

    /// <summary>Without a heading of its own: the page's heading says what is listed and how many.</summary>
    [Parameter] public bool Bare { get; set; }

    /// <summary>The rows lead to pages that lead back here, to the same search and row.</summary>
    [Parameter] public bool LeadsBack { get; set; }

    /// <summary>Why a row does not count, in words, or null; without it nothing is said.</summary>
    [Parameter] public Func<RowName, string?>? Fault { get; set; }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!RendererInfo.IsInteractive)
        {
            return;
        }

        // Before anything is waited for: meanwhile the next column may be here and drawn.
        var isAnother = shown is not null && shown != Column;
        shown = Column;
        if (isAnother && virtualizer is not null)
        {
            await virtualizer.RefreshDataAsync();
            StateHasChanged();
        }

        if (Column.View.Count == 0)
        {
            attached = false; // the list is gone and comes back as another
        }
        else if (!attached)
        {
            attached = true;
            if (FirstRow is { } first)
            {
                await script.PositionAsync(list, Math.Max(0, Column.View.IndexOf(first)));
            }

            if (FocusRow is { } focus && Column.View.IndexOf(focus) is var index and >= 0)
            {
                await script.FocusRowAsync(list, index, focus, FirstRow is { } top ? Column.View.IndexOf(top) : -1);
            }
        }
    }

    private string? Css(RowName row)
    {
        var level = row.Depth > 0 ? $"l{Math.Min(row.Depth, 9)}" : null;
        return Column.Context.Contains(row.Id) ? $"{level} ctx" : row.NotEffective is not null ? $"{level} off" : level;
    }

    private ValueTask<ItemsProviderResult<RowName>> PageAsync(ItemsProviderRequest request) =>
        ValueTask.FromResult(new ItemsProviderResult<RowName>(
            reader.Names(Column.Rows, Column.View.Page(request.StartIndex, request.Count)), Column.View.Count));
}
