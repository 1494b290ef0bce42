using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>What stands against an edit of a cell, whoever makes it: a save, or a change set that is taken back. Pure.</summary>
internal static class CellRule
{
    /// <summary>Keys that cannot be set because they are not configured; to clear them is always possible.</summary>
    public static PermissionSet NotConfigured(Catalog catalog, RelationKind kind, PermissionSet set) => set - catalog.KeysOf(kind).AllSet;

    /// <summary>The lock of a group that stands against an edit; rows of a group nobody may get can be withdrawn.</summary>
    /// <param name="catalog">The groups and the settings in force.</param>
    /// <param name="kind">The relation.</param>
    /// <param name="right">Number on its right side.</param>
    /// <param name="sets">The edit sets some key.</param>
    public static GroupLock Lock(Catalog catalog, RelationKind kind, int right, bool sets) =>
        kind.Right != RelationSide.Group || catalog.Find(new GroupId(right)) is not { } group ? GroupLock.None
        : GroupLocks.Of(catalog, kind, group) is var locked && locked == GroupLock.Never && !sets ? GroupLock.None
        : locked;
}
