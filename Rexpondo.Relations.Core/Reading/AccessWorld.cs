using System.Collections.Concurrent;
using System.Collections.Immutable;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// Everything the rules need about everybody, true at one revision of the store: one immutable image that all screens,
/// counts, previews and reports of the process share. It asks <see cref="GroupAccessRule"/> and <see cref="ServiceOverrideRule"/>
/// and decides nothing itself. <see cref="AccessWorldReader"/> never hands out an older one than the store.
/// </summary>
public sealed class AccessWorld
{
    private readonly PagedTable<PersonFacts> persons;
    private readonly PagedTable<CustomerFacts> customers;
    private readonly ImmutableHashSet<int> supportOff;
    private readonly Lazy<int[]> givenToMany;
    private readonly Lazy<AccessCounts> counts;
    private readonly ConcurrentDictionary<GroupId, GroupHolders> holders = new();

    internal AccessWorld(Catalog catalog, long namesRevision, PagedTable<PersonFacts> persons, PagedTable<CustomerFacts> customers)
    {
        (Catalog, NamesRevision, this.persons, this.customers) = (catalog, namesRevision, persons, customers);
        counts = new Lazy<AccessCounts>(() => new AccessCounts(this));
        givenToMany = new Lazy<int[]>(() => [.. catalog.Groups.Where(group => catalog.IsAlways(group) || catalog.IsCompanyAlways(group)).Select(group => group.Id.Value)]);
        supportOff = [.. catalog.BackEnds.Where(backEnd => !catalog.Settings.GroupSupport.IsOn(backEnd)).Select(backEnd => backEnd.Id)];
    }

    /// <summary>Groups, services and settings at the same revision.</summary>
    public Catalog Catalog { get; }

    /// <summary>The newest change set it includes.</summary>
    public long Revision => Catalog.Revision;

    /// <summary>Every customer user.</summary>
    public IEnumerable<PersonFacts> Persons => persons.All;

    /// <summary>The newest change set that touched persons or customers themselves.</summary>
    internal long NamesRevision { get; }

    /// <summary>For the reader, which makes the next image from this one.</summary>
    internal (PagedTable<PersonFacts>.Builder Persons, PagedTable<CustomerFacts>.Builder Customers) Copy() => (new(persons), new(customers));

    /// <summary>The customer user of this number, or null.</summary>
    public PersonFacts? Find(CustomerUserId id) => persons[id.Value];

    /// <summary>The customer of this number, or null.</summary>
    public CustomerFacts? Find(CustomerNumber number) => customers[number.Value];

    /// <summary>The customer somebody asks for by this id, or null.</summary>
    public CustomerFacts? FindCustomer(string customerId) =>
        TextRule.Sought(customerId).Select(sought => Customers.FirstOrDefault(customer => customer.CustomerId == sought)).FirstOrDefault(found => found is not null);

    /// <summary>Every customer.</summary>
    public IEnumerable<CustomerFacts> Customers => customers.All;

    /// <summary>The same world with other settings: what would be if.</summary>
    public AccessWorld With(RelationSettings settings) => With(Catalog.With(settings));

    /// <summary>The same world with another catalog: what would be if.</summary>
    public AccessWorld With(Catalog catalog) => new(catalog, NamesRevision, persons, customers);

    /// <summary>The same world with some persons as they would be. Costs these persons, however many there are.</summary>
    public AccessWorld With(IEnumerable<PersonFacts> changed) =>
        new(Catalog, NamesRevision, persons.With(changed.Select(person => (person.Id, (PersonFacts?)person))), customers);

    /// <summary>The same world with some customers as they would be. Costs these customers, however many there are.</summary>
    public AccessWorld With(IEnumerable<CustomerFacts> changed) =>
        new(Catalog, NamesRevision, persons, customers.With(changed.Select(customer => (customer.Id, (CustomerFacts?)customer))));

    /// <summary>The customer users who themselves differ from those of another world, by number; found without looking at the others.</summary>
    public IEnumerable<(PersonFacts? Before, PersonFacts? After)> PersonsChangedSince(AccessWorld before) =>
        persons.ChangedSince(before.persons).Select(change => (change.Before, change.After));

