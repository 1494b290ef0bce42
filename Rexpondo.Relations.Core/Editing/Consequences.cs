using System.Collections.Immutable;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>
/// What is true after a save: stored ⊕ pending answered by the same rules as everything else (spec §2, consequences). The
/// pending bar, the override line and the confirmation ask it; nobody else works it out.
/// </summary>
public sealed class Consequences
{
    /// <summary>Above so many customer users who gain or lose effective access, the agent confirms a summary.</summary>
    public const int ConfirmAbove = 25;

    private Consequences(ImmutableArray<GroupAccessChange> groups, ImmutableArray<ServiceAccessChange> services, IdSet noGroupLeft)
    {
        (Groups, Services, NoGroupLeft) = (groups, services, noGroupLeft);
        Gain = IdSet.Of(groups.Where(change => change.Gains).Select(change => change.Person)
            .Concat(services.Where(change => !change.Gained.IsEmpty).Select(change => change.Person)));
        Lose = IdSet.Of(groups.Where(change => change.Loses).Select(change => change.Person)
            .Concat(services.Where(change => !change.Lost.IsEmpty).Select(change => change.Person)));
        LoseDefaults = IdSet.Of(services.Where(change => change.LosesDefaults).Select(change => change.Person));
        FallBack = IdSet.Of(services.Where(change => change.FallsBack).Select(change => change.Person));
    }

    /// <summary>Nothing changes for anybody.</summary>
    public static Consequences None { get; } = new([], [], IdSet.Empty);

    /// <summary>Every effective access to a group that changes.</summary>
    public ImmutableArray<GroupAccessChange> Groups { get; }

    /// <summary>Everybody whose effective services, or their source, change.</summary>
    public ImmutableArray<ServiceAccessChange> Services { get; }

    /// <summary>Customer users who gain some effective access.</summary>
    public IdSet Gain { get; }

    /// <summary>Customer users who lose some effective access.</summary>
    public IdSet Lose { get; }

    /// <summary>Customer users for whom the default services no longer apply and who lose some of them by that.</summary>
    public IdSet LoseDefaults { get; }

    /// <summary>Customer users for whom the default services apply again.</summary>
    public IdSet FallBack { get; }

    /// <summary>Customer users who had effective access to some group and would have none to any.</summary>
    public IdSet NoGroupLeft { get; }

    /// <summary>How many customer users gain or lose effective access.</summary>
    public int Affected => (Gain | Lose).Count;

    /// <summary>True if the agent must confirm a summary before the save.</summary>
    public bool NeedsConfirmation => Affected > ConfirmAbove;

    /// <summary>The consequences of saving these edits in this world.</summary>
    public static Consequences Of(AccessWorld world, EditSet edits)
    {
        if (edits.IsEmpty)
        {
            return None;
        }

        if (edits.Kind == RelationKind.DefaultService)
        {
            return OfDefaults(world, edits);
        }

        if (edits.Kind != RelationKind.CustomerUserGroup && edits.Kind != RelationKind.CustomerUserService)
        {
            throw new ArgumentException($"consequences of {edits.Kind} are not known", nameof(edits));
        }

        var groups = ImmutableArray.CreateBuilder<GroupAccessChange>();
        var services = ImmutableArray.CreateBuilder<ServiceAccessChange>();
        var noGroupLeft = new IdSet.Builder();
        foreach (var cells in edits.Cells().GroupBy(cell => cell.Left))
        {
            if (world.Find(new CustomerUserId(cells.Key)) is not { Valid: true } person)
            {
                continue; // nobody, or somebody who has no access before or after (G2)
            }

            if (edits.Kind == RelationKind.CustomerUserGroup)
            {
                OfGroups(world, person, cells, groups, noGroupLeft);
            }
            else
            {
                var after = cells.Aggregate(person.Services, (stored, cell) => stored.With(cell.Right, (stored[cell.Right] - cell.Clear) | cell.Set));
                AddIfDifferent(services, person.Id, world.ServicesOf(person), world.ServicesOf(person with { Services = after }));
            }
        }

        return new Consequences(groups.ToImmutable(), services.ToImmutable(), noGroupLeft.ToSet());
    }

    private static void OfGroups(
        AccessWorld world, PersonFacts person, IEnumerable<CellEdit> cells, ImmutableArray<GroupAccessChange>.Builder groups, IdSet.Builder noGroupLeft)
    {
        var after = person;
        var loses = false;
        foreach (var cell in cells)
        {
            after = after with { Groups = after.Groups.With(cell.Right, (after.Groups[cell.Right] - cell.Clear) | cell.Set) };
            if (world.Catalog.Find(new GroupId(cell.Right)) is { } group)
            {
                var change = new GroupAccessChange(person.Id, cell.Right, world.Effective(person, group), world.Effective(after, group));
                if (change.Before != change.After)
                {
                    groups.Add(change);
                    loses |= change.Loses;
                }
            }
        }

        if (loses && !world.HasAnyGroup(after))
        {
            noGroupLeft.Add(person.Id);
        }
    }

    private static Consequences OfDefaults(AccessWorld world, EditSet edits)
    {
        var column = edits.Column(0, PermissionSet.Active.EachBit().Single());
        var isEffective = (ServiceId id) => world.Catalog.EffectiveServiceIds.Contains(id.Value);
        var defaultsAfter = world.Catalog.Services.All.Select(service => service.Id)
            .Where(id => column.On.Contains(id.Value) || (world.Catalog.DefaultServices.Contains(id) && !column.Off.Contains(id.Value)));
        var before = ServiceOverrideRule.Resolve([], world.Catalog.DefaultServices, isEffective);
        var after = ServiceOverrideRule.Resolve([], defaultsAfter, isEffective);
        var services = ImmutableArray.CreateBuilder<ServiceAccessChange>();
        if (!before.Services.SequenceEqual(after.Services))
        {
            services.AddRange(world.Persons
                .Where(person => person.Valid && world.ServiceSourceOf(person) == ServiceSource.Default)
                .Select(person => new ServiceAccessChange(person.Id, before, after)));
        }

        return new Consequences([], services.ToImmutable(), IdSet.Empty);
    }

    private static void AddIfDifferent(ImmutableArray<ServiceAccessChange>.Builder changes, int person, EffectiveServices before, EffectiveServices after)
    {
        if (before.Source != after.Source || !before.Services.SequenceEqual(after.Services))
        {
            changes.Add(new ServiceAccessChange(person, before, after));
        }
    }
}
