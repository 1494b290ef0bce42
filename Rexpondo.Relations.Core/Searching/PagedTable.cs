namespace Rexpondo.Relations.Core.Searching;

/// <summary>
/// An immutable table of things by internal number, in pages: a table made from another shares every page on which nothing
/// changed. So a change costs a page, not the table, and what differs between two tables is found without looking at what they share.
/// </summary>
/// <typeparam name="T">What is in it.</typeparam>
public sealed class PagedTable<T>
    where T : class
{
    private const int Bits = 9;
    private const int PageSize = 1 << Bits;
    private const int Within = PageSize - 1;

    private readonly T?[][] pages;

    private PagedTable(T?[][] pages, int count) => (this.pages, Count) = (pages, count);

    /// <summary>The table without anything.</summary>
    public PagedTable()
        : this([], 0)
    {
    }

    /// <summary>How many things are in it.</summary>
    public int Count { get; }

    /// <summary>The thing of this number, or null; also for a number that cannot be.</summary>
    public T? this[int id] => (uint)id >> Bits is var page && page < (uint)pages.Length ? pages[page][id & Within] : null;

    /// <summary>Everything in it, by number.</summary>
    public IEnumerable<T> All
    {
        get
        {
            foreach (var page in pages)
            {
                foreach (var item in page)
                {
                    if (item is not null)
                    {
                        yield return item;
                    }
                }
            }
        }
    }

    /// <summary>The table with other things at some numbers; null takes one out.</summary>
    public PagedTable<T> With(IEnumerable<(int Id, T? Item)> changed)
    {
        var builder = new Builder(this);
        foreach (var (id, item) in changed)
        {
            builder[id] = item;
        }

        return builder.ToTable();
    }

    /// <summary>The numbers at which this table and one before it have not the very same thing, ascending, with what each has.</summary>
    public IEnumerable<(int Id, T? Before, T? After)> ChangedSince(PagedTable<T> before)
    {
        for (var page = 0; page < Math.Max(before.pages.Length, pages.Length); page++)
        {
            var (then, now) = (before.PageAt(page), PageAt(page));
            for (var i = 0; then != now && i < PageSize; i++)
            {
                if (!ReferenceEquals(then[i], now[i]))
                {
                    yield return ((page << Bits) + i, then[i], now[i]);
                }
            }
        }
    }

    private T?[] PageAt(int page) => page < pages.Length ? pages[page] : NoPage;

    private static readonly T?[] NoPage = new T?[PageSize];

    /// <summary>Makes a table from another; used by one thread and then thrown away.</summary>
    public sealed class Builder
    {
        private T?[][] pages;
        private bool[] isOwn;
        private int count;

        /// <summary>Starts with what a table has.</summary>
        public Builder(PagedTable<T> from) => (pages, isOwn, count) = ([.. from.pages], new bool[from.pages.Length], from.Count);

        /// <summary>What is at a number, which must not be negative; null for nothing.</summary>
        public T? this[int id]
        {
            get => (uint)id >> Bits is var page && page < (uint)pages.Length ? pages[page][id & Within] : null;
            set
            {
                var page = id >> Bits;
                if (page >= pages.Length)
                {
                    var before = pages.Length;
                    Array.Resize(ref pages, page + 1);
                    Array.Resize(ref isOwn, page + 1);
                    Array.Fill(pages, NoPage, before, page + 1 - before);
                }

                if (!isOwn[page])
                {
                    (pages[page], isOwn[page]) = ([.. pages[page]], true);
                }

                ref var place = ref pages[page][id & Within];
                count += (value is null ? 0 : 1) - (place is null ? 0 : 1);
                place = value;
            }
        }

        /// <summary>The table. The builder is not to be used any more.</summary>
        public PagedTable<T> ToTable() => new(pages, count);
    }
}
