using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rexpondo.Relations.Core.Searching;

/// <summary>
/// An immutable set of internal numbers, one bit each: 125 KB for a million, whatever is in it. Search answers, holders of
/// a right and frozen header edits are such sets; they are combined with AND, OR and AND NOT. The bits lie in pages, and a set made
/// from another shares every page on which nothing changed: one number more or less costs a page.
/// </summary>
public sealed class IdSet : IReadOnlyCollection<int>, IEquatable<IdSet>
{
    private const int PageBits = 12;
    private const int Words = 1 << (PageBits - 6);

    /// <summary>The set without a number.</summary>
    public static readonly IdSet Empty = new([], 0);

    private readonly Page?[] pages; // null: none of its numbers

    private IdSet(Page?[] pages, int count) => (this.pages, Count) = (pages, count);

    /// <summary>How many numbers are in the set.</summary>
    public int Count { get; }

    /// <summary>True without any number.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The set of these numbers, which must not be negative.</summary>
    public static IdSet Of(params IEnumerable<int> ids)
    {
        var builder = new Builder();
        foreach (var id in ids)
        {
            builder.Add(id);
        }

        return builder.ToSet();
    }

    /// <summary>True if the number is in the set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(int id) => (uint)id >> PageBits is var page && page < (uint)pages.Length && pages[page] is { } bits && bits.Contains(id);

    /// <summary>The set with one number more.</summary>
    public IdSet With(int id) => Contains(id) ? this : this | Of(id);

    /// <summary>The set with one number less.</summary>
    public IdSet Without(int id) => Contains(id) ? this - Of(id) : this;

    /// <summary>True if both have a number in common.</summary>
    public bool Overlaps(IdSet other)
    {
        for (var i = 0; i < Math.Min(pages.Length, other.pages.Length); i++)
        {
            if (pages[i] is { } a && other.pages[i] is { } b && Page.Combine(a, b, (x, y) => x & y) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Numbers in both.</summary>
    public static IdSet operator &(IdSet a, IdSet b) => Of(a, b, Math.Min(a.pages.Length, b.pages.Length), (x, y) =>
        x is null || y is null ? null : ReferenceEquals(x, y) ? x : Page.Combine(x, y, (m, n) => m & n));

    /// <summary>Numbers in one or the other.</summary>
    public static IdSet operator |(IdSet a, IdSet b) => Of(a, b, Math.Max(a.pages.Length, b.pages.Length), (x, y) =>
        x is null || ReferenceEquals(x, y) ? y : y is null ? x : Page.Combine(x, y, (m, n) => m | n));

    /// <summary>Numbers of <paramref name="a"/> that are not in <paramref name="b"/>.</summary>
    public static IdSet operator -(IdSet a, IdSet b) => Of(a, b, a.pages.Length, (x, y) =>
        x is null || ReferenceEquals(x, y) ? null : y is null ? x : Page.Combine(x, y, (m, n) => m & ~n));

    /// <summary>Numbers in one of both, and not in the other.</summary>
    public static IdSet operator ^(IdSet a, IdSet b) => Of(a, b, Math.Max(a.pages.Length, b.pages.Length), (x, y) =>
        x is null ? y : y is null ? x : ReferenceEquals(x, y) ? null : Page.Combine(x, y, (m, n) => m ^ n));

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator()
    {
        for (var page = 0; page < pages.Length; page++)
        {
            if (pages[page] is not { } bits)
            {
                continue;
            }

            for (var i = 0; i < Words; i++)
            {
                for (var rest = bits.Word(i); rest != 0; rest &= rest - 1)
                {
                    yield return (page << PageBits) + (i << 6) + BitOperations.TrailingZeroCount(rest);
                }
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(IdSet? other) => other is not null && Count == other.Count && (this ^ other).IsEmpty;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IdSet);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;

    private static IdSet Of(IdSet a, IdSet b, int length, Func<Page?, Page?, Page?> combine)
    {
        var pages = new Page?[length];
        for (var i = 0; i < length; i++)
        {
            pages[i] = combine(i < a.pages.Length ? a.pages[i] : null, i < b.pages.Length ? b.pages[i] : null);
        }

        return Of(pages);
    }

    private static IdSet Of(Page?[] pages)
    {
        var count = 0;
        foreach (var page in pages)
        {
            count += page?.Count ?? 0;
        }

        return count == 0 ? Empty : new IdSet(pages, count);
    }

    /// <summary>Collects numbers; used by one thread and then thrown away.</summary>
    public sealed class Builder
    {
        private Page?[] pages;
        private ulong[]?[] own; // the pages on which something was changed

        /// <summary>Starts empty.</summary>
        /// <param name="capacity">The largest number expected; more is possible.</param>
        public Builder(int capacity = 0) => (pages, own) = (new Page?[(capacity >> PageBits) + 1], new ulong[]?[(capacity >> PageBits) + 1]);

        /// <summary>Starts with what a set has.</summary>
        public Builder(IdSet from) => (pages, own) = ([.. from.pages], new ulong[]?[from.pages.Length]);

        /// <summary>Adds a number, which must not be negative.</summary>
        public void Add(int id)
        {
            if (id >> PageBits is var page && page >= pages.Length)
            {
                Array.Resize(ref pages, Math.Max(page + 1, pages.Length * 2));
                Array.Resize(ref own, pages.Length);
            }

            WordsOf(page)[(id >> 6) & (Words - 1)] |= 1UL << (id & 63);
        }

        /// <summary>Takes a number out, if it is there.</summary>
        public void Remove(int id)
        {
            if ((uint)id >> PageBits is var page && page < (uint)pages.Length && (own[page] is not null || pages[page] is not null))
            {
                WordsOf((int)page)[(id >> 6) & (Words - 1)] &= ~(1UL << (id & 63));
            }
        }

        /// <summary>The set of what was added. The builder is not to be used any more.</summary>
        public IdSet ToSet()
        {
            for (var page = 0; page < pages.Length; page++)
            {
                pages[page] = own[page] is { } words ? Page.Of(words) : pages[page];
            }

            return IdSet.Of(pages);
        }

        private ulong[] WordsOf(int page) => own[page] ??= pages[page]?.Copy() ?? new ulong[Words];
    }

    /// <summary>4,096 bits, at least one of them set.</summary>
    private sealed class Page
    {
        private readonly ulong[] words;

        private Page(ulong[] words, int count) => (this.words, Count) = (words, count);

        public int Count { get; }

        public bool Contains(int id) => (words[(id >> 6) & (Words - 1)] >> (id & 63) & 1) != 0;

        public ulong Word(int i) => words[i];

        public ulong[] Copy() => [.. words];

        public static Page? Combine(Page a, Page b, Func<Vector<ulong>, Vector<ulong>, Vector<ulong>> combine)
        {
            var words = new ulong[Words];
            for (var i = 0; i < Words; i += Vector<ulong>.Count)
            {
                combine(new Vector<ulong>(a.words, i), new Vector<ulong>(b.words, i)).CopyTo(words, i);
            }

            return Of(words);
        }

        public static Page? Of(ulong[] words)
        {
            var count = 0;
            foreach (var word in words)
            {
                count += BitOperations.PopCount(word);
            }

            return count == 0 ? null : new Page(words, count);
        }
    }
}
