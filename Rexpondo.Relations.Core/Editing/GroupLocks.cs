using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>Why nobody can tick the boxes of a group.</summary>
public enum GroupLock
{
    /// <summary>They can be ticked.</summary>
    None,

    /// <summary>Everybody (every customer) has the group by a setting: ticked, locked, its rows untouched.</summary>
    Default,

    /// <summary>No customer user may get it: empty, locked; rows that exist can be withdrawn.</summary>
    Never,
}

/// <summary>Which groups are locked by a setting; asked by the screens and by every save.</summary>
public static class GroupLocks
{
    /// <summary>The lock of one group in one relation.</summary>
    public static GroupLock Of(Catalog catalog, RelationKind kind, Group group) =>
        catalog.IsNever(group) ? GroupLock.Never
        : kind == RelationKind.CustomerUserGroup && catalog.IsAlways(group) ? GroupLock.Default
        : kind == RelationKind.CustomerGroup && catalog.IsCompanyAlways(group) ? GroupLock.Default
        : GroupLock.None;
}
