using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>What the pages of relation screens share: finding the fixed object and its neighbours in the list one came from.</summary>
public abstract class RelationPage : ComponentBase
{
    private int? loaded;

    /// <summary>Number of the fixed object, from the route.</summary>
    [Parameter] public int Id { get; set; }

    [Inject] private MatrixReader Reader { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The side the fixed object stands on.</summary>
    protected abstract RelationSide Side { get; }

    /// <summary>The module.</summary>
    protected abstract RelationModule Module { get; }

    /// <summary>The fixed object; null if there is none with this number.</summary>
    protected RowName? Fixed { get; private set; }

    /// <summary>The screens before and after.</summary>
    protected Neighbours Neighbours { get; private set; } = new(null, null);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (loaded == Id)
        {
            return;
        }

        loaded = Id;
        var (rows, world) = Reader.Rows(Side);
        Fixed = Reader.Names(rows, [Id]) is [var found] ? found : null;
        Neighbours = new(null, null);
        if (Fixed is null)
        {
            return;
        }

        var query = ListQuery.Parse(Navigation.Uri);
        var typed = Module.Typed(query, Side);
        var list = new OrderedIds(rows.Space.Order, BackEndFilter.Of(world, Side, query.BackEnd, rows.Space.Search(SearchQuery.Parse(typed)) & rows.Effective).With(Id));
        var here = list.IndexOf(Id);
        Neighbours = here < 0 ? new(null, null) : new(Beside(rows, list, here - 1), Beside(rows, list, here + 1));
    }

    private Neighbour? Beside(IRowSource rows, OrderedIds list, int index) =>
        list.Page(index, 1) is [var id] && Reader.Names(rows, [id]) is [var name] ? new Neighbour(name.Name, Module.Screen(Side, id)) : null;

    /// <summary>Somebody changed a record, perhaps the name of the one this page is about: title and heading follow.</summary>
    protected void TakeName()
    {
        if (Fixed is not null && Reader.Names(Reader.Rows(Side).Rows, [Id]) is [var now] && now != Fixed)
        {
            Fixed = now;
            StateHasChanged();
        }
    }
}
