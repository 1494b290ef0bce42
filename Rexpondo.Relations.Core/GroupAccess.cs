using System.Collections.Immutable;

namespace Rexpondo.Relations.Core;

/// <summary>The whole answer about one customer user and one group: the keys and every source of them (spec G7).</summary>
/// <param name="Effective">The union of what all sources give.</param>
/// <param name="Sources">All sources, also those that add no key to the others.</param>
public sealed record GroupAccess(PermissionSet Effective, ImmutableArray<AccessSource> Sources)
{
    /// <summary>The sources that give <paramref name="key"/>; empty means no.</summary>
    public IEnumerable<AccessSource> SourcesOf(PermissionSet key) => Sources.Where(source => source.Keys.Contains(key));
}
