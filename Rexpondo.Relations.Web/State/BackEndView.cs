using System.Collections.Immutable;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Web.State;

/// <summary>One back end as the screens show it: what is registered, whose persons it has, how its mirroring fares.</summary>
/// <param name="BackEnd">As registered.</param>
/// <param name="SupportOn">Group support in force.</param>
/// <param name="Valid">Its valid customer users; a blocked one is among them neither here nor anywhere.</param>
/// <param name="Invalid">Its other customer users, without the blocked.</param>
/// <param name="Blocked">Those who are blocked here.</param>
/// <param name="State">How its mirroring fares.</param>
/// <param name="IsMirrored">It is configured without a mistake, so that it can be refreshed.</param>
public sealed record BackEndView(BackEnd BackEnd, bool SupportOn, int Valid, int Invalid, int Blocked, BackEndState State, bool IsMirrored)
{
    /// <summary>All its customer users.</summary>
    public int Persons => Valid + Invalid + Blocked;

    /// <summary>Its file fixes group support, whatever is deployed.</summary>
    public bool SupportIsFixed => BackEnd.GroupSupport is not null;

    /// <summary>All back ends in the order in which they are read.</summary>
    public static ImmutableArray<BackEndView> All(AccessWorld world, BackEndRunner runner) => [.. world.Catalog.BackEnds.Select(backEnd =>
    {
        var persons = world.Counts.PersonsOfBackEnd(backEnd.Id);
        return new BackEndView(
            backEnd, world.Catalog.Settings.GroupSupport.IsOn(backEnd), persons.Valid, persons.Invalid, persons.Blocked,
            runner[backEnd.Name], runner.Mirrors(backEnd.Name));
    })];
}
