using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>Edits that are pending in a world: whom they concern, and how everybody would be with them.</summary>
/// <param name="world">As it is.</param>
/// <param name="edits">What is pending; not nothing.</param>
internal sealed class PendingOrigin(AccessWorld world, EditSet edits)
{
    public AccessWorld World => world;

    public EditSet Edits => edits;

    /// <summary>True if what was worked out for the other one holds for all whom no difference concerns.</summary>
    public bool IsLike([NotNullWhen(true)] PendingOrigin? other) => other is not null && edits.Kind != RelationKind.DefaultService
        && edits.Kind == other.Edits.Kind && edits.FixedLeft == other.Edits.FixedLeft
        && world.Catalog.DecidesAs(other.World.Catalog) && world.Catalog.EffectiveDefaultServices.SequenceEqual(other.World.Catalog.EffectiveDefaultServices);

    /// <summary>Those for whom it may be something else than with other edits or in an earlier world.</summary>
    public IdSet ConcernedSince(PendingOrigin? other)
    {
        if (edits.Kind == RelationKind.DefaultService)
        {
            return IdSet.Empty; // everybody in one case: nobody need be asked
        }

        var (left, earlier) = (edits.Left, IsLike(other) ? other : null);
        var edited = earlier is null ? left : edits.LeftChangedSince(earlier.Edits);
        var news = earlier is null || earlier.World == world
            ? IdSet.Empty
            : IdSet.Of(world.PersonsTouchedSince(earlier.World).Select(change => (change.After ?? change.Before)!.Id));
        if (edits.Kind == RelationKind.CustomerUserCustomer && earlier is not null
            && world.CustomersChangedSince(earlier.World).Any(change => edits.Right.Contains((change.After ?? change.Before)!.Id)))
        {
            news = left; // of a pending customer no row says yet whose it is
        }

        return edits.Kind.Left == RelationSide.Customer
            ? IdSet.Of(edited.SelectMany(customer => world.PersonsOf(new CustomerNumber(customer)))) | news
            : edited | (news & left);
    }

    /// <summary>What happens to the effective services of one customer user.</summary>
    public ServiceAccessChange ServicesOf(CustomerUserId id)
    {
        var after = edits.Kind == RelationKind.DefaultService ? world.With(DefaultsAfter()) : world;
        var person = world.Find(id);
        return new ServiceAccessChange(
            id.Value, WorldComparison.ServicesOf(world, person),
            WorldComparison.ServicesOf(after, person is not null && edits.Kind == RelationKind.CustomerUserService ? WithEdits(person) : person));
    }

    /// <summary>What differs for some of them.</summary>
    public Consequences Compare(IdSet persons, CancellationToken cancellationToken)
    {
        var services = edits.Kind == RelationKind.CustomerUserService;
        if (edits.Kind == RelationKind.DefaultService)
        {
            return OfDefaults();
        }

        if (edits.Kind.Left == RelationSide.Customer)
        {
            var edited = edits.Left;
            var after = world.With(persons.SelectMany(id => world.Find(new CustomerUserId(id))?.Customers ?? []).Distinct().Where(edited.Contains)
                .Select(id => world.Find(new CustomerNumber(id))!).Select(customer => customer with { Groups = After(customer.Groups, customer.Id) }));
            return new WorldComparison(world, after, Groups(), services).Of(persons, world.Find, cancellationToken);
        }

        return new WorldComparison(world, world, Groups(), services).Of(
            persons, id => world.Find(id) is { } person ? WithEdits(person) : null, cancellationToken);
    }

    private PersonFacts WithEdits(PersonFacts person) =>
        edits.Kind == RelationKind.CustomerUserGroup ? person with { Groups = After(person.Groups, person.Id) }
        : edits.Kind == RelationKind.CustomerUserService ? person with { Services = After(person.Services, person.Id) }
        : edits.Kind == RelationKind.CustomerUserCustomer ? person.WithFurther(After(person.FurtherCustomers, person.Id))
        : throw new ArgumentException($"consequences of {edits.Kind} are not known");

    private KeyedIds After(KeyedIds stored, int left) =>
        edits.CellsOf(left).Aggregate(stored, (rows, cell) => rows.With(cell.Right, (rows[cell.Right] - cell.Clear) | cell.Set));

    // The groups of which anybody may have something else with the edits.
    private List<Group> Groups()
    {
        var catalog = world.Catalog;
        if (edits.Kind == RelationKind.CustomerUserService)
        {
            return [];
        }

        if (edits.Kind != RelationKind.CustomerUserCustomer)
        {
            return [.. edits.Right.Select(id => catalog.Find(new GroupId(id))).OfType<Group>()];
        }

        // What the customers give, and what anybody with a customer has.
        var given = edits.Right.SelectMany(id => world.Find(new CustomerNumber(id))?.Groups.Ids.ToArray() ?? []).ToHashSet();
        return [.. catalog.Groups.Where(group => given.Contains(group.Id.Value) || catalog.IsCompanyAlways(group))];
    }

    // To all on the default services the same happens, and to nobody else anything.
    private Consequences OfDefaults()
    {
        var (now, after) = (world.Catalog.EffectiveDefaultServices, DefaultsAfter().EffectiveDefaultServices);
        var sources = new ServiceSwitch(ServiceSource.Default, ServiceSource.Default);
        var persons = world.Counts.OnDefaults;
        var effects = now.Except(after).Select(service => new ServiceEffect(service, false, sources))
            .Concat(after.Except(now).Select(service => new ServiceEffect(service, true, sources))).ToImmutableDictionary(effect => effect, _ => persons);
        return effects.IsEmpty || persons.IsEmpty
            ? Consequences.None
            : new Consequences(
                ImmutableDictionary<GroupEffect, IdSet>.Empty, effects, ImmutableDictionary<ServiceSwitch, IdSet>.Empty.Add(sources, persons), IdSet.Empty, ServicesOf);
    }

    private Catalog DefaultsAfter()
    {
        var column = edits.Column(0, PermissionSet.Active.EachBit().Single());
        return world.Catalog.WithDefaults(world.Catalog.Services.All.Select(service => service.Id)
            .Where(id => column.On.Contains(id.Value) || (world.Catalog.DefaultServices.Contains(id) && !column.Off.Contains(id.Value))));
    }
}
