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

    /// <summary>The cells of these rows, each at most once.</summary>
    internal static StoredCells Of(IEnumerable<(int Row, PermissionSet Keys)> rows) => None.With(rows);

    /// <summary>The cells once some rows have other keys; the same if there is none.</summary>
    internal StoredCells With(IEnumerable<(int Row, PermissionSet Keys)> changed)
    {
        var builders = new Dictionary<int, IdSet.Builder>();
        foreach (var (row, keys) in changed)
        {
            foreach (var (bit, rows) in byBit)
            {
                if (rows.Contains(row) && !keys.Contains(PermissionSet.OfBit(bit)))
                {
                    Column(bit).Remove(row);
                }
            }

            for (var rest = keys.Bits; rest != 0; rest &= rest - 1)
            {
                Column(System.Numerics.BitOperations.TrailingZeroCount(rest)).Add(row);
            }
        }

        if (builders.Count == 0)
        {
            return this;
        }

        var columns = new Dictionary<int, IdSet>(byBit);
        foreach (var (bit, rows) in builders)
        {
            columns[bit] = rows.ToSet();
        }

        return new StoredCells(columns.Where(column => !column.Value.IsEmpty).ToDictionary());

        IdSet.Builder Column(int bit)
        {
            if (!builders.TryGetValue(bit, out var rows))
            {
                builders[bit] = rows = new IdSet.Builder(With(bit));
            }

            return rows;
        }
    }
}
