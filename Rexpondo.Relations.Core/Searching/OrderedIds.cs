namespace Rexpondo.Relations.Core.Searching;

/// <summary>
/// The members of a set in a given order, page by page: the list behind a virtual scroller. Holds the set and one number
/// for each <see cref="Stride"/> members, not the list itself.
/// </summary>
public sealed class OrderedIds
{
    private const int Stride = 256;

    private readonly int[] order;
    private readonly IdSet members;
    private readonly List<int> startOfStride = [];

    /// <summary>Orders a set.</summary>
    /// <param name="order">All numbers there are, in order; shared, not copied.</param>
    /// <param name="members">Which of them are in the list.</param>
    public OrderedIds(int[] order, IdSet members)
    {
        this.order = order;
        this.members = members;
        for (var rank = 0; rank < order.Length; rank++)
        {
            if (members.Contains(order[rank]))
            {
                if (Count % Stride == 0)
                {
                    startOfStride.Add(rank);
                }

                Count++;
            }
        }
    }

    /// <summary>The empty list.</summary>
    public static OrderedIds None { get; } = new([], IdSet.Empty);

    /// <summary>All numbers there are, in the order of the list.</summary>
    public int[] Order => order;

    /// <summary>True if both list the same numbers in the same order.</summary>
    public bool SequenceEquals(OrderedIds other) =>
        members.Equals(other.members) && (order == other.order || order.Where(members.Contains).SequenceEqual(other.order.Where(members.Contains)));

    /// <summary>How many members the list has.</summary>
    public int Count { get; }

    /// <summary>The members from a position on; fewer at the end, none beyond it.</summary>
    public IReadOnlyList<int> Page(int offset, int count)
    {
        var page = new List<int>(Math.Max(0, Math.Min(count, Count - offset)));
        if (offset < 0 || offset >= Count)
        {
            return page;
        }

        var skip = offset % Stride;
        for (var rank = startOfStride[offset / Stride]; rank < order.Length && page.Count < count; rank++)
        {
            if (members.Contains(order[rank]) && skip-- <= 0)
            {
                page.Add(order[rank]);
            }
        }

        return page;
    }

    /// <summary>The position of a number in the list, or -1.</summary>
    public int IndexOf(int id)
    {
        if (!members.Contains(id))
        {
            return -1;
        }

        var position = 0;
        foreach (var candidate in order)
        {
            if (candidate == id)
            {
                return position;
            }

            position += members.Contains(candidate) ? 1 : 0;
        }

        return -1;
    }
}
