using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Web.State;

/// <summary>The customer users of a back end, as its switch must say them before it is used.</summary>
/// <param name="Persons">Valid customer users.</param>
/// <param name="WithoutAnyGroup">Those who have no group at all once group support is on.</param>
public sealed record BackEndNumbers(int Persons, int WithoutAnyGroup)
{
    /// <summary>For every back end by its name.</summary>
    public static IReadOnlyDictionary<string, BackEndNumbers> Of(AccessWorld world)
    {
        var without = world.WithSupportOn.Counts.WithoutAnyAccess;
        return world.Catalog.BackEnds.Select(backEnd => (backEnd.Name, Persons: world.Counts.PersonsOfBackEnd(backEnd.Id))).ToDictionary(
            backEnd => backEnd.Name, backEnd => new BackEndNumbers(backEnd.Persons.Valid, (backEnd.Persons.All & without).Count));
    }
}
