using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// What lists say of everybody at once. Kept with its world, each part worked out at the first question for it and moved by what
/// changed from one world to the next.
/// </summary>
public sealed class AccessCounts
{
    // What a person is, whatever the catalog says.
    private const int Valid = 0;
    private const int Blocked = 1;
    private const int NoCustomer = 2;
    private const int FirstBackEnd = 3;

    // What they have of groups.
    private const int NoGroup = 0;
    private const int NoAccess = 1;
    private const int Direct = 0;
    private const int ViaCustomer = 1;
    private const int StoredGroup = 2;

    // What they have of services.
    private const int Defaults = 0;
    private const int ValidHolder = 0;
    private const int AnyHolder = 1;

    // What customers give.
    private const int ValidCustomer = 0;
    private const int GivesNothing = 1;
    private const int GivenBy = 0;

    private readonly AccessWorld world;
    private readonly Lazy<Dictionary<int, BackEndPersons>> backEnds;

    internal AccessCounts(AccessWorld world)
    {
        this.world = world;
        backEnds = new(() => Enumerable.Range(FirstBackEnd, Math.Max(0, Persons.Sets - FirstBackEnd)).ToDictionary(
            set => set - FirstBackEnd,
            set => new BackEndPersons(
                Persons[set], (Persons[set] & ValidPersons).Count, (Persons[set] - ValidPersons - Persons[Blocked]).Count, (Persons[set] & Persons[Blocked]).Count)));
    }

    /// <summary>Valid customer users.</summary>
    public IdSet ValidPersons => Persons[Valid];

    /// <summary>Valid customer users who have no group themselves or through a customer; default groups are not counted.</summary>
    public IdSet WithoutGroup => Groups[NoGroup];

    /// <summary>Valid customer users without effective access to any group at all.</summary>
    public IdSet WithoutAnyAccess => Groups[NoAccess];

    /// <summary>Valid customer users to whom the default services apply (S1).</summary>
    public IdSet OnDefaults => Services[Defaults];

    /// <summary>Valid customers.</summary>
    public IdSet ValidCustomers => Customers[ValidCustomer];

    /// <summary>Valid customers who give their customer users no group; default groups of customers are not counted.</summary>
    public IdSet CustomersWithoutGroup => Customers[GivesNothing];

    /// <summary>Valid customer users without any customer.</summary>
    public IdSet WithoutCustomer => Persons[NoCustomer];

    /// <summary>Groups a customer gives its customer users; default groups of customers are not counted.</summary>
    public int GroupsOfCustomer(int customer) => world.Find(new CustomerNumber(customer)) is { } facts ? world.GroupsOf(facts).Count() : 0;

    /// <summary>Valid customers who have a group.</summary>
    public int CustomersOfGroup(int group) => Customers.Number(GivenBy, group);

    /// <summary>Valid customer users of a customer: whose primary customer it is, and of whom it is a further one.</summary>
    public (int Primary, int Further) PersonsOfCustomer(int customer)
    {
        var (primary, further) = (0, 0);
        foreach (var id in world.PersonsOf(new CustomerNumber(customer)))
        {
            var person = world.Find(new CustomerUserId(id))!;
            primary += person.Valid && person.Primary == customer ? 1 : 0;
            further += person.Valid && person.Primary != customer ? 1 : 0;
        }

        return (primary, further);
    }

    /// <summary>The customer users of a back end.</summary>
    public BackEndPersons PersonsOfBackEnd(int backEnd) =>
        backEnds.Value.TryGetValue(backEnd, out var persons) && !persons.All.IsEmpty ? persons : BackEndPersons.None;

    /// <summary>Groups a person has themselves or through a customer; default groups are not counted.</summary>
    public int GroupsOf(int person) => world.Find(new CustomerUserId(person)) is { } facts ? world.AssignedGroups(facts).Count() : 0;

