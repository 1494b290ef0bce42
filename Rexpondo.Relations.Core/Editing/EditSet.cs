using System.Collections.Immutable;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>
/// What an agent has changed and not yet saved: for each cell <em>set</em>, <em>clear</em> or nothing (spec E1–E5). Edits are
/// applied in their order and the later wins where they overlap, so all that must be kept is where they ended: two sets of
/// rows for each column. A header click is one edit with the rows that differed at the click, frozen. Immutable.
/// </summary>
public sealed class EditSet
{
    private readonly ImmutableDictionary<(int FixedId, int Bit), ColumnEdits> columns;
    private (int FixedId, (PermissionSet Key, ColumnEdits Edits)[] Columns)[]? byFixed; // made at the first question about a row

    private EditSet(RelationKind kind, bool fixedLeft, ImmutableDictionary<(int, int), ColumnEdits> columns) =>
        (Kind, FixedLeft, this.columns) = (kind, fixedLeft, columns);

    /// <summary>The relation that is edited.</summary>
    public RelationKind Kind { get; }

    /// <summary>Which side is fixed; rows stand on the other.</summary>
    public bool FixedLeft { get; }

    /// <summary>True without any edit.</summary>
    public bool IsEmpty => columns.IsEmpty;

    /// <summary>
    /// The fixed objects that have edits. As a rule the one whose screen it is; also others where one click edits beside it
    /// (<em>Keep their default services</em>).
    /// </summary>
    public IEnumerable<MatrixId> Matrices => columns.Keys.Select(key => key.FixedId).Distinct().Order().Select(id => new MatrixId(Kind, FixedLeft, id));

    /// <summary>No edit yet on a screen.</summary>
    public static EditSet Of(MatrixId matrix) => new(matrix.Kind, matrix.FixedLeft, ImmutableDictionary<(int, int), ColumnEdits>.Empty);

    /// <summary>Every column with edits: its fixed object, its bit, its rows.</summary>
    internal IEnumerable<((int FixedId, int Bit) Key, ColumnEdits Edits)> Columns => columns.OrderBy(column => column.Key).Select(column => (column.Key, column.Value));

    /// <summary>The bits of the columns of one fixed object that have edits.</summary>
    public IEnumerable<int> Bits(int fixedId) => columns.Keys.Where(key => key.FixedId == fixedId).Select(key => key.Bit);

    /// <summary>The edits of one column.</summary>
    public ColumnEdits Column(int fixedId, int bit) => columns.GetValueOrDefault((fixedId, bit), ColumnEdits.None);

    /// <summary>One more edit on top: set or clear a key of rows.</summary>
    /// <param name="fixedId">The fixed object.</param>
    /// <param name="bit">The key's bit.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="on">True to set, false to clear, null for <em>as saved</em>: nothing pending any more.</param>
    public EditSet With(int fixedId, int bit, IdSet rows, bool? on)
    {
        if (rows.IsEmpty)
        {
            return this;
        }

        var before = Column(fixedId, bit);
        var after = new ColumnEdits(
            on == true ? before.On | rows : before.On - rows,
            on == false ? before.Off | rows : before.Off - rows);
        return new EditSet(Kind, FixedLeft, after.IsEmpty ? columns.Remove((fixedId, bit)) : columns.SetItem((fixedId, bit), after));
    }

    /// <summary>
    /// Makes cells show a value. Cells whose stored value it is are left <em>as saved</em>, so that what another agent does to
    /// them meanwhile stands; only the others become edits.
    /// </summary>
    public EditSet Show(int fixedId, int bit, IdSet rows, bool on, StoredCells stored)
    {
        var storedOn = rows & stored.With(bit);
        var differs = on ? rows - storedOn : storedOn;
        return With(fixedId, bit, rows - differs, null).With(fixedId, bit, differs, on);
    }

    /// <summary>
    /// What is still to be done: without the cells that somebody else has meanwhile made as they are wanted here. The same set
    /// if that is all of it.
    /// </summary>
    /// <param name="stored">What is stored now in each matrix that has edits.</param>
    public EditSet Undone(Func<MatrixId, StoredCells> stored)
    {
        var left = this;
        foreach (var (key, edits) in columns)
        {
            var now = stored(new MatrixId(Kind, FixedLeft, key.FixedId)).With(key.Bit);
            left = left.With(key.FixedId, key.Bit, (edits.On & now) | (edits.Off - now), null);
        }

        return left;
    }

    /// <summary>These edits on top of earlier ones; where both edit a cell, these win.</summary>
    public EditSet Over(EditSet earlier) => columns.Aggregate(earlier, (all, column) => all
        .With(column.Key.FixedId, column.Key.Bit, column.Value.On, true).With(column.Key.FixedId, column.Key.Bit, column.Value.Off, false));

    /// <summary>How many booleans have an edit, whatever is stored.</summary>
    public int Size => columns.Values.Sum(edits => edits.On.Count + edits.Off.Count);