    /// <summary>The customers who themselves differ from those of another world, by number.</summary>
    public IEnumerable<(CustomerFacts? Before, CustomerFacts? After)> CustomersChangedSince(AccessWorld before) =>
        customers.ChangedSince(before.customers).Select(change => (change.Before, change.After));

    /// <summary>The facts of one person and one group, for the rule.</summary>
    public GroupAccessFacts Facts(PersonFacts person, Group group)
    {
        var via = PermissionSet.None;
        var hasValidCustomer = false;
        foreach (var number in person.Customers)
        {
            var customer = customers[number]!;
            if (customer.Valid)
            {
                hasValidCustomer = true;
                via |= customer.Groups[group.Id.Value];
            }
        }

        return Catalog.FactsOf(group, hasValidCustomer) with
        {
            PersonValid = person.Valid,
            PersonBlocked = person.Blocked,
            SupportOff = supportOff.Contains(person.BackEnd),
            Stored = person.Groups[group.Id.Value],
            ViaCustomers = via,
        };
    }

    /// <summary>Effective keys of one person on one group.</summary>
    public PermissionSet Effective(PersonFacts person, Group group) => GroupAccessRule.Effective(Facts(person, group), Catalog.Keys);

    /// <summary>
    /// The groups on which a person has effective access, each once with its keys, in no particular order. The rule is asked
    /// only about those that could be: what is stored for a person or a customer, and what a setting gives.
    /// </summary>
    /// <param name="person">The person.</param>
    /// <param name="found">Takes them; emptied before.</param>
    public void Effective(PersonFacts person, List<(Group Group, PermissionSet Keys)> found)
    {
        found.Clear();
        if (supportOff.Contains(person.BackEnd))
        {
            foreach (var group in Catalog.Groups)
            {
                Ask(group);
            }

            return;
        }

        var candidates = new List<int>(givenToMany.Value);
        candidates.AddRange(person.Groups.Ids);
        foreach (var number in person.Customers)
        {
            candidates.AddRange(Find(new CustomerNumber(number))!.Groups.Ids);
        }

        candidates.Sort();
        for (var i = 0; i < candidates.Count; i++)
        {
            if (i == 0 || candidates[i] != candidates[i - 1])
            {
                Ask(Catalog.Find(new GroupId(candidates[i]))!);
            }
        }

        void Ask(Group group)
        {
            if (Effective(person, group) is { IsEmpty: false } keys)
            {
                found.Add((group, keys));
            }
        }
    }

    /// <summary>Effective keys with every source (G7).</summary>
    public GroupAccess Explain(PersonFacts person, Group group) =>
        GroupAccessRule.Explain(Facts(person, group), Grants(person, group), Catalog.Keys);

    /// <summary>What each customer of a person has of a group.</summary>
    public IReadOnlyList<CustomerGrant> Grants(PersonFacts person, Group group) =>
        [.. person.Customers.Select(number => customers[number]!).Select(c => new CustomerGrant(c.CustomerId, c.Valid, c.Groups[group.Id.Value]))];

    /// <summary>The groups on which a person has effective access of any key, in the order of the list.</summary>
    public IEnumerable<Group> GroupsOf(PersonFacts person) => Catalog.Groups.Where(group => !Effective(person, group).IsEmpty);

    /// <summary>True if a person has effective access to any group at all.</summary>
    public bool HasAnyGroup(PersonFacts person) => GroupsOf(person).Any();

    /// <summary>
    /// The groups a person has herself or through a customer, valid or not herself; what everybody is given is left out, so
    /// that nobody who was forgotten hides behind a default group. Group support makes no difference.
    /// </summary>
    public IEnumerable<Group> AssignedGroups(PersonFacts person)
    {
        var candidates = person.Groups.Ids.ToArray().AsEnumerable();
        foreach (var number in person.Customers)
        {
            candidates = candidates.Concat(customers[number]!.Groups.Ids.ToArray());
        }

        return candidates.Distinct().Select(id => Catalog.Find(new GroupId(id))!).Where(group => !Catalog.IsAlways(group)
            && !GroupAccessRule.Effective(
                Facts(person, group) with { PersonValid = true, SupportOff = false, AlwaysGroup = false, CompanyAlwaysGroup = false }, Catalog.Keys).IsEmpty);
    }

