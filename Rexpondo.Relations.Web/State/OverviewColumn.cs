using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Web.State;

/// <summary>One column of an overview: a searched, ordered list of links.</summary>
public sealed class OverviewColumn
{
    /// <summary>Searches.</summary>
    /// <param name="rows">All rows of the side.</param>
    /// <param name="listed">Those that are listed: the total.</param>
    /// <param name="typed">What was typed.</param>
    public OverviewColumn(IRowSource rows, IdSet listed, string typed)
    {
        (Rows, Listed, Query) = (rows, listed, SearchQuery.Parse(typed));
        Matches = listed & rows.Space.Search(Query);
        Context = IdSet.Of(Matches.SelectMany(rows.Ancestors)) - Matches;
        View = new OrderedIds(rows.Space.Order, Matches | Context);
    }

    /// <summary>All rows of the side.</summary>
    public IRowSource Rows { get; }

    /// <summary>The rows that are listed.</summary>
    public IdSet Listed { get; }

    /// <summary>What was typed; its hits are marked.</summary>
    public SearchQuery Query { get; }

    /// <summary>Listed rows that match.</summary>
    public IdSet Matches { get; }

    /// <summary>Ancestors of hits, shown for context only.</summary>
    public IdSet Context { get; }

    /// <summary>The list.</summary>
    public OrderedIds View { get; }

    /// <summary>True while something is typed.</summary>
    public bool Searching => !Query.MatchesEverything;
}