    /// <summary>
    /// What is still to be saved once <paramref name="saved"/> is written: what was clicked while that save was on its way. A
    /// cell that kept its edit is done; one whose edit was taken back meanwhile gets the opposite, so that it stays as it was
    /// seen last.
    /// </summary>
    public EditSet Since(EditSet saved)
    {
        var since = ImmutableDictionary.CreateBuilder<(int, int), ColumnEdits>();
        foreach (var key in columns.Keys.Union(saved.columns.Keys))
        {
            var (now, then) = (Column(key.FixedId, key.Bit), saved.Column(key.FixedId, key.Bit));
            var edited = now.On | now.Off;
            var column = new ColumnEdits((now.On - then.On) | (then.Off - edited), (now.Off - then.Off) | (then.On - edited));
            if (!column.IsEmpty)
            {
                since.Add(key, column);
            }
        }

        return new EditSet(Kind, FixedLeft, since.ToImmutable());
    }

    /// <summary>The keys one row shows: what is stored with the pending edits on top.</summary>
    public PermissionSet Shown(int fixedId, int row, PermissionSet stored)
    {
        var (set, clear) = Masks(fixedId, row);
        return (stored - clear) | set;
    }

    /// <summary>The keys that are to be set and cleared in one row.</summary>
    public (PermissionSet Set, PermissionSet Clear) Masks(int fixedId, int row)
    {
        var (set, clear) = (PermissionSet.None, PermissionSet.None);
        foreach (var (of, own) in ByFixed)
        {
            if (of == fixedId)
            {
                foreach (var (key, edits) in own)
                {
                    set |= edits.On.Contains(row) ? key : PermissionSet.None;
                    clear |= edits.Off.Contains(row) ? key : PermissionSet.None;
                }
            }
        }

        return (set, clear);
    }

    /// <summary>The numbers on the left side of the cells with an edit.</summary>
    internal IdSet Left => FixedLeft ? FixedIds : AllRows;

    /// <summary>The numbers on their right side.</summary>
    internal IdSet Right => FixedLeft ? AllRows : FixedIds;

    /// <summary>The numbers on the left side of which an edit is another one than it was; of the same kind of screen.</summary>
    internal IdSet LeftChangedSince(EditSet earlier)
    {
        var changed = IdSet.Empty;
        foreach (var key in columns.Keys.Union(earlier.columns.Keys))
        {
            var (now, then) = (Column(key.FixedId, key.Bit), earlier.Column(key.FixedId, key.Bit));
            var rows = (now.On ^ then.On) | (now.Off ^ then.Off);
            changed |= !FixedLeft ? rows : rows.IsEmpty ? IdSet.Empty : IdSet.Of(key.FixedId);
        }

        return changed;
    }

    /// <summary>The cells of one number on the left side that have an edit.</summary>
    internal IEnumerable<CellEdit> CellsOf(int left)
    {
        if (FixedLeft)
        {
            return Rows(left).Select(row => Cell(left, row));
        }

        return ByFixed.Select(fixedOne => Cell(fixedOne.FixedId, left)).Where(cell => !(cell.Set | cell.Clear).IsEmpty);
    }

    private IdSet FixedIds => IdSet.Of(columns.Keys.Select(key => key.FixedId));

    private IdSet AllRows => columns.Values.Aggregate(IdSet.Empty, (rows, edits) => rows | edits.On | edits.Off);

    private (int FixedId, (PermissionSet Key, ColumnEdits Edits)[] Columns)[] ByFixed => byFixed ??=
        [.. columns.GroupBy(column => column.Key.FixedId).Select(own => (
            own.Key, own.Select(column => (PermissionSet.OfBit(column.Key.Bit), column.Value)).ToArray()))];

    /// <summary>Rows of one fixed object with any edit.</summary>
    public IdSet Rows(int fixedId) => columns.Where(column => column.Key.FixedId == fixedId)
        .Aggregate(IdSet.Empty, (rows, column) => rows | column.Value.On | column.Value.Off);

    /// <summary>
    /// How many booleans differ from what is stored: what the screen calls unsaved changes. An edit that somebody else has
    /// meanwhile made true is none.
    /// </summary>
    public PendingCount Count(Func<MatrixId, StoredCells> stored)
    {
        var (granted, withdrawn) = (0, 0);
        foreach (var matrix in Matrices)
        {
            var now = stored(matrix);
            foreach (var (key, edits) in columns.Where(column => column.Key.FixedId == matrix.FixedId))
            {
                granted += (edits.On - now.With(key.Bit)).Count;
                withdrawn += (edits.Off & now.With(key.Bit)).Count;
            }
        }

        return new PendingCount(granted, withdrawn);
    }

    /// <summary>How many cells have an edit.</summary>
    public int CellCount => Matrices.Sum(matrix => Rows(matrix.FixedId).Count);

    /// <summary>Every cell with an edit, ordered by its left and right number: the order in which the store wants them.</summary>
    public IEnumerable<CellEdit> Cells()
    {
        var cells = Matrices.SelectMany(matrix => Rows(matrix.FixedId).Select(row => Cell(matrix.FixedId, row)));
        return FixedLeft || Matrices.Count() <= 1 ? cells : cells.OrderBy(cell => cell.Left).ThenBy(cell => cell.Right);
    }

    private CellEdit Cell(int fixedId, int row)
    {
        var (left, right) = new MatrixId(Kind, FixedLeft, fixedId).Pair(row);
        var (set, clear) = Masks(fixedId, row);
        return new CellEdit(left, right, set, clear);
    }
}
