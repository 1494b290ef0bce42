using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Web.State;

/// <summary>Where group support is off, and what would be if it were on everywhere (spec §3).</summary>
public sealed class GroupSupportView
{
    /// <summary>Asks the world.</summary>
    public GroupSupportView(AccessWorld world)
    {
        var support = world.Catalog.Settings.GroupSupport;
        Off = [.. world.Catalog.BackEnds.Where(backEnd => !support.IsOn(backEnd)).Select(backEnd => backEnd.Name)];
        IsOffEverywhere = Off.Count == world.Catalog.BackEnds.Count;
        Lacking = [.. new[] { world.Persons.Any() ? null : RecordModule.CustomerUsers, world.Catalog.Groups.IsEmpty ? RecordModule.Groups : null }.OfType<RecordModule>()];
        if (Off.Count > 0)
        {
            NotRestricted = world.Catalog.BackEnds.Where(backEnd => Off.Contains(backEnd.Name)).Sum(backEnd => world.Counts.PersonsOfBackEnd(backEnd.Id).Valid);
            var on = world.WithSupportOn;
            // Where a file fixes it off, it stays off.
            var persons = on.Catalog.BackEnds.Where(on.Catalog.Settings.GroupSupport.IsOn)
                .Aggregate(IdSet.Empty, (all, backEnd) => all | on.Counts.PersonsOfBackEnd(backEnd.Id).All) & on.Counts.ValidPersons;
            Persons = persons.Count;
            WithoutAnyGroup = (persons & on.Counts.WithoutAnyAccess).Count;
            WithDefaultGroupsOnly = (persons & on.Counts.WithoutGroup).Count - WithoutAnyGroup;
        }
    }

    /// <summary>Back ends whose customer users are not restricted by groups.</summary>
    public IReadOnlyList<string> Off { get; }

    /// <summary>Off for every back end: the feature is disabled.</summary>
    public bool IsOffEverywhere { get; }

    /// <summary>Of what there is nothing yet, so that there can be no relation.</summary>
    public IReadOnlyList<RecordModule> Lacking { get; }

    /// <summary>Valid customer users of these back ends.</summary>
    public int NotRestricted { get; }

    /// <summary>Valid customer users to whom it would apply.</summary>
    public int Persons { get; }

    /// <summary>Those who would have no group at all with group support on.</summary>
    public int WithoutAnyGroup { get; }

    /// <summary>Those who would have only what everybody is given.</summary>
    public int WithDefaultGroupsOnly { get; }
}