    /// <summary>Specific services of a person that are effective.</summary>
    public int ServicesOf(int person) => world.Find(new CustomerUserId(person)) is { } facts ? world.EffectiveSpecificServices(facts) : 0;

    /// <summary>Valid customer users who have a group directly, and those who have it through a customer only.</summary>
    public (int Direct, int ViaCustomer) HoldersOfGroup(int group) => (Groups.Number(Direct, group), Groups.Number(ViaCustomer, group));

    /// <summary>Customer users, valid or not, of whom something is stored for a group, whatever it counts for.</summary>
    public int StoredOfGroup(int group) => Groups.Number(StoredGroup, group);

    /// <summary>Valid customer users to whom a service is assigned.</summary>
    public int HoldersOfService(int service) => Services.Number(ValidHolder, service);

    /// <summary>Customer users, valid or not, to whom a service is assigned.</summary>
    public int StoredOfService(int service) => Services.Number(AnyHolder, service);

    /// <summary>Works all of it out.</summary>
    internal void Prepare() => Parallel.Invoke(() => _ = Groups, () => _ = (Persons, Services, Customers, PersonsOfCustomer(0)));

    private Tally Persons => world.Derive(nameof(Persons), () => Tally.Of(world.Persons, OfPerson),
        (before, tally) => tally.Moved(world.PersonsChangedSince(before), OfPerson, OfPerson));

    private Tally Groups => world.DeriveTally(nameof(Groups), OfGroups);

    private Tally Services => world.DeriveTally(nameof(Services), OfServices);

    private Tally Customers => world.DeriveByCatalog(nameof(Customers), () => Tally.Of<CustomerFacts>(world.Customers, (customer, said) => OfCustomer(world, customer, said)),
        (before, tally) => tally.Moved<CustomerFacts>(
            world.CustomersChangedSince(before), (customer, said) => OfCustomer(before, customer, said), (customer, said) => OfCustomer(world, customer, said)));

    private static void OfPerson(PersonFacts person, Tally.Builder said)
    {
        said.Into(FirstBackEnd + person.BackEnd, person.Id);
        if (person.Valid)
        {
            said.Into(Valid, person.Id);
            if (person.Customers.Length == 0)
            {
                said.Into(NoCustomer, person.Id);
            }
        }
        else if (person.Blocked)
        {
            said.Into(Blocked, person.Id);
        }
    }

    private static void OfGroups(AccessWorld world, PersonFacts person, Tally.Builder said)
    {
        foreach (var group in person.Groups.Ids)
        {
            said.Count(StoredGroup, group);
        }

        if (!person.Valid)
        {
            return;
        }

        var none = true;
        foreach (var group in world.AssignedGroups(person))
        {
            none = false;
            said.Count(world.Catalog.Keys.Expand(person.Groups[group.Id.Value]).IsEmpty ? ViaCustomer : Direct, group.Id.Value);
        }

        if (none)
        {
            said.Into(NoGroup, person.Id);
            if (!world.HasAnyGroup(person))
            {
                said.Into(NoAccess, person.Id);
            }
        }
    }

    private static void OfServices(AccessWorld world, PersonFacts person, Tally.Builder said)
    {
        foreach (var service in person.Services.Ids)
        {
            said.Count(AnyHolder, service);
            if (person.Valid)
            {
                said.Count(ValidHolder, service);
            }
        }

        if (person.Valid && world.ServiceSourceOf(person) == ServiceSource.Default)
        {
            said.Into(Defaults, person.Id);
        }
    }

    private static void OfCustomer(AccessWorld world, CustomerFacts customer, Tally.Builder said)
    {
        if (!customer.Valid)
        {
            return;
        }

        said.Into(ValidCustomer, customer.Id);
        var none = true;
        foreach (var group in world.GroupsOf(customer))
        {
            none = false;
            said.Count(GivenBy, group.Id.Value);
        }

        if (none)
        {
            said.Into(GivesNothing, customer.Id);
        }
    }
}
