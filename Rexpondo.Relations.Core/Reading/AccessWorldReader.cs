using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// Hands out the <see cref="AccessWorld"/>. Keeps the last ones, compares them with the store at every question in the
/// question's own snapshot, and brings one up to date from the change log: a save costs what it changed, not a reload.
/// </summary>
public sealed class AccessWorldReader(RelationsStore store, CatalogReader catalogs)
{
    // A question may come with a snapshot from just before the last save; with the few that were before, it too costs only cells.
    private const int Kept = 4;

    private readonly Lock loading = new();
    private volatile AccessWorld[] newestFirst = [];

    /// <summary>The world as the store is now.</summary>
    public AccessWorld Read() => store.Read(Read);

    /// <summary>The world as this connection's snapshot sees the store.</summary>
    public AccessWorld Read(SqliteConnection connection)
    {
        var catalog = catalogs.Read(connection);
        if (Known(catalog.Revision) is { } kept)
        {
            return kept;
        }

        // One loads, the others wait for it: a world of a million people must not be read fifty times at once.
        lock (loading)
        {
            if (Known(catalog.Revision) is { } now)
            {
                return now;
            }

            var older = newestFirst.FirstOrDefault(one => one.Revision < catalog.Revision);
            var world = (older is null ? null : Advance(connection, catalog, older)) ?? Load(connection, catalog, store);
            newestFirst = [.. newestFirst.Append(world).OrderByDescending(one => one.Revision).Take(Kept)];
            return world;
        }
    }

    private AccessWorld? Known(long revision) => newestFirst.FirstOrDefault(one => one.Revision == revision);

    /// <summary>
    /// Reads everything; the slow way, and the one the fast way must agree with. With a store, half of the persons are read on a
    /// connection of their own.
    /// </summary>
    internal static AccessWorld Load(SqliteConnection connection, Catalog catalog, RelationsStore? store = null)
    {
        var customers = new PagedTable<CustomerFacts>.Builder(new PagedTable<CustomerFacts>());
        using (var groups = new StoredRows(connection, RelationKind.CustomerGroup))
        {
            connection.Each("SELECT id, customer_id, validity FROM customer ORDER BY id", row => customers[row.GetInt32(0)] = new CustomerFacts(
                row.GetInt32(0), row.GetString(1), row.GetInt32(2) == (int)Validity.Valid, groups.Of(row.GetInt32(0))));
        }

        var last = (int)connection.Scalar("SELECT max(id) FROM customer_user");
        using var beside = store?.OpenBeside(connection);
        List<PersonFacts>[] parts = new List<PersonFacts>[2];
        Parallel.Invoke(
            () => parts[0] = Persons(connection, 0, beside is null ? last : last / 2),
            () => parts[1] = beside is null ? [] : Persons(beside, last / 2, last));
        var persons = new PagedTable<PersonFacts>.Builder(new PagedTable<PersonFacts>());
        foreach (var person in parts.SelectMany(part => part))
        {
            persons[person.Id] = person;
        }

        return new AccessWorld(catalog, persons.ToTable(), customers.ToTable());
    }

    // All rows come in the order of the persons, so that each is put together as it is read.
    private static List<PersonFacts> Persons(SqliteConnection connection, int after, int last)
    {
        var persons = new List<PersonFacts>(last - after);
        using var further = new StoredRows(connection, RelationKind.CustomerUserCustomer, after);
        using var groups = new StoredRows(connection, RelationKind.CustomerUserGroup, after);
        using var services = new StoredRows(connection, RelationKind.CustomerUserService, after);
        var ofCustomer = new Dictionary<int, int[]>();
        connection.Each(
            $"{PersonColumns} WHERE id > $after AND id <= $last ORDER BY id",
            row =>
            {
                var id = row.GetInt32(0);
                persons.Add(Person(row, further.Of(id), groups.Of(id), services.Of(id), ofCustomer));
            },
            ("$after", after), ("$last", last));
        return persons;
    }

    private const string PersonColumns = "SELECT id, validity, blocked, back_end, customer FROM customer_user";

