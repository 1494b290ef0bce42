using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>Reads one person, customer, group or service with what follows from it; fields and rights from the same snapshot.</summary>
public sealed class DetailReader(RelationsStore store, AccessWorldReader worlds)
{
    /// <summary>The customer user of this number, or null.</summary>
    public PersonDetail? Person(CustomerUserId id) => store.Read(connection =>
    {
        var world = worlds.Read(connection);
        if (world.Find(id) is not { } person)
        {
            return null;
        }

        var customers = connection.Query(
            """
            SELECT c.id, c.customer_id, c.name, c.validity FROM customer_of_person p JOIN customer c ON c.id = p.customer
            WHERE p.customer_user_id = $id
            ORDER BY c.id IS NOT (SELECT customer FROM customer_user WHERE id = $id), c.customer_id
            """,
            row => new Customer(new CustomerNumber(row.GetInt32(0)), row.GetString(1), row.GetString(2), (Validity)row.GetInt32(3)),
            ("$id", id.Value));
        var services = world.ServicesOf(person);
        return connection.Query(
            """
            SELECT u.login, u.first_name, u.last_name, u.email, c.customer_id, u.validity, b.name, u.title, u.phone, u.mobile, u.comment, u.blocked
            FROM customer_user u JOIN back_end b ON b.id = u.back_end LEFT JOIN customer c ON c.id = u.customer
            WHERE u.id = $id
            """,
            row => new PersonDetail(
                new CustomerUser(
                    id, row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4),
                    (Validity)row.GetInt32(5), row.GetString(6), row.GetBoolean(11)),
                row.GetString(7),
                row.GetString(8),
                row.GetString(9),
                row.GetString(10),
                customers,
                [.. world.GroupsOf(person).Select(group => (group, world.Explain(person, group)))],
                [.. services.Services.Select(service => world.Catalog.Services.Find(service)!)],
                services.Source,
                world.Catalog.EffectiveDefaultServices.Length,
                world.Catalog.Keys),
            ("$id", id.Value)).Single();
    });

    /// <summary>The customer of this number, or null.</summary>
    public CustomerDetail? Customer(CustomerNumber number) => store.Read(connection =>
    {
        var world = worlds.Read(connection);
        if (world.Find(number) is not { } facts)
        {
            return null;
        }

        var (primary, further) = world.Counts.PersonsOfCustomer(number.Value);
        return connection.Query(
            "SELECT customer_id, name, validity FROM customer WHERE id = $id",
            row => new CustomerDetail(
                new Customer(number, row.GetString(0), row.GetString(1), (Validity)row.GetInt32(2)),
                primary,
                further,
                [.. world.Catalog.Groups.Select(group => (group, facts.Groups[group.Id.Value])).Where(grant => !grant.Item2.IsEmpty)],
                world.Catalog.Keys),
            ("$id", number.Value)).Single();
    });

    /// <summary>The group of this number, or null.</summary>
    public GroupDetail? Group(GroupId id)
    {
        var world = worlds.Read();
        if (world.Catalog.Find(id) is not { } group)
        {
            return null;
        }

        var customers = world.Customers.Where(customer => !customer.Groups[id.Value].IsEmpty)
            .Select(customer => new GroupCustomer(customer, customer.Groups[id.Value], Total(world.Counts.PersonsOfCustomer(customer.Id))))
            .OrderBy(customer => customer.Customer.CustomerId, CodePointOrder.Instance);
        return new GroupDetail(
            group, world.Catalog.IsAlways(group), world.Catalog.IsNever(group), world.HoldersOf(group), [.. customers],
            world.Counts.StoredOfGroup(id.Value));

        static int Total((int Primary, int Further) persons) => persons.Primary + persons.Further;
    }

    /// <summary>The service of this number, or null.</summary>
    public ServiceDetail? Service(ServiceId id)
    {
        var world = worlds.Read();
        var tree = world.Catalog.Services;
        if (tree.Find(id) is not { } service)
        {
            return null;
        }

        var isDefault = world.Catalog.DefaultServices.Contains(id);
        var counts = world.Counts;
        // Who has it as an effective service of their own is not on the defaults.
        var available = tree.IsEffective(id) ? counts.HoldersOfService(id.Value) + (isDefault ? counts.OnDefaults.Count : 0) : 0;
        return new ServiceDetail(
            service,
            service.ParentId is { } parent ? tree.Find(parent) : null,
            [.. tree.All.Where(child => child.ParentId == id)],
            tree.InvalidAncestor(id),
            isDefault,
            available,
            counts.StoredOfService(id.Value));
    }
}
