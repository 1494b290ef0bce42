using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Web.State;

/// <summary>Which rows of a matrix nobody can tick, because a setting decides about their group.</summary>
internal static class MatrixLocks
{
    /// <summary>Why nobody can tick a row, if so.</summary>
    public static GroupLock Of(MatrixSnapshot snapshot, int row) =>
        snapshot.Matrix.Kind.HasPermissions && snapshot.World.Catalog.Find(new GroupId(snapshot.Matrix.Pair(row).Right)) is { } group
            ? GroupLocks.Of(snapshot.World.Catalog, snapshot.Matrix.Kind, group)
            : GroupLock.None;

    /// <summary>The rows that are locked so: single groups, or all rows of a locked group's own screen.</summary>
    /// <param name="snapshot">The matrix.</param>
    /// <param name="listed">The rows to look at.</param>
    /// <param name="which">The lock.</param>
    public static IdSet Rows(MatrixSnapshot snapshot, IdSet listed, GroupLock which)
    {
        if (!snapshot.Matrix.Kind.HasPermissions)
        {
            return IdSet.Empty;
        }

        return snapshot.Matrix.RowSide == RelationSide.Group
            ? IdSet.Of(listed.Where(row => Of(snapshot, row) == which))
            : Of(snapshot, 0) == which ? listed : IdSet.Empty;
    }
}
