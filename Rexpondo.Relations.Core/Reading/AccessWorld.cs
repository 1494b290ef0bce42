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
    private readonly Derived derived;
    private readonly Lazy<int[]> givenToMany;

    internal AccessWorld(Catalog catalog, PagedTable<PersonFacts> persons, PagedTable<CustomerFacts> customers)
        : this(catalog, persons, customers, Derived.None)
    {
    }

    private AccessWorld(Catalog catalog, PagedTable<PersonFacts> persons, PagedTable<CustomerFacts> customers, Derived derived)
    {
        (Catalog, this.persons, this.customers, this.derived) = (catalog, persons, customers, derived);
        Counts = new AccessCounts(this);
        givenToMany = new Lazy<int[]>(() => [.. catalog.Groups.Where(group => catalog.IsAlways(group) || catalog.IsCompanyAlways(group)).Select(group => group.Id.Value)]);
    }

    /// <summary>Groups, services and settings at the same revision.</summary>
    public Catalog Catalog { get; }

    /// <summary>The newest change set it includes.</summary>
    public long Revision => Catalog.Revision;

    /// <summary>Every customer user.</summary>
    public IEnumerable<PersonFacts> Persons => persons.All;

    internal int PersonCount => persons.Count;

    /// <summary>For the reader, which makes the next image from this one.</summary>
    internal (PagedTable<PersonFacts>.Builder Persons, PagedTable<CustomerFacts>.Builder Customers) Copy() => (new(persons), new(customers));

    /// <summary>The next image, which is given what was worked out of this one.</summary>
    internal AccessWorld Next(Catalog catalog, PagedTable<PersonFacts> persons, PagedTable<CustomerFacts> customers, int changes) => new(
        catalog, persons, customers, Derived.From(new AccessWorld(Catalog, this.persons, this.customers), derived, changes));

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
    public AccessWorld With(Catalog catalog) => Next(catalog, persons, customers, 0);

    /// <summary>The same world with some persons as they would be. Costs these persons, however many there are.</summary>
    public AccessWorld With(IEnumerable<PersonFacts> changed) =>
        Next(Catalog, persons.With(changed.Select(person => (person.Id, (PersonFacts?)person))), customers, 0);

    /// <summary>The same world with some customers as they would be. Costs these customers, however many there are.</summary>
    public AccessWorld With(IEnumerable<CustomerFacts> changed) =>
        Next(Catalog, persons, customers.With(changed.Select(customer => (customer.Id, (CustomerFacts?)customer))), 0);

    /// <summary>The same world with group support on wherever no file says otherwise.</summary>
    public AccessWorld WithSupportOn => Derive(
        nameof(WithSupportOn),
        () => With(Catalog.Settings with { GroupSupport = GroupSupport.Everywhere(true) }),
        (before, then) => then.Next(
            Catalog.With(Catalog.Settings with { GroupSupport = GroupSupport.Everywhere(true) }), persons, customers, PersonsChangedSince(before).Count()));

    /// <summary>The customer users who themselves differ from those of another world, by number; found without looking at the others.</summary>
    public IEnumerable<(PersonFacts? Before, PersonFacts? After)> PersonsChangedSince(AccessWorld before) =>
        persons.ChangedSince(before.persons).Select(change => (change.Before, change.After));

    /// <summary>The customers who themselves differ from those of another world, by number.</summary>
    public IEnumerable<(CustomerFacts? Before, CustomerFacts? After)> CustomersChangedSince(AccessWorld before) =>
        customers.ChangedSince(before.customers).Select(change => (change.Before, change.After));

    /// <summary>
    /// The customer users who differ from those of another world, themselves or through a customer; each once. Who is not among
    /// them is given the same by both, if the catalogs are the same.
    /// </summary>
    public IEnumerable<(PersonFacts? Before, PersonFacts? After)> PersonsTouchedSince(AccessWorld before)
    {
        var seen = new HashSet<int>();
        foreach (var change in PersonsChangedSince(before))
        {
            seen.Add((change.Before ?? change.After)!.Id);
            yield return change;
        }

        foreach (var (then, now) in CustomersChangedSince(before))
        {
            foreach (var id in PersonsOf(new CustomerNumber((then ?? now)!.Id)).Where(seen.Add))
            {
                yield return (before.persons[id], persons[id]);
            }
        }
    }

    /// <summary>The customer users of a customer, primary or further, valid or not, by number.</summary>
    public IReadOnlyList<int> PersonsOf(CustomerNumber customer) => Derive(
        nameof(PersonsOf),
        () => PersonsByCustomer(new PagedTable<int[]>(), Persons.Select(person => ((PersonFacts?)null, (PersonFacts?)person))),
        (before, all) => PersonsByCustomer(all, PersonsChangedSince(before).Where(change => change.Before?.Customers != change.After?.Customers)))[customer.Value] ?? [];

    private static PagedTable<int[]> PersonsByCustomer(PagedTable<int[]> before, IEnumerable<(PersonFacts? Before, PersonFacts? After)> changes)
    {
        var moved = new Dictionary<int, (List<int> Gone, List<int> Come)>();
        foreach (var (then, now) in changes)
        {
            foreach (var customer in then?.Customers ?? [])
            {
                Of(customer).Gone.Add(then!.Id);
            }

            foreach (var customer in now?.Customers ?? [])
            {
                Of(customer).Come.Add(now!.Id);
            }
        }

        return before.With(moved.Select(customer => (
            customer.Key, (int[]?)[.. (before[customer.Key] ?? []).Except(customer.Value.Gone).Concat(customer.Value.Come).Order()])));

        (List<int> Gone, List<int> Come) Of(int customer)
        {
            if (!moved.TryGetValue(customer, out var lists))
            {
                moved[customer] = lists = ([], []);
            }

            return lists;
        }
    }

    /// <summary>What is kept with this world and was worked out of it, or of another and what has changed since.</summary>
    internal T Derive<T>(object key, Func<T> fresh, Func<AccessWorld, T, T> moved)
        where T : class => derived.Get(key, fresh, moved);

    /// <summary>The same for what hangs on the catalog: worked out anew once that gives somebody something else.</summary>
    internal T DeriveByCatalog<T>(object key, Func<T> fresh, Func<AccessWorld, T, T> moved)
        where T : class => derived.Get(key, fresh, (before, value) => before.Catalog.DecidesAs(Catalog) ? moved(before, value) : null);

    /// <summary>The same for what persons say one by one.</summary>
    internal Tally DeriveTally(object key, Action<AccessWorld, PersonFacts, Tally.Builder> say) => DeriveByCatalog(
        key,
        () => Tally.Of<PersonFacts>(Persons, (person, said) => say(this, person, said)),
        (before, tally) => tally.Moved<PersonFacts>(
            PersonsTouchedSince(before), (person, said) => say(before, person, said), (person, said) => say(this, person, said)));

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
            SupportOff = Catalog.SupportOff.Contains(person.BackEnd),
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
        if (Catalog.SupportOff.Contains(person.BackEnd))
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
        var candidates = person.Groups.Ids.ToArray();
        if (person.Customers.Length > 0)
        {
            candidates = [.. person.Customers.Aggregate(candidates.AsEnumerable(), (all, number) => all.Union(customers[number]!.Groups.Ids.ToArray()))];
        }

        foreach (var id in candidates)
        {
            var group = Catalog.Find(new GroupId(id))!;
            if (!Catalog.IsAlways(group)
                && !GroupAccessRule.Effective(
                    Facts(person, group) with { PersonValid = true, SupportOff = false, AlwaysGroup = false, CompanyAlwaysGroup = false }, Catalog.Keys).IsEmpty)
            {
                yield return group;
            }
        }
    }

    /// <summary>The valid groups a customer has a stored key on that counts, in no particular order; what every customer is given is left out.</summary>
    public IEnumerable<Group> GroupsOf(CustomerFacts customer) => customer.Groups.Ids.ToArray()
        .Where(id => !Catalog.Keys.Expand(customer.Groups[id]).IsEmpty)
        .Select(id => Catalog.Find(new GroupId(id))!)
        .Where(group => group.Validity == Validity.Valid && !Catalog.IsNever(group) && !Catalog.IsCompanyAlways(group));

    /// <summary>Counts for lists.</summary>
    public AccessCounts Counts { get; }

    /// <summary>Who has access to a group, and how.</summary>
    public GroupHolders HoldersOf(Group group)
    {
        var tally = DeriveTally(("holders", group.Id), (world, person, said) =>
        {
            if (world.Catalog.Find(group.Id) is { } same && world.Facts(person, same) is var facts && !GroupAccessRule.Effective(facts, world.Catalog.Keys).IsEmpty)
            {
                said.Into(
                    !world.Catalog.Keys.Expand(facts.Stored).IsEmpty ? 0 : facts.CompanyAlwaysGroup || !world.Catalog.Keys.Expand(facts.ViaCustomers).IsEmpty ? 1 : 2,
                    person.Id);
            }
        });
        return new GroupHolders(tally[0], tally[1], tally[2]);
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
        RelationSide.Customer => Customers.Select(customer => (customer.Id, customer.Groups)),
        _ => [],
    };

    private static KeyedIds StoredOf(PersonFacts person, RelationKind kind) =>
        kind == RelationKind.CustomerUserGroup ? person.Groups
        : kind == RelationKind.CustomerUserService ? person.Services
        : person.FurtherCustomers;

    /// <summary>What is stored in a matrix; nothing for a fixed object that is not there.</summary>
    public StoredCells Stored(MatrixId matrix)
    {
        if (matrix.Kind == RelationKind.DefaultService)
        {
            return StoredCells.Of(Catalog.DefaultServices.Select(service => (service.Value, PermissionSet.Active)));
        }

        if (matrix.FixedLeft)
        {
            var stored = matrix.Kind.Left == RelationSide.Customer ? customers[matrix.FixedId]?.Groups
                : persons[matrix.FixedId] is { } person ? StoredOf(person, matrix.Kind)
                : null;
            return StoredCells.Of((stored ?? KeyedIds.None).Pairs);
        }

        // All screens of a group or a service share who has it, and the next world is given it with what changed.
        return Derive(
            matrix,
            () => StoredCells.Of(Rows(matrix.Kind).Select(row => (row.Left, row.Stored[matrix.FixedId]))),
            (before, cells) => cells.With(Changed(before).Where(row => row.Before != row.After).Select(row => (row.Id, row.After))));

        IEnumerable<(int Id, PermissionSet Before, PermissionSet After)> Changed(AccessWorld before) => matrix.Kind.Left == RelationSide.Customer
            ? customers.ChangedSince(before.customers)
                .Select(row => (row.Id, Keys(row.Before?.Groups), Keys(row.After?.Groups)))
            : persons.ChangedSince(before.persons).Select(row => (
                row.Id,
                Keys(row.Before is { } then ? StoredOf(then, matrix.Kind) : null),
                Keys(row.After is { } now ? StoredOf(now, matrix.Kind) : null)));

        PermissionSet Keys(KeyedIds? stored) => stored?[matrix.FixedId] ?? PermissionSet.None;
    }
}
