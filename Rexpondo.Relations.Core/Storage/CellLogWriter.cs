using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// Writes the cells of one relation into the change log: a few as a row each, many that changed alike as one row with their packed
/// left numbers (<see cref="PackedIds"/>). Keeps them back until <see cref="Flush"/>, or until their block of left numbers is full:
/// cells that come by growing left number need little memory and few rows.
/// </summary>
/// <param name="connection">Inside the writing transaction.</param>
/// <param name="kind">The relation.</param>
/// <param name="fewCells">Up to so many cells are written as a row each.</param>
internal sealed class CellLogWriter(SqliteConnection connection, RelationKind kind, int fewCells = CellLogWriter.FewCells) : IDisposable
{
    /// <summary>So many cells of a change set are no bulk.</summary>
    public const int FewCells = 100;

    // Below this a packed row is no shorter than rows of change_cell.
    private const int FewAlike = 4;
    private const int MostKept = 500_000;

    private readonly List<CellChange> kept = [];
    private bool packs;
    private readonly SqliteCommand one = connection.Prepared(
        "INSERT INTO change_cell (kind, left_id, right_id, change_set_id, old_keys, new_keys) VALUES ($kind, $left, $right, $set, $old, $new)",
        "$kind", "$left", "$right", "$set", "$old", "$new");

    private readonly SqliteCommand many = connection.Prepared(
        """
        INSERT INTO change_bulk (change_set_id, kind, right_id, block, old_keys, new_keys, cells, left_ids)
        VALUES ($set, $kind, $right, $block, $old, $new, $cells, $ids)
        """,
        "$set", "$kind", "$right", "$block", "$old", "$new", "$cells", "$ids");

    /// <summary>One cell of a change set.</summary>
    public void Add(long changeSet, int left, int right, PermissionSet old, PermissionSet @new)
    {
        if (kept.Count > fewCells && (kept.Count >= MostKept || PackedIds.BlockOf(kept[^1].Left) != PackedIds.BlockOf(left)))
        {
            Flush();
        }

        kept.Add(new CellChange(changeSet, kind, left, right, old, @new));
    }

    /// <summary>Writes what is kept back.</summary>
    public void Flush()
    {
        packs |= kept.Count > fewCells;
        if (!packs)
        {
            kept.ForEach(Write);
            kept.Clear();
            return;
        }

        var alike = new Dictionary<(long ChangeSet, int Block, int Right, PermissionSet Old, PermissionSet New), List<int>>();
        foreach (var cell in kept)
        {
            ref var lefts = ref CollectionsMarshal.GetValueRefOrAddDefault(
                alike, (cell.ChangeSet, PackedIds.BlockOf(cell.Left), cell.Right, cell.Old, cell.New), out _);
            (lefts ??= []).Add(cell.Left);
        }

        foreach (var ((changeSet, block, right, old, @new), lefts) in alike)
        {
            if (lefts.Count < Math.Min(FewAlike, fewCells + 1))
            {
                lefts.ForEach(left => Write(new CellChange(changeSet, kind, left, right, old, @new)));
                continue;
            }

            lefts.Sort();
            many.Bind(changeSet, kind.Code, right, block, old.Bits, @new.Bits, lefts.Count, PackedIds.Pack(CollectionsMarshal.AsSpan(lefts))).ExecuteNonQuery();
        }

        kept.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        one.Dispose();
        many.Dispose();
    }

    private void Write(CellChange cell) =>
        one.Bind(kind.Code, cell.Left, cell.Right, cell.ChangeSet, cell.Old.Bits, cell.New.Bits).ExecuteNonQuery();
}
