using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.History;

/// <summary>
/// The inverse edits of a change set's cells, key by key: a key goes back where nobody changed it since and where
/// a save could do the same; every other one is kept and named.
/// </summary>
/// <param name="Edits">What is to be set and cleared.</param>
/// <param name="Kept">What stays.</param>
internal sealed record CellUndo(ImmutableArray<(RelationKind Kind, CellEdit Edit)> Edits, ImmutableArray<KeptLine> Kept)
{
    /// <summary>Works it out; writes nothing.</summary>
    /// <param name="connection">Whose snapshot counts.</param>
    /// <param name="changeSet">The change set.</param>
    /// <param name="catalog">The settings and groups that hold when the cells are written.</param>
    public static CellUndo Plan(SqliteConnection connection, long changeSet, Catalog catalog)
    {
        var edits = ImmutableArray.CreateBuilder<(RelationKind, CellEdit)>();
        var kept = ImmutableArray.CreateBuilder<KeptLine>();
        foreach (var kind in RelationKind.All)
        {
            var later = LaterChanges.OfCells(connection, kind, changeSet);
            foreach (var (line, stored) in Cells(connection, changeSet, kind))
            {
                var (granted, withdrawn) = (line.New - line.Old, line.Old - line.New);
                var changed = granted | withdrawn;
                var since = changed & ((stored - line.New) | (line.New - stored) | later.GetValueOrDefault((line.Left, line.Right)));
                Keep(since, () => LaterChanges.OfCell(connection, Part(line, since), changeSet));

                var (set, clear) = (withdrawn - since, granted - since);
                var locked = CellRule.Lock(catalog, kind, line.Right, sets: false);
                if (locked != GroupLock.None)
                {
                    Keep(set | clear, () => new GroupIsLocked(locked));
                    continue;
                }

                if (!set.IsEmpty && CellRule.Lock(catalog, kind, line.Right, sets: true) is var never && never != GroupLock.None)
                {
                    Keep(set, () => new GroupIsLocked(never));
                    set = PermissionSet.None;
                }

                var gone = CellRule.NotConfigured(catalog, kind, set);
                Keep(gone, () => new KeyNotConfigured());
                set -= gone;
                if (!(set | clear).IsEmpty)
                {
                    edits.Add((kind, new CellEdit(line.Left, line.Right, set, clear)));
                }

                void Keep(PermissionSet keys, Func<KeptWhy> why)
                {
                    if (!keys.IsEmpty)
                    {
                        kept.Add(new KeptLine(Part(line, keys), why()));
                    }
                }
            }
        }

        return new CellUndo(edits.ToImmutable(), kept.ToImmutable());
    }

    /// <summary>Writes the edits.</summary>
    /// <param name="connection">Inside the writing transaction in which they were planned.</param>
    /// <param name="begin">Gives the change set; asked only where something is written.</param>
    public void Write(SqliteConnection connection, Func<long> begin)
    {
        foreach (var ofKind in Edits.GroupBy(edit => edit.Kind, edit => edit.Edit))
        {
            using var writer = new RelationWriter(connection, ofKind.Key, begin);
            writer.Apply([.. ofKind]);
            writer.Complete();
        }
    }

    private static CellLine Part(CellLine line, PermissionSet keys) => line with { Old = line.Old & keys, New = line.New & keys };

    private static IEnumerable<(CellLine Line, PermissionSet Stored)> Cells(SqliteConnection connection, long changeSet, RelationKind kind) =>
        CellLog.Of(connection, changeSet, [new CellFilter(kind)]).Chunk(10_000).SelectMany(cells =>
        {
            var stored = RelationWriter.Stored(connection, kind, cells.Select(cell => (cell.Left, cell.Right)));
            return cells.Select(cell => (new CellLine(kind, cell.Left, cell.Right, cell.Old, cell.New), stored.GetValueOrDefault((cell.Left, cell.Right))));
        });
}
