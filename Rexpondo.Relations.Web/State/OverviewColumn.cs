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
        (MatchCount, ListedCount) = (Matches.Count, Listed.Count);
    }

    private OverviewColumn(OverviewColumn shown, OverviewColumn now)
    {
        (Rows, Listed, Query, Matches, Context, View) = (now.Rows, shown.Listed, shown.Query, shown.Matches, shown.Context, shown.View);
        (MatchCount, ListedCount) = (now.MatchCount, now.ListedCount);
        IsOutdated = !now.Matches.Equals(Matches) || (now.Rows.Space.Order != shown.View.Order && !now.View.SequenceEquals(View));
    }

    /// <summary>All rows of the side.</summary>
    public IRowSource Rows { get; }

    /// <summary>How many match now, also where the rows of a moment ago are still shown.</summary>
    public int MatchCount { get; }

    /// <summary>How many there are now.</summary>
    public int ListedCount { get; }

    /// <summary>Others have changed what would be listed, or its order; what is shown stays until it is asked for anew.</summary>
    public bool IsOutdated { get; }

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

    /// <summary>
    /// The same rows in the same places, with what they say now: nothing moves under the pointer because of what others do. A
    /// list without a row has nothing to move.
    /// </summary>
    public OverviewColumn KeepingRows(OverviewColumn now) => View.Count == 0 ? now : new OverviewColumn(this, now);
}
