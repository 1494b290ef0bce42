using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// Sets and numbers over everybody, made of what one item at a time says. What an item says can be taken back, so the next tally
/// costs the items that changed.
/// </summary>
internal sealed class Tally
{
    private readonly IdSet[] sets;
    private readonly int[][] numbers;

    private Tally(IdSet[] sets, int[][] numbers) => (this.sets, this.numbers) = (sets, numbers);

    /// <summary>Nothing said.</summary>
    public static Tally Empty { get; } = new([], []);

    /// <summary>How many sets there are; they are numbered from 0.</summary>
    public int Sets => sets.Length;

    /// <summary>A set.</summary>
    public IdSet this[int set] => set < sets.Length ? sets[set] : IdSet.Empty;

    /// <summary>How often an object was counted under a heading.</summary>
    public int Number(int heading, int id) =>
        heading < numbers.Length && (uint)id < (uint)numbers[heading].Length ? numbers[heading][id] : 0;

    /// <summary>The tally once some items are others: what those before said is taken back. Itself if that makes no difference.</summary>
    /// <param name="changes">The items as they were and as they are; null for one that was not there, or is not any more.</param>
    /// <param name="before">Says what an item said before.</param>
    /// <param name="after">Says what an item says now.</param>
    public Tally Moved<T>(IEnumerable<(T? Before, T? After)> changes, Action<T, Builder> before, Action<T, Builder> after)
        where T : class
    {
        var builder = new Builder(this);
        foreach (var (then, now) in changes)
        {
            if (then is not null)
            {
                builder.TakesBack = true;
                before(then, builder);
            }

            if (now is not null)
            {
                builder.TakesBack = false;
                after(now, builder);
            }
        }

        return builder.IsChanged ? builder.ToTally() : this;
    }

    /// <summary>The tally of these items.</summary>
    public static Tally Of<T>(IEnumerable<T> items, Action<T, Builder> say)
        where T : class => Empty.Moved(items.Select(item => ((T?)null, (T?)item)), say, say);

    /// <summary>What an item says goes in here.</summary>
    internal sealed class Builder(Tally from)
    {
        private readonly List<IdSet.Builder?> sets = [];
        private readonly List<int[]?> numbers = [];

        public bool TakesBack { get; set; }

        public bool IsChanged { get; private set; }

        /// <summary>The item belongs to a set.</summary>
        public void Into(int set, int id)
        {
            IsChanged = true;
            while (sets.Count <= set)
            {
                sets.Add(null);
            }

            var members = sets[set] ??= new IdSet.Builder(from[set]);
            if (TakesBack)
            {
                members.Remove(id);
            }
            else
            {
                members.Add(id);
            }
        }

        /// <summary>The item counts for an object under a heading.</summary>
        public void Count(int heading, int id)
        {
            IsChanged = true;
            while (numbers.Count <= heading)
            {
                numbers.Add(null);
            }

            var counted = numbers[heading] ??= heading < from.numbers.Length ? [.. from.numbers[heading]] : [];
            if (id >= counted.Length)
            {
                Array.Resize(ref counted, Math.Max(id + 1, counted.Length * 2));
                numbers[heading] = counted;
            }

            counted[id] += TakesBack ? -1 : 1;
        }

        public Tally ToTally() => new(
            [.. Enumerable.Range(0, Math.Max(sets.Count, from.sets.Length)).Select(set => set < sets.Count && sets[set] is { } members ? members.ToSet() : from[set])],
            [.. Enumerable.Range(0, Math.Max(numbers.Count, from.numbers.Length)).Select(heading =>
                heading < numbers.Count && numbers[heading] is { } counted ? counted : heading < from.numbers.Length ? from.numbers[heading] : [])]);
    }
}
