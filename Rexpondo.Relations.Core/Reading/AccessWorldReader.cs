using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// Hands out the <see cref="AccessWorld"/>. Keeps the last ones, compares them with the store at every question in the
/// question's own snapshot, and brings one up to date from the change log: a save costs the cells it changed, not a reload.
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

            var names = ChangeLog.NamesRevision(connection);
            var world = newestFirst.FirstOrDefault(one => one.NamesRevision == names && one.Revision < catalog.Revision) is { } older
                ? Advance(connection, catalog, older)
                : Load(connection, catalog, names);
            newestFirst = [.. newestFirst.Append(world).OrderByDescending(one => one.Revision).Take(Kept)];
            return world;
        }
    }

    private AccessWorld? Known(long revision) => newestFirst.FirstOrDefault(one => one.Revision == revision);

    /// <summary>Reads everything; the slow way, and the one the fast way must agree with.</summary>
    internal static AccessWorld Load(SqliteConnection connection, Catalog catalog, long namesRevision)
    {
        var groups = Rows(connection, RelationKind.CustomerUserGroup);
        var services = Rows(connection, RelationKind.CustomerUserService);
        var customerGroups = Rows(connection, RelationKind.CustomerGroup);
        var furtherCustomers = Rows(connection, RelationKind.CustomerUserCustomer);
        var persons = new PagedTable<PersonFacts>.Builder(new PagedTable<PersonFacts>());
        connection.Each("SELECT id, validity, blocked, back_end, customer FROM customer_user", row =>
        {
            var id = row.GetInt32(0);
            int? primary = row.IsDBNull(4) ? null : row.GetInt32(4);
            var further = furtherCustomers.GetValueOrDefault(id, KeyedIds.None);
            persons[id] = new PersonFacts(
                id,
                row.GetInt32(1) == (int)Validity.Valid && !row.GetBoolean(2),
                row.GetInt32(3),
                primary,
                PersonFacts.AllCustomers(primary, further),
                further,
                groups.GetValueOrDefault(id, KeyedIds.None),
                services.GetValueOrDefault(id, KeyedIds.None))
            {
                Blocked = row.GetBoolean(2),
            };
        });
        var customers = new PagedTable<CustomerFacts>.Builder(new PagedTable<CustomerFacts>());
        connection.Each("SELECT id, customer_id, validity FROM customer", row => customers[row.GetInt32(0)] = new CustomerFacts(
            row.GetInt32(0), row.GetString(1), row.GetInt32(2) == (int)Validity.Valid, customerGroups.GetValueOrDefault(row.GetInt32(0), KeyedIds.None)));
        return new AccessWorld(catalog, namesRevision, persons.ToTable(), customers.ToTable());
    }

    private static AccessWorld Advance(SqliteConnection connection, Catalog catalog, AccessWorld older)
    {
        var (persons, customers) = older.Copy();
        foreach (var (_, kind, left, right, _, keys) in CellLog.Since(connection, older.Revision))
        {
            if (kind == RelationKind.CustomerUserGroup)
            {
                persons[left] = persons[left]! with { Groups = persons[left]!.Groups.With(right, keys) };
            }
            else if (kind == RelationKind.CustomerUserService)
            {
                persons[left] = persons[left]! with { Services = persons[left]!.Services.With(right, keys) };
            }
            else if (kind == RelationKind.CustomerGroup)
            {
                customers[left] = customers[left]! with { Groups = customers[left]!.Groups.With(right, keys) };
            }
            else if (kind == RelationKind.CustomerUserCustomer)
            {
                persons[left] = persons[left]!.WithFurther(persons[left]!.FurtherCustomers.With(right, keys));
            }
        }

        // Which customer is the primary one is not in the log; such a change touches names and is loaded afresh anyway.
        return new AccessWorld(catalog, older.NamesRevision, persons.ToTable(), customers.ToTable());
    }

    private static Dictionary<int, KeyedIds> Rows(SqliteConnection connection, RelationKind kind)
    {
        var all = new Dictionary<int, KeyedIds>();
        var (ids, keys, current) = (new List<int>(), new List<long>(), -1);
        connection.Each($"SELECT {kind.LeftColumn}, {kind.RightColumn}, keys FROM {kind.Table} ORDER BY 1, 2", row =>
        {
            if (row.GetInt32(0) != current)
            {
                Finish();
                current = row.GetInt32(0);
            }

            ids.Add(row.GetInt32(1));
            keys.Add(row.GetInt64(2));
        });
        Finish();
        return all;

        void Finish()
        {
            if (ids.Count > 0)
            {
                all[current] = KeyedIds.FromSorted(ids, keys);
                ids.Clear();
                keys.Clear();
            }
        }
    }
}
