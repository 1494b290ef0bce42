namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// The stored keys of one object towards others: a few numbers, each with its keys, sorted. Immutable and small, because
/// there is one for every customer user and every customer.
/// </summary>
public sealed class KeyedIds
{
    /// <summary>Nothing stored.</summary>
    public static readonly KeyedIds None = new([], []);

    private readonly int[] ids;
    private readonly long[] keys;

    private KeyedIds(int[] ids, long[] keys) => (this.ids, this.keys) = (ids, keys);

    /// <summary>The numbers, ascending.</summary>
    public ReadOnlySpan<int> Ids => ids;

    /// <summary>How many.</summary>
    public int Count => ids.Length;

    /// <summary>From rows sorted by number.</summary>
    internal static KeyedIds FromSorted(List<int> ids, List<long> keys) => ids.Count == 0 ? None : new KeyedIds([.. ids], [.. keys]);

    /// <summary>The keys towards one number; none if nothing is stored.</summary>
    public PermissionSet this[int id] => Array.BinarySearch(ids, id) is var at and >= 0 ? new PermissionSet(keys[at]) : PermissionSet.None;

    /// <summary>The same with other keys towards one number; no keys remove it.</summary>
    public KeyedIds With(int id, PermissionSet set)
    {
        var at = Array.BinarySearch(ids, id);
        var (newIds, newKeys) = (ids.ToList(), keys.ToList());
        if (at >= 0)
        {
            newIds.RemoveAt(at);
            newKeys.RemoveAt(at);
        }
        else
        {
            at = ~at;
        }

        if (!set.IsEmpty)
        {
            newIds.Insert(at, id);
            newKeys.Insert(at, set.Bits);
        }

        return FromSorted(newIds, newKeys);
    }
}
