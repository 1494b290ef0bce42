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

    /// <summary>Customer users for whom anything changes.</summary>
    public IdSet Persons => IdSet.Of(Groups.Select(change => change.Person).Concat(Services.Select(change => change.Person)));

    /// <summary>True if the same happens to the same customer users: who has confirmed the one has confirmed the other.</summary>
    public bool IsSameAs(Consequences other) => ReferenceEquals(this, other) || DifferFrom(other).IsEmpty;

    /// <summary>Customer users to whom something else happens than by <paramref name="other"/>. In which order it is listed makes no difference.</summary>
    public IdSet DifferFrom(Consequences other)
    {
        var groups = Groups.ToHashSet();
        groups.SymmetricExceptWith(other.Groups);
        var services = other.Services.ToDictionary(change => change.Person);
        var same = Services.Where(change => services.TryGetValue(change.Person, out var theirs) && Same(change.Before, theirs.Before) && Same(change.After, theirs.After))
            .Select(change => change.Person).ToHashSet();
        return IdSet.Of(groups.Select(change => change.Person)
            .Concat(Services.Concat(other.Services).Select(change => change.Person).Where(person => !same.Contains(person)))
            .Concat((NoGroupLeft - other.NoGroupLeft) | (other.NoGroupLeft - NoGroupLeft)));
    }

    /// <summary>The consequences of saving these edits in this world.</summary>
    public static Consequences Of(AccessWorld world, EditSet edits)
    {
        if (edits.IsEmpty)
        {
            return None;
        }

        var cells = edits.Cells().ToList();
        return edits.Kind switch
        {
            _ when edits.Kind == RelationKind.CustomerUserGroup => OfPersons(
                world, cells, (person, cell) => person with { Groups = After(person.Groups, cell) }, GroupsOf(world, cells), services: false),
            _ when edits.Kind == RelationKind.CustomerUserService => OfPersons(
                world, cells, (person, cell) => person with { Services = After(person.Services, cell) }, [], services: true),
            _ when edits.Kind == RelationKind.CustomerUserCustomer => OfPersons(
                world, cells, (person, cell) => person.WithFurther(After(person.FurtherCustomers, cell)), world.Catalog.Groups, services: false),
            _ when edits.Kind == RelationKind.CustomerGroup => OfCustomers(world, cells),
            _ when edits.Kind == RelationKind.DefaultService => OfDefaults(world, edits),
            _ => throw new ArgumentException($"consequences of {edits.Kind} are not known", nameof(edits)),
        };
    }

    /// <summary>
    /// What differs for anybody between two worlds: of a setting, a validity, an import. Everybody and every group is asked,
    /// or those that can be touched.
    /// </summary>
    /// <param name="before">As it is.</param>
    /// <param name="after">As it would be; customer users and groups that are new in it gain what they have.</param>
    public static Consequences Between(AccessWorld before, AccessWorld after) =>
        Between(
            before, after, after.Find, before.Persons.Concat(after.Persons).Select(person => person.Id).Distinct(), AllGroups(before, after), services: true);

    /// <summary>The same where only some groups can have changed and no services: a group's validity or name.</summary>
    /// <param name="before">As it is.</param>
    /// <param name="after">As it would be.</param>
    /// <param name="groups">The groups that can have changed.</param>
    public static Consequences Between(AccessWorld before, AccessWorld after, IReadOnlyCollection<Group> groups) =>
        Between(before, after, after.Find, before.Persons.Select(person => person.Id), groups, services: false);

    /// <summary>The same where only some customer users can be touched.</summary>
    /// <param name="before">As it is.</param>
    /// <param name="after">As it would be.</param>
    /// <param name="persons">Those who can be touched; nobody else is asked.</param>
    public static Consequences Between(AccessWorld before, AccessWorld after, IEnumerable<CustomerUserId> persons) =>
        Between(before, after, after.Find, persons.Select(person => person.Value), AllGroups(before, after), services: true);

    /// <summary>The same where only services can have changed: their validity and their place in the tree.</summary>
    /// <param name="before">As it is.</param>
    /// <param name="after">As it would be.</param>
    public static Consequences BetweenServices(AccessWorld before, AccessWorld after) =>
        Between(before, after, after.Find, before.Persons.Select(person => person.Id), [], services: true);

    private static Consequences Between(
        AccessWorld before, AccessWorld after, Func<CustomerUserId, PersonFacts?> personAfter, IEnumerable<int> persons, IReadOnlyCollection<Group> touched, bool services)
    {
        var groupChanges = ImmutableArray.CreateBuilder<GroupAccessChange>();
        var serviceChanges = ImmutableArray.CreateBuilder<ServiceAccessChange>();
        var noGroupLeft = new IdSet.Builder();
        foreach (var id in persons.Select(id => new CustomerUserId(id)))
        {
            var (then, now) = (before.Find(id), personAfter(id));
            if (then is not { Valid: true } && now is not { Valid: true })
            {
                continue; // nobody, or somebody who has no access before or after (G2)
            }

            var loses = false;
            foreach (var group in touched)
            {
                var change = new GroupAccessChange(id.Value, group.Id.Value, Effective(before, then, group.Id), Effective(after, now, group.Id));
                if (change.Before != change.After)
                {
                    groupChanges.Add(change);
                    loses |= change.Loses;
                }
            }

            if (loses && (now is null || !after.HasAnyGroup(now)))
            {
                noGroupLeft.Add(id.Value);
            }

            if (services)
            {
                AddIfDifferent(serviceChanges, id.Value, ServicesOf(before, then), ServicesOf(after, now));
            }
        }

        return new Consequences(groupChanges.ToImmutable(), serviceChanges.ToImmutable(), noGroupLeft.ToSet());
    }

    private static PermissionSet Effective(AccessWorld world, PersonFacts? person, GroupId id) =>
        person is not null && world.Catalog.Find(id) is { } group ? world.Effective(person, group) : PermissionSet.None;

    private static EffectiveServices ServicesOf(AccessWorld world, PersonFacts? person) =>
        person is { Valid: true } ? world.ServicesOf(person) : new EffectiveServices([], ServiceSource.None);

    private static List<Group> AllGroups(AccessWorld before, AccessWorld after) =>
        [.. after.Catalog.Groups, .. before.Catalog.Groups.Where(group => after.Catalog.Find(group.Id) is null)];

    private static List<Group> GroupsOf(AccessWorld world, List<CellEdit> cells) =>
        [.. cells.Select(cell => cell.Right).Distinct().Select(id => world.Catalog.Find(new GroupId(id))).OfType<Group>()];

    private static KeyedIds After(KeyedIds stored, CellEdit cell) => stored.With(cell.Right, (stored[cell.Right] - cell.Clear) | cell.Set);

    private static Consequences OfPersons(
        AccessWorld world, List<CellEdit> cells, Func<PersonFacts, CellEdit, PersonFacts> with, IReadOnlyCollection<Group> groups, bool services)
    {
        var changed = cells.GroupBy(cell => cell.Left)
            .Select(own => world.Find(new CustomerUserId(own.Key)) is { } person ? own.Aggregate(person, with) : null)
            .OfType<PersonFacts>().ToDictionary(person => person.Id);
        return Between(world, world, id => changed[id.Value], changed.Keys.Order(), groups, services);
    }

    private static Consequences OfCustomers(AccessWorld world, List<CellEdit> cells)
    {
        var changed = cells.GroupBy(cell => cell.Left)
            .Select(own => world.Find(new CustomerNumber(own.Key)) is { } customer
                ? customer with { Groups = own.Aggregate(customer.Groups, After) }
                : null)
            .OfType<CustomerFacts>().ToDictionary(customer => customer.Id);
        var after = world.With(changed.Values);
        var persons = world.Persons.Where(person => person.Customers.Any(changed.ContainsKey)).Select(person => person.Id);
        return Between(world, after, after.Find, persons, GroupsOf(world, cells), services: false);
    }

    private static Consequences OfDefaults(AccessWorld world, EditSet edits)
    {
        var column = edits.Column(0, PermissionSet.Active.EachBit().Single());
        var defaults = world.Catalog.Services.All.Select(service => service.Id)
            .Where(id => column.On.Contains(id.Value) || (world.Catalog.DefaultServices.Contains(id) && !column.Off.Contains(id.Value)));
        var after = world.With(world.Catalog.WithDefaults(defaults));
        return Between(world, after, after.Find, world.Persons.Select(person => person.Id), [], services: true);
    }

    private static void AddIfDifferent(ImmutableArray<ServiceAccessChange>.Builder changes, int person, EffectiveServices before, EffectiveServices after)
    {
        if (!Same(before, after))
        {
            changes.Add(new ServiceAccessChange(person, before, after));
        }
    }

    // The same services in another order, as after a rename, are the same.
    private static bool Same(EffectiveServices one, EffectiveServices other) => one.Source == other.Source
        && (one.Services.SequenceEqual(other.Services) || one.Services.ToHashSet().SetEquals(other.Services));
}
