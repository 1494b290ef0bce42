using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rexpondo.Relations.Core.Searching;

/// <summary>
/// An immutable set of internal numbers, one bit each: 125 KB for a million, whatever is in it. Search answers, holders of
/// a right and frozen header edits are such sets; they are combined with AND, OR and AND NOT.
/// </summary>
public sealed class IdSet : IReadOnlyCollection<int>, IEquatable<IdSet>
{
    /// <summary>The set without a number.</summary>
    public static readonly IdSet Empty = new([], 0);

    private readonly ulong[] words;

    private IdSet(ulong[] words, int count)
    {
        this.words = words;
        Count = count;
    }

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
    public bool Contains(int id) => (uint)id >> 6 is var word && word < (uint)words.Length && (words[word] >> (id & 63) & 1) != 0;

    /// <summary>The set with one number more.</summary>
    public IdSet With(int id) => Contains(id) ? this : this | Of(id);

    /// <summary>The set with one number less.</summary>
    public IdSet Without(int id) => Contains(id) ? this - Of(id) : this;

    /// <summary>True if both have a number in common.</summary>
    public bool Overlaps(IdSet other)
    {
        for (var i = 0; i < Math.Min(words.Length, other.words.Length); i++)
        {
            if ((words[i] & other.words[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Numbers in both.</summary>
    public static IdSet operator &(IdSet a, IdSet b)
    {
        var result = new ulong[Math.Min(a.words.Length, b.words.Length)];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = a.words[i] & b.words[i];
        }

        return Of(result);
    }

    /// <summary>Numbers in one or the other.</summary>
    public static IdSet operator |(IdSet a, IdSet b)
    {
        var (longer, shorter) = a.words.Length >= b.words.Length ? (a, b) : (b, a);
        if (shorter.IsEmpty)
        {
            return longer;
        }

        var result = longer.words.ToArray();
        for (var i = 0; i < shorter.words.Length; i++)
        {
            result[i] |= shorter.words[i];
        }

        return Of(result);
    }

    /// <summary>Numbers of <paramref name="a"/> that are not in <paramref name="b"/>.</summary>
    public static IdSet operator -(IdSet a, IdSet b)
    {
        if (a.IsEmpty || b.IsEmpty)
        {
            return a;
        }

        var result = a.words.ToArray();
        for (var i = 0; i < Math.Min(result.Length, b.words.Length); i++)
        {
            result[i] &= ~b.words[i];
        }

        return Of(result);
    }

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator()
    {
        for (var i = 0; i < words.Length; i++)
        {
            for (var rest = words[i]; rest != 0; rest &= rest - 1)
            {
                yield return (i << 6) + BitOperations.TrailingZeroCount(rest);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(IdSet? other) => other is not null && Count == other.Count && (this - other).IsEmpty;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IdSet);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;

    private static IdSet Of(ulong[] words)
    {
        var count = 0;
        foreach (var word in words)
        {
            count += BitOperations.PopCount(word);
        }

        return count == 0 ? Empty : new IdSet(words, count);
    }

    /// <summary>Collects numbers; used by one thread and then thrown away.</summary>
    public sealed class Builder
    {
        private ulong[] words;

        /// <summary>Starts empty.</summary>
        /// <param name="capacity">The largest number expected; more is possible.</param>
        public Builder(int capacity = 0) => words = new ulong[(capacity >> 6) + 1];

        /// <summary>Starts with what a set has.</summary>
        public Builder(IdSet from) => words = from.words.ToArray();

        /// <summary>Takes a number out, if it is there.</summary>
        public void Remove(int id)
        {
            if (id >> 6 is var word && word < words.Length)
            {
                words[word] &= ~(1UL << (id & 63));
            }
        }

        /// <summary>Adds a number, which must not be negative.</summary>
        public void Add(int id)
        {
            var word = id >> 6;
            if (word >= words.Length)
            {
                Array.Resize(ref words, Math.Max(word + 1, words.Length * 2));
            }

            words[word] |= 1UL << (id & 63);
        }

        /// <summary>The set of what was added. The builder is not to be used any more.</summary>
        public IdSet ToSet() => IdSet.Of(words);
    }
}
