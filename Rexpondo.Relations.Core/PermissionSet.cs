using System.Numerics;

namespace Rexpondo.Relations.Core;

/// <summary>
/// A set of permission keys, one bit each. Which bit stands for which key is fixed for the life of a store
/// (<see cref="PermissionKeys"/>): <c>ro</c> is bit 0 and <c>rw</c> bit 1; relations without keys use bit 0 for <c>active</c>.
/// </summary>
/// <param name="Bits">The bits; at most 62 keys can ever have been stored.</param>
public readonly record struct PermissionSet(long Bits)
{
    /// <summary>The highest bit a key may get.</summary>
    public const int MaxBit = 61;

    /// <summary>No key.</summary>
    public static readonly PermissionSet None;

    /// <summary><c>ro</c>, read only access.</summary>
    public static readonly PermissionSet Ro = new(1);

    /// <summary><c>rw</c>, full access; includes every other key (spec G4).</summary>
    public static readonly PermissionSet Rw = new(2);

    /// <summary>The one key of a relation that has no permission keys: a service given, a further customer.</summary>
    public static readonly PermissionSet Active = new(1);

    /// <summary>True without any key.</summary>
    public bool IsEmpty => Bits == 0;

    /// <summary>How many keys the set has.</summary>
    public int Count => BitOperations.PopCount((ulong)Bits);

    /// <summary>The set of one bit.</summary>
    public static PermissionSet OfBit(int bit) => new(1L << bit);

    /// <summary>True if every key of <paramref name="other"/> is here.</summary>
    public bool Contains(PermissionSet other) => (Bits & other.Bits) == other.Bits;

    /// <summary>The bits of the set, lowest first.</summary>
    public IEnumerable<int> EachBit()
    {
        for (var rest = (ulong)Bits; rest != 0; rest &= rest - 1)
        {
            yield return BitOperations.TrailingZeroCount(rest);
        }
    }

    /// <summary>Union.</summary>
    public static PermissionSet operator |(PermissionSet a, PermissionSet b) => new(a.Bits | b.Bits);

    /// <summary>Intersection.</summary>
    public static PermissionSet operator &(PermissionSet a, PermissionSet b) => new(a.Bits & b.Bits);

    /// <summary>The keys of <paramref name="a"/> that are not in <paramref name="b"/>.</summary>
    public static PermissionSet operator -(PermissionSet a, PermissionSet b) => new(a.Bits & ~b.Bits);
}
