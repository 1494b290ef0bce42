using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Web.State;

/// <summary>Lists of customer users can show those of one back end; offered where there is more than one.</summary>
public static class BackEndFilter
{
    /// <summary>The names to choose from; none where there is nothing to choose.</summary>
    public static IReadOnlyList<string> Names(AccessWorld world, RelationSide side) =>
        side == RelationSide.CustomerUser && world.Catalog.BackEnds.Count > 1 ? [.. world.Catalog.BackEnds.Select(backEnd => backEnd.Name)] : [];

    /// <summary>Those rows that are of a back end; all of them for a name that cannot be chosen.</summary>
    public static IdSet Of(AccessWorld world, RelationSide side, string name, IdSet rows) =>
        Names(world, side).Contains(name) && world.Catalog.BackEnds.First(backEnd => backEnd.Name == name) is var chosen
            ? rows & world.Counts.PersonsOfBackEnd(chosen.Id).All
            : rows;
}
