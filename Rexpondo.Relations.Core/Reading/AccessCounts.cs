using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>What the rows of the overviews say, for everybody at once. One pass over the stored rows; kept with its world.</summary>
public sealed class AccessCounts
{
    private readonly Dictionary<int, int> groupsOfPerson = [];
    private readonly Dictionary<int, int> servicesOfPerson = [];
    private readonly Dictionary<int, (int Direct, int ViaCustomer)> holdersOfGroup = [];
    private readonly Dictionary<int, int> holdersOfService = [];
    private readonly Dictionary<int, int> groupsOfCustomer = [];
    private readonly Dictionary<int, int> customersOfGroup = [];
    private readonly Dictionary<int, (int Primary, int Further)> personsOfCustomer = [];
    private readonly Dictionary<int, BackEndPersons> personsOfBackEnd;

    internal AccessCounts(AccessWorld world)
    {
        var (withoutGroup, withoutAnyAccess, onDefaults) = (new IdSet.Builder(), new IdSet.Builder(), new IdSet.Builder());
        personsOfBackEnd = world.Persons.GroupBy(person => person.BackEnd).ToDictionary(persons => persons.Key, BackEndPersons.Of);
        foreach (var person in world.Persons)
        {
            var groups = world.AssignedGroups(person).ToList();
            groupsOfPerson[person.Id] = groups.Count;
            var specific = world.EffectiveSpecificServices(person);
            servicesOfPerson[person.Id] = specific;
            if (!person.Valid)
            {
                continue;
            }

            foreach (var group in groups)
            {
                var direct = !world.Catalog.Keys.Expand(person.Groups[group.Id.Value]).IsEmpty;
                var (d, v) = holdersOfGroup.GetValueOrDefault(group.Id.Value);
                holdersOfGroup[group.Id.Value] = direct ? (d + 1, v) : (d, v + 1);
            }

            foreach (var service in person.Services.Ids)
            {
                holdersOfService[service] = holdersOfService.GetValueOrDefault(service) + 1;
            }

            Collect(withoutGroup, person, groups.Count == 0);
            Collect(withoutAnyAccess, person, groups.Count == 0 && !world.HasAnyGroup(person));
            Collect(onDefaults, person, ServiceOverrideRule.SourceFor(specific) == ServiceSource.Default);
        }

        var (customersWithoutGroup, withoutCustomer) = (new IdSet.Builder(), new IdSet.Builder());
        foreach (var customer in world.Customers)
        {
            var groups = world.GroupsOf(customer).ToList();
            groupsOfCustomer[customer.Id] = groups.Count;
            if (customer.Valid)
            {
                foreach (var group in groups)
                {
                    customersOfGroup[group.Id.Value] = customersOfGroup.GetValueOrDefault(group.Id.Value) + 1;
                }

                if (groups.Count == 0)
                {
                    customersWithoutGroup.Add(customer.Id);
                }
            }
        }

        foreach (var person in world.Persons.Where(person => person.Valid))
        {
            Collect(withoutCustomer, person, person.Customers.Length == 0);
            foreach (var customer in person.Customers)
            {
                var (p, f) = personsOfCustomer.GetValueOrDefault(customer);
                personsOfCustomer[customer] = customer == person.Primary ? (p + 1, f) : (p, f + 1);
            }
        }

        (CustomersWithoutGroup, WithoutCustomer) = (customersWithoutGroup.ToSet(), withoutCustomer.ToSet());
        (WithoutGroup, WithoutAnyAccess, OnDefaults) = (withoutGroup.ToSet(), withoutAnyAccess.ToSet(), onDefaults.ToSet());
    }

    /// <summary>Valid customer users who have no group themselves or through a customer; default groups are not counted.</summary>
    public IdSet WithoutGroup { get; }

    /// <summary>Valid customer users without effective access to any group at all.</summary>
    public IdSet WithoutAnyAccess { get; }

    /// <summary>Valid customer users to whom the default services apply (S1).</summary>
    public IdSet OnDefaults { get; }

    /// <summary>Valid customers who give their customer users no group; default groups of customers are not counted.</summary>
    public IdSet CustomersWithoutGroup { get; }

    /// <summary>Valid customer users without any customer.</summary>
    public IdSet WithoutCustomer { get; }

    /// <summary>Groups a customer gives its customer users; default groups of customers are not counted.</summary>
    public int GroupsOfCustomer(int customer) => groupsOfCustomer.GetValueOrDefault(customer);

    /// <summary>Valid customers who have a group.</summary>
    public int CustomersOfGroup(int group) => customersOfGroup.GetValueOrDefault(group);

    /// <summary>Valid customer users of a customer: whose primary customer it is, and of whom it is a further one.</summary>
    public (int Primary, int Further) PersonsOfCustomer(int customer) => personsOfCustomer.GetValueOrDefault(customer);

    /// <summary>The customer users of a back end.</summary>
    public BackEndPersons PersonsOfBackEnd(int backEnd) => personsOfBackEnd.GetValueOrDefault(backEnd, BackEndPersons.None);

    /// <summary>Groups a person has herself or through a customer; default groups are not counted.</summary>
    public int GroupsOf(int person) => groupsOfPerson.GetValueOrDefault(person);

    /// <summary>Specific services of a person that are effective.</summary>
    public int ServicesOf(int person) => servicesOfPerson.GetValueOrDefault(person);

    /// <summary>Valid customer users who have a group directly, and those who have it through a customer only.</summary>
    public (int Direct, int ViaCustomer) HoldersOfGroup(int group) => holdersOfGroup.GetValueOrDefault(group);

    /// <summary>Valid customer users to whom a service is assigned.</summary>
    public int HoldersOfService(int service) => holdersOfService.GetValueOrDefault(service);

    private static void Collect(IdSet.Builder set, PersonFacts person, bool belongs)
    {
        if (belongs)
        {
            set.Add(person.Id);
        }
    }
}
