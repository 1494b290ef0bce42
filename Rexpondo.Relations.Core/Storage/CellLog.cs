using Microsoft.Data.Sqlite;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// Reads the cells of the change log, whether each has a row of its own or they are packed (<see cref="CellLogWriter"/>). The only
/// code that knows both; whoever asks only how many asks the view <c>change_line</c>.
/// </summary>
internal static class CellLog
{
    /// <summary>
    /// SQL for the change sets that have a cell that is asked for. For a left number its packed rows are looked through: as many as it
    /// has right objects, times the bulks over them.
    /// </summary>
    public static string SetsOf(SqliteConnection connection, CellFilter wanted) =>
        $"SELECT change_set_id FROM change_cell WHERE {wanted.OfCells} UNION " + (wanted.Left is { } left
            ? $"SELECT value FROM json_each('{Bulks(connection, $"change_bulk WHERE {wanted.OfBulks}").Where(bulk => bulk.Has(left)).Select(bulk => bulk.ChangeSet).Distinct().Json()}')"
            : $"SELECT change_set_id FROM change_bulk WHERE {wanted.OfBulks}");

    /// <summary>The cells of a change set by relation, left and right number. Read as far as they are asked for.</summary>
    /// <param name="connection">The snapshot.</param>
    /// <param name="changeSet">The change set.</param>
    /// <param name="wanted">The cells that are asked for; null for all. No two of them have a cell in common.</param>
    public static IEnumerable<CellChange> Of(SqliteConnection connection, long changeSet, IReadOnlyCollection<CellFilter>? wanted = null) => Merge(
        Cells(connection, $"change_cell WHERE change_set_id = $set AND {Any(wanted, filter => filter.OfCells)} ORDER BY kind, left_id, right_id", ("$set", changeSet)),
        InOrder(connection, changeSet, wanted),
        (a, b) => (a.Kind.Code, a.Left, a.Right).CompareTo((b.Kind.Code, b.Left, b.Right)));

    /// <summary>How many cells <see cref="Of"/> gives.</summary>
    public static int Count(SqliteConnection connection, long changeSet, IReadOnlyCollection<CellFilter>? wanted = null)
    {
        if (wanted is null)
        {
            return (int)connection.Scalar("SELECT sum(cells) FROM change_line WHERE change_set_id = $set", ("$set", changeSet));
        }

        return (int)connection.Scalar($"SELECT count(*) FROM change_cell WHERE change_set_id = $set AND {Any(wanted, filter => filter.OfCells)}", ("$set", changeSet))
            + wanted.Sum(filter => filter.Left is { } left
                ? Bulks(connection, $"change_bulk WHERE change_set_id = $set AND {filter.OfBulks}", ("$set", changeSet)).Count(bulk => bulk.Has(left))
                : (int)connection.Scalar($"SELECT sum(cells) FROM change_bulk WHERE change_set_id = $set AND {filter.OfBulks}", ("$set", changeSet)));
    }

    /// <summary>Every cell that was changed after a revision, change set by change set.</summary>
    public static IEnumerable<CellChange> Since(SqliteConnection connection, long revision) => Merge(
        Cells(connection, "change_cell WHERE change_set_id > $revision ORDER BY change_set_id", ("$revision", revision)),
        Bulks(connection, "change_bulk WHERE change_set_id > $revision ORDER BY change_set_id", ("$revision", revision)).SelectMany(bulk => bulk.Cells()),
        (a, b) => a.ChangeSet.CompareTo(b.ChangeSet));

    /// <summary>
    /// Everything that was done to some cells, change set by change set. Costs a range of the log for each cell, and for each right
    /// number and block of left numbers its packed rows.
    /// </summary>
    public static List<CellChange> OfCells(SqliteConnection connection, RelationKind kind, IReadOnlyCollection<(int Left, int Right)> cells)
    {
        var found = Cells(
            connection,
            """
            (SELECT value >> 32 AS l, value & 4294967295 AS r FROM json_each($cells)) CROSS JOIN change_cell
            WHERE kind = $kind AND left_id = l AND right_id = r
            """,
            ("$kind", kind.Code), ("$cells", Pairs(cells))).ToList();
        var wanted = cells.ToLookup(cell => (Block: PackedIds.BlockOf(cell.Left), cell.Right), cell => cell.Left)
            .ToDictionary(set => set.Key, set => set.Distinct().Order().ToArray());
        found.AddRange(Bulks(
            connection,
            """
            (SELECT value >> 32 AS l, value & 4294967295 AS r FROM json_each($sets)) CROSS JOIN change_bulk
            WHERE kind = $kind AND block = l AND right_id = r
            """,
            ("$kind", kind.Code), ("$sets", Pairs(wanted.Keys))).SelectMany(bulk => bulk.Cells(wanted[(bulk.Block, bulk.Right)])));
        return [.. found.OrderBy(cell => cell.ChangeSet)];
    }

