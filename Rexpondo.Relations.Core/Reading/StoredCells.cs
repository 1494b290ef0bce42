using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>What is stored in one matrix: for each key the rows that have it. Immutable; shared by all who look at the matrix.</summary>
public sealed class StoredCells
{
    private readonly Dictionary<int, IdSet> byBit;

    private StoredCells(Dictionary<int, IdSet> byBit)
    {
        this.byBit = byBit;
        Rows = byBit.Values.Aggregate(IdSet.Empty, (all, rows) => all | rows);
    }

    /// <summary>Nothing stored.</summary>
    public static StoredCells None { get; } = new([]);

    /// <summary>The rows that have any key.</summary>
    public IdSet Rows { get; }

    /// <summary>The bits that are stored anywhere in the matrix.</summary>
    public IEnumerable<int> Bits => byBit.Keys;

    /// <summary>The rows that have the key of this bit.</summary>
    public IdSet With(int bit) => byBit.GetValueOrDefault(bit, IdSet.Empty);

    /// <summary>The keys of one row.</summary>
    public PermissionSet this[int row]
    {
        get
        {
            var keys = PermissionSet.None;
            foreach (var (bit, rows) in byBit)
            {
                if (rows.Contains(row))
                {
                    keys |= PermissionSet.OfBit(bit);
                }
            }

            return keys;
        }
    }

    /// <summary>Collects rows.</summary>
    internal sealed class Builder
    {
        private readonly Dictionary<int, IdSet.Builder> byBit = [];

        public void Add(int row, PermissionSet keys)
        {
            for (var rest = keys.Bits; rest != 0; rest &= rest - 1)
            {
                var bit = System.Numerics.BitOperations.TrailingZeroCount(rest);
                if (!byBit.TryGetValue(bit, out var rows))
                {
                    byBit[bit] = rows = new IdSet.Builder();
                }

                rows.Add(row);
            }
        }

        public StoredCells ToCells() => new(byBit.ToDictionary(column => column.Key, column => column.Value.ToSet()));
    }
}
