using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Web.State;

/// <summary>All that one row shows. Compared by value: a row that shows the same is not drawn again.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Shown">Keys that are shown ticked.</param>
/// <param name="Locked">Keys whose box cannot be clicked.</param>
/// <param name="Granting">Keys with a pending grant.</param>
/// <param name="Withdrawing">Keys with a pending withdrawal.</param>
/// <param name="IsContext">An ancestor of a hit, not a hit itself.</param>
/// <param name="Why">The last column.</param>
public sealed record MatrixRow(
    RowName Name, PermissionSet Shown, PermissionSet Locked, PermissionSet Granting, PermissionSet Withdrawing, bool IsContext, Why Why)
{
    /// <summary>True with a pending change.</summary>
    public bool IsChanged => !(Granting | Withdrawing).IsEmpty;

    /// <summary>Draws a row from the state.</summary>
    public static MatrixRow Of(MatrixState state, RowName name, Why why)
    {
        var stored = state.Snapshot.Stored[name.Id];
        var (set, clear) = state.Edits.Masks(state.Matrix.FixedId, name.Id);
        var shown = state.ShownKeys(name.Id);
        var locked = state.Snapshot.Keys.All.Where(key => state.IsLocked(name.Id, key)).Aggregate(PermissionSet.None, (all, key) => all | key.Set);
        return new MatrixRow(
            name,
            shown | state.Snapshot.Keys.Included(shown),
            locked,
            set - stored,
            clear & stored,
            state.Context.Contains(name.Id),
            why);
    }
}