    /// <summary>Pairs of numbers as one parameter: <c>value >> 32</c> and <c>value &amp; 4294967295</c> of <c>json_each</c>.</summary>
    public static string Pairs(IEnumerable<(int Left, int Right)> pairs) =>
        $"[{string.Join(',', pairs.Select(pair => ((long)pair.Left << 32) | (uint)pair.Right))}]";

    private static string Any(IReadOnlyCollection<CellFilter>? wanted, Func<CellFilter, string> condition) =>
        wanted is null ? "1" : $"({string.Join(" OR ", wanted.Select(condition).DefaultIfEmpty("0"))})";

    private static IEnumerable<CellChange> Cells(SqliteConnection connection, string rest, params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Command($"SELECT change_set_id, kind, left_id, right_id, old_keys, new_keys FROM {rest}", parameters);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            yield return new CellChange(
                row.GetInt64(0), RelationKind.OfCode(row.GetInt32(1)), row.GetInt32(2), row.GetInt32(3), new PermissionSet(row.GetInt64(4)), new PermissionSet(row.GetInt64(5)));
        }
    }

    private static IEnumerable<Bulk> Bulks(SqliteConnection connection, string rest, params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Command($"SELECT change_set_id, kind, right_id, block, old_keys, new_keys, left_ids FROM {rest}", parameters);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            yield return new Bulk(
                row.GetInt64(0), RelationKind.OfCode(row.GetInt32(1)), row.GetInt32(2), row.GetInt32(3),
                new PermissionSet(row.GetInt64(4)), new PermissionSet(row.GetInt64(5)), row.GetFieldValue<byte[]>(6));
        }
    }

    // Block by block: of a million cells only the first 65,536 people are sorted for the first page.
    private static IEnumerable<CellChange> InOrder(SqliteConnection connection, long changeSet, IReadOnlyCollection<CellFilter>? wanted)
    {
        var block = new List<CellChange>();
        var rows = 0;
        (int, int) current = default;
        foreach (var bulk in Bulks(connection, $"change_bulk WHERE change_set_id = $set AND {Any(wanted, filter => filter.OfBulks)} ORDER BY kind, block", ("$set", changeSet)))
        {
            if (current != (bulk.Kind.Code, bulk.Block))
            {
                foreach (var cell in Sorted())
                {
                    yield return cell;
                }

                block.Clear();
                rows = 0;
                current = (bulk.Kind.Code, bulk.Block);
            }

            rows++;
            block.AddRange(bulk.Cells().Where(cell => wanted is null || wanted.Any(filter => filter.Has(cell))));
        }

        foreach (var cell in Sorted())
        {
            yield return cell;
        }

        List<CellChange> Sorted()
        {
            if (rows > 1)
            {
                block.Sort((a, b) => (a.Left, a.Right).CompareTo((b.Left, b.Right)));
            }

            return block;
        }
    }

    private static IEnumerable<CellChange> Merge(IEnumerable<CellChange> first, IEnumerable<CellChange> second, Comparison<CellChange> order)
    {
        using var a = first.GetEnumerator();
        using var b = second.GetEnumerator();
        var (hasA, hasB) = (a.MoveNext(), b.MoveNext());
        while (hasA || hasB)
        {
            if (hasA && (!hasB || order(a.Current, b.Current) <= 0))
            {
                yield return a.Current;
                hasA = a.MoveNext();
            }
            else
            {
                yield return b.Current;
                hasB = b.MoveNext();
            }
        }
    }

    private sealed record Bulk(long ChangeSet, RelationKind Kind, int Right, int Block, PermissionSet Old, PermissionSet New, byte[] Packed)
    {
        public bool Has(int left) => PackedIds.Contains(Block, Packed, left);

        public IEnumerable<CellChange> Cells() => Of(PackedIds.Unpack(Block, Packed));

        public IEnumerable<CellChange> Cells(IReadOnlyList<int> wanted) => Of(PackedIds.Among(Block, Packed, wanted));

        private IEnumerable<CellChange> Of(IEnumerable<int> lefts) => lefts.Select(left => new CellChange(ChangeSet, Kind, left, Right, Old, New));
    }
}
