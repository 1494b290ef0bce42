using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// What the header checkboxes of a matrix show and do (E5): derived from the rows that are shown, effective and not locked,
/// never stored.
/// </summary>
/// <param name="Snapshot">What is stored.</param>
/// <param name="Edits">What is pending.</param>
/// <param name="Shown">The matching rows that are shown.</param>
/// <param name="Listed">The rows that are listed.</param>
internal readonly record struct MatrixHeaders(MatrixSnapshot Snapshot, EditSet Edits, IdSet Shown, IdSet Listed)
{
    /// <summary>What a header checkbox shows.</summary>
    /// <param name="key">The column.</param>
    /// <param name="mayEdit">False for an auditor.</param>
    public HeaderView View(PermissionKey key, bool mayEdit)
    {
        var rows = Actionable();
        var unlocked = Unlocked(key);
        var ticked = (rows & ShownRows(key)).Count;
        HeaderObstacle? obstacle = !mayEdit ? HeaderObstacle.ReadOnly
            : Shown.IsEmpty ? HeaderObstacle.NoRows
            : rows.IsEmpty ? HeaderObstacle.AllLocked
            : unlocked.IsEmpty ? HeaderObstacle.AllIncluded
            : null;
        return new HeaderView(rows.Count > 0 && ticked == rows.Count, ticked > 0 && ticked < rows.Count, rows.Count, obstacle);
    }

    /// <summary>
    /// What the next click does to which rows: all on, all off, or <em>as saved</em> (null); from mixed, all on first. Steps that
    /// would change nothing are passed over.
    /// </summary>
    public (IdSet Rows, bool? On) Next(PermissionKey key)
    {
        var rows = Unlocked(key);
        var ticked = rows & OwnRows(key.Set);
        var column = Edits.Column(Snapshot.Matrix.FixedId, key.Bit);
        var differs = rows.Overlaps(column.On) || rows.Overlaps(column.Off);
        return (rows, ticked.Count == rows.Count ? false : ticked.IsEmpty && differs ? null : true);
    }

    /// <summary>The rows whose box of a column can be clicked.</summary>
    public IdSet Unlocked(PermissionKey key) => IsIncludedInRw(key) ? Actionable() - OwnRows(PermissionSet.Rw) : Actionable();

    private bool IsIncludedInRw(PermissionKey key) => Snapshot.Keys.Included(PermissionSet.Rw).Contains(key.Set);

    private IdSet Actionable() =>
        (Shown & Snapshot.Rows.Effective) - MatrixLocks.Rows(Snapshot, Listed, GroupLock.Default) - MatrixLocks.Rows(Snapshot, Listed, GroupLock.Never);

    // Also where the key is included in rw.
    private IdSet ShownRows(PermissionKey key) => IsIncludedInRw(key) ? OwnRows(key.Set) | OwnRows(PermissionSet.Rw) : OwnRows(key.Set);

    private IdSet OwnRows(PermissionSet key)
    {
        var bit = key.EachBit().Single();
        var column = Edits.Column(Snapshot.Matrix.FixedId, bit);
        return (Snapshot.Stored.With(bit) | column.On) - column.Off;
    }
}
