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

    /// <summary>The numbers with their keys, ascending.</summary>
    public IEnumerable<(int Id, PermissionSet Keys)> Pairs => ids.Select((id, at) => (id, new PermissionSet(keys[at])));

    /// <summary>The keys towards one number; none if nothing is stored.</summary>
    public PermissionSet this[int id] => Array.BinarySearch(ids, id) is var at and >= 0 ? new PermissionSet(keys[at]) : PermissionSet.None;

    /// <summary>The same with other keys towards one number; no keys remove it.</summary>
    public KeyedIds With(int id, PermissionSet set)
    {
        var found = Array.BinarySearch(ids, id);
        var at = found >= 0 ? found : ~found;
        var behind = found >= 0 ? at + 1 : at;
        return set.IsEmpty
            ? ids.Length == behind - at ? None : new KeyedIds([.. ids.AsSpan(..at), .. ids.AsSpan(behind..)], [.. keys.AsSpan(..at), .. keys.AsSpan(behind..)])
            : new KeyedIds([.. ids.AsSpan(..at), id, .. ids.AsSpan(behind..)], [.. keys.AsSpan(..at), set.Bits, .. keys.AsSpan(behind..)]);
    }

    /// <summary>
    /// Makes many of rows sorted by number, for one thread. What is the same for many is there once: the keys, and those who have one
    /// number alone.
    /// </summary>
    internal sealed class Pool
    {
        private const int Nibbles = 15;

        private readonly List<int> ids = [];
        private readonly List<long> keys = [];
        private readonly Dictionary<(int Count, ulong Packed), long[]> known = [];
        private readonly Dictionary<(int Id, long Keys), KeyedIds> single = [];

        /// <summary>The next row of the object that is read.</summary>
        public void Add(int id, long set)
        {
            ids.Add(id);
            keys.Add(set);
        }

        /// <summary>The rows that were added since the last time.</summary>
        public KeyedIds ToKeyedIds()
        {
            if (ids.Count == 0)
            {
                return None;
            }

            KeyedIds made;
            if (ids.Count == 1)
            {
                if (!single.TryGetValue((ids[0], keys[0]), out made!))
                {
                    single[(ids[0], keys[0])] = made = new KeyedIds([ids[0]], [keys[0]]);
                }
            }
            else
            {
                made = new KeyedIds([.. ids], Keys());
            }

            ids.Clear();
            keys.Clear();
            return made;
        }

        private long[] Keys()
        {
            var packed = 0UL;
            foreach (var set in keys)
            {
                if (set > Nibbles || keys.Count > Nibbles)
                {
                    return [.. keys];
                }

                packed = (packed << 4) | (ulong)set;
            }

            return known.TryGetValue((keys.Count, packed), out var shared) ? shared : known[(keys.Count, packed)] = [.. keys];
        }
    }
}
