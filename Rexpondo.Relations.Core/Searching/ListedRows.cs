namespace Rexpondo.Relations.Core.Searching;

/// <summary>A few thousand groups or services, searched by name in memory.</summary>
public sealed class ListedRows : IRowSpace
{
    private readonly string[] folded;

    /// <summary>Takes the rows in the order in which they are listed.</summary>
    public ListedRows(IEnumerable<(int Id, string Name)> rows)
    {
        var all = rows.ToArray();
        Order = [.. all.Select(row => row.Id)];
        folded = [.. all.Select(row => TextFolding.Fold(row.Name))];
    }

    /// <inheritdoc/>
    public int[] Order { get; }

    /// <inheritdoc/>
    public IdSet Search(SearchQuery query) =>
        IdSet.Of(Order.Where((_, rank) => query.Matches(folded[rank])));
}