    /// <summary>The valid groups a customer has a stored key on that counts, in no particular order; what every customer is given is left out.</summary>
    public IEnumerable<Group> GroupsOf(CustomerFacts customer) => customer.Groups.Ids.ToArray()
        .Where(id => !Catalog.Keys.Expand(customer.Groups[id]).IsEmpty)
        .Select(id => Catalog.Find(new GroupId(id))!)
        .Where(group => group.Validity == Validity.Valid && !Catalog.IsNever(group) && !Catalog.IsCompanyAlways(group));

    /// <summary>Counts for lists, worked out at the first question and then kept with the world.</summary>
    public AccessCounts Counts => counts.Value;

    /// <summary>Who has access to a group, and how; worked out at the first question and then kept with the world.</summary>
    public GroupHolders HoldersOf(Group group) => holders.GetOrAdd(group.Id, _ => CountHolders(group));

    private GroupHolders CountHolders(Group group)
    {
        var (direct, viaCustomer, otherwise) = (new IdSet.Builder(), new IdSet.Builder(), new IdSet.Builder());
        foreach (var person in Persons)
        {
            var facts = Facts(person, group);
            if (!GroupAccessRule.Effective(facts, Catalog.Keys).IsEmpty)
            {
                var how = !Catalog.Keys.Expand(facts.Stored).IsEmpty ? direct
                    : facts.CompanyAlwaysGroup || !Catalog.Keys.Expand(facts.ViaCustomers).IsEmpty ? viaCustomer
                    : otherwise;
                how.Add(person.Id);
            }
        }

        return new GroupHolders(direct.ToSet(), viaCustomer.ToSet(), otherwise.ToSet());
    }

    /// <summary>How many of a person's specific services are effectively valid.</summary>
    public int EffectiveSpecificServices(PersonFacts person)
    {
        var count = 0;
        foreach (var service in person.Services.Ids)
        {
            count += Catalog.EffectiveServiceIds.Contains(service) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether the specific or the default services of a person apply (S1).</summary>
    public ServiceSource ServiceSourceOf(PersonFacts person) => ServiceOverrideRule.SourceFor(EffectiveSpecificServices(person));

    /// <summary>The effective services of a person (S1–S3).</summary>
    public EffectiveServices ServicesOf(PersonFacts person) => ServiceOverrideRule.Resolve(
        person.Services.Ids.ToArray().Select(id => new ServiceId(id)), Catalog.DefaultServices, id => Catalog.EffectiveServiceIds.Contains(id.Value));

    /// <summary>
    /// What is stored in a relation, by the number of the customer user or customer on its left side; nothing of the default
    /// services, which are nobody's.
    /// </summary>
    public IEnumerable<(int Left, KeyedIds Stored)> Rows(RelationKind kind) => kind.Left switch
    {
        RelationSide.CustomerUser => Persons.Select(person => (person.Id, StoredOf(person, kind))),
        RelationSide.Customer => customers.All.Select(customer => (customer.Id, customer.Groups)),
        _ => [],
    };

    private static KeyedIds StoredOf(PersonFacts person, RelationKind kind) =>
        kind == RelationKind.CustomerUserGroup ? person.Groups
        : kind == RelationKind.CustomerUserService ? person.Services
        : person.FurtherCustomers;

    /// <summary>What is stored in a matrix; nothing for a fixed object that is not there.</summary>
    public StoredCells Stored(MatrixId matrix)
    {
        var cells = new StoredCells.Builder();
        if (matrix.Kind == RelationKind.DefaultService)
        {
            foreach (var service in Catalog.DefaultServices)
            {
                cells.Add(service.Value, PermissionSet.Active);
            }
        }
        else if (matrix is { FixedLeft: true, Kind.Left: RelationSide.CustomerUser })
        {
            Collect(matrix.FixedId, Find(new CustomerUserId(matrix.FixedId)) is { } person ? StoredOf(person, matrix.Kind) : KeyedIds.None);
        }
        else
        {
            foreach (var (left, stored) in Rows(matrix.Kind))
            {
                Collect(left, stored);
            }
        }

        return cells.ToCells();

        void Collect(int left, KeyedIds stored)
        {
            if (!matrix.FixedLeft)
            {
                cells.Add(left, stored[matrix.FixedId]);
            }
            else if (left == matrix.FixedId)
            {
                foreach (var right in stored.Ids)
                {
                    cells.Add(right, stored[right]);
                }
            }
        }
    }
}