    private static PersonFacts Person(
        SqliteDataReader row, KeyedIds further, KeyedIds groups, KeyedIds services, Dictionary<int, int[]> ofCustomer)
    {
        int? primary = row.IsDBNull(4) ? null : row.GetInt32(4);
        var blocked = row.GetBoolean(2);
        return new PersonFacts(
            row.GetInt32(0), row.GetInt32(1) == (int)Validity.Valid && !blocked, row.GetInt32(3), primary, Customers(), further, groups, services)
        {
            Blocked = blocked,
        };

        // Most have one customer and share the list of this one.
        int[] Customers()
        {
            if (primary is not { } only || further.Count > 0)
            {
                return PersonFacts.AllCustomers(primary, further);
            }

            return ofCustomer.TryGetValue(only, out var known) ? known : ofCustomer[only] = [only];
        }
    }

    /// <summary>The next world; null if the log does not say all that has changed, or so much that everything is read sooner.</summary>
    private static AccessWorld? Advance(SqliteConnection connection, Catalog catalog, AccessWorld older)
    {
        var most = (older.PersonCount / 4) + 1000;
        if (ChangedRecords.Since(connection, older.Revision, most) is not { } records || ChangeLog.HasMoreCells(connection, older.Revision, most * 4))
        {
            return null;
        }

        var (persons, customers) = older.Copy();
        connection.Each(
            $"{PersonColumns} WHERE id IN (SELECT value FROM json_each($ids))",
            row =>
            {
                var before = persons[row.GetInt32(0)];
                persons[row.GetInt32(0)] = Person(
                    row, before?.FurtherCustomers ?? KeyedIds.None, before?.Groups ?? KeyedIds.None, before?.Services ?? KeyedIds.None, []);
            },
            ("$ids", records.Of(RelationSide.CustomerUser).Json()));
        connection.Each(
            "SELECT id, customer_id, validity FROM customer WHERE id IN (SELECT value FROM json_each($ids))",
            row => customers[row.GetInt32(0)] = new CustomerFacts(
                row.GetInt32(0), row.GetString(1), row.GetInt32(2) == (int)Validity.Valid, customers[row.GetInt32(0)]?.Groups ?? KeyedIds.None),
            ("$ids", records.Of(RelationSide.Customer).Json()));
        var (isComplete, cells) = (true, 0);
        foreach (var (_, kind, left, right, _, keys) in CellLog.Since(connection, older.Revision))
        {
            cells++;
            if (kind.Left == RelationSide.Customer)
            {
                isComplete &= customers[left] is not null;
                customers[left] = customers[left] is { } customer ? customer with { Groups = customer.Groups.With(right, keys) } : null;
            }
            else if (kind.Left == RelationSide.CustomerUser)
            {
                isComplete &= persons[left] is not null;
                persons[left] = persons[left] is { } person ? With(person, kind, right, keys) : null;
            }
        }

        return isComplete ? older.Next(catalog, persons.ToTable(), customers.ToTable(), records.Count + cells) : null;
    }

    private static PersonFacts With(PersonFacts person, RelationKind kind, int right, PermissionSet keys) =>
        kind == RelationKind.CustomerUserGroup ? person with { Groups = person.Groups.With(right, keys) }
        : kind == RelationKind.CustomerUserService ? person with { Services = person.Services.With(right, keys) }
        : person.WithFurther(person.FurtherCustomers.With(right, keys));

    /// <summary>The stored rows of a relation, given out object by object in the order of their numbers.</summary>
    private sealed class StoredRows : IDisposable
    {
        private readonly SqliteCommand command;
        private readonly SqliteDataReader reader;
        private readonly KeyedIds.Pool pool = new();
        private bool isThere;

        public StoredRows(SqliteConnection connection, RelationKind kind, int after = -1)
        {
            command = connection.Command(
                $"SELECT {kind.LeftColumn}, {kind.RightColumn}, keys FROM {kind.Table} WHERE {kind.LeftColumn} > $after ORDER BY 1, 2", ("$after", after));
            reader = command.ExecuteReader();
            isThere = reader.Read();
        }

        public KeyedIds Of(int left)
        {
            for (; isThere && reader.GetInt32(0) is var at && at <= left; isThere = reader.Read())
            {
                if (at == left)
                {
                    pool.Add(reader.GetInt32(1), reader.GetInt64(2));
                }
            }

            return pool.ToKeyedIds();
        }

        public void Dispose()
        {
            reader.Dispose();
            command.Dispose();
        }
    }
}
