using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Web.State;

/// <summary>What clicks on a relation screen make pending: on a box, on a range of boxes, on a header, on the buttons beside.</summary>
internal sealed class MatrixClicks(MatrixState state)
{
    /// <summary>The row whose box was clicked last, from which Shift+click reaches; null before the first click.</summary>
    public int? LastClicked { get; private set; }

    /// <summary>A click on a box. A locked one is left alone.</summary>
    public void Click(int row, PermissionKey key, bool on)
    {
        LastClicked = row;
        if (!state.IsLocked(row, key))
        {
            Set(key, IdSet.Of(row), on);
        }
    }

    /// <summary>
    /// A click with the shift key: all boxes of the column from one row to another get the same value, as far as a header
    /// would touch them; the clicked one in any case.
    /// </summary>
    public void ClickRange(int fromRow, int toRow, PermissionKey key, bool on)
    {
        var (from, to) = (state.View.IndexOf(fromRow), state.View.IndexOf(toRow));
        if (state.MayEdit && from >= 0 && to >= 0)
        {
            var range = IdSet.Of(state.View.Page(Math.Min(from, to), Math.Abs(from - to) + 1));
            Set(key, state.Headers.Unlocked(key) & range, on);
        }

        Click(toRow, key, on);
    }

    /// <summary>A click on a header (E5). Only cells that differ now become edits.</summary>
    public void ClickHeader(PermissionKey key)
    {
        if (state.MayEdit)
        {
            var (rows, on) = state.Headers.Next(key);
            Set(key, rows, on);
        }
    }

    /// <summary>
    /// Clears every key of every matching row, also under a ticked <c>rw</c> and on rows that are not effective (E5a). Rows of
    /// default groups stay untouched.
    /// </summary>
    public void WithdrawAllShown()
    {
        if (state.MayEdit)
        {
            var rows = state.Shown - MatrixLocks.Rows(state.Snapshot, state.Listed, GroupLock.Default);
            foreach (var key in state.Snapshot.Stored.Bits.Union(state.Snapshot.Keys.All.Select(key => key.Bit)).ToList())
            {
                Set(key, rows, false);
            }
        }
    }

    /// <summary>Ticks <c>ro</c> where a withdrawn <c>rw</c> would leave nothing (E4).</summary>
    public void KeepRo(int row) => Click(row, state.Snapshot.Keys.All.First(key => key.Set == PermissionSet.Ro), true);

    /// <summary>Services of a person: ticks the default services she would lose.</summary>
    public void CopyDefaults()
    {
        if (state.MayEdit)
        {
            Set(PermissionKeys.ActiveOnly.All[0], IdSet.Of(state.Snapshot.World.Catalog.EffectiveDefaultServices.Select(id => id.Value)), true);
        }
    }

    /// <summary>
    /// Customer users of a service: ticks the default services of everybody who would lose them, beside this screen's own
    /// column, and nothing else.
    /// </summary>
    public void KeepDefaults()
    {
        if (state.MayEdit)
        {
            var keep = DefaultsToKeep().ToList();
            state.Edit(edits => keep.Aggregate(
                edits, (all, one) => all.Show(one.Service.Value, 0, one.Persons, true, state.Snapshot.StoredOf(MatrixId.CustomerUsersOf(one.Service)))));
        }
    }

    /// <summary>How many ticks <see cref="KeepDefaults"/> would add.</summary>
    public int DefaultsToKeepCount => DefaultsToKeep().Sum(tick => tick.Persons.Count);

    private void Set(PermissionKey key, IdSet rows, bool? on) => Set(key.Bit, rows, on);

    private void Set(int bit, IdSet rows, bool? on)
    {
        state.Edit(edits =>
        {
            var after = on is { } value ? edits.Show(state.Matrix.FixedId, bit, rows, value, state.Snapshot.Stored) : edits.With(state.Matrix.FixedId, bit, rows, null);

            // Default services that were to be kept for somebody go when her tick goes.
            var ticked = after.Column(state.Matrix.FixedId, bit).On;
            return after.Matrices.Where(other => other.FixedId != state.Matrix.FixedId).ToList()
                .Aggregate(after, (left, other) => left.With(other.FixedId, bit, rows - ticked, null));
        });
        state.Touched();
    }

    private IEnumerable<(ServiceId Service, IdSet Persons)> DefaultsToKeep() =>
        state.Snapshot.World.Catalog.EffectiveDefaultServices.Where(service => service.Value != state.Matrix.FixedId).Select(service =>
            (service, state.Consequences.LoseDefaults - state.Edits.Column(service.Value, 0).On));
}
