using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// Hands out the <see cref="NameIndex"/> of all customer users and that of all customers. Compares them with the store at
/// every question, so whoever was added or renamed a moment ago, by this process or another, is found at the next keystroke;
/// the change log says who that is, and nobody else is read.
/// </summary>
public sealed class NameDirectory(RelationsStore store)
{
    private const string Person = """
        SELECT u.id, u.login, u.first_name, u.last_name, u.email, c.customer_id, c.name
        FROM customer_user u LEFT JOIN customer c ON c.id = u.customer
        """;

    private readonly KeptIndex persons = new(
        Person,
        "u.id",
        RelationSide.CustomerUser,
        row => new NamedRow(
            row.GetInt32(0),
            PersonName.Of(row.GetString(2), row.GetString(3), row.GetString(1)),
            row.GetString(1),
            row.IsDBNull(5)
                ? [row.GetString(2), row.GetString(3), row.GetString(4)]
                : [row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6)]));

    private readonly KeptIndex customers = new(
        "SELECT id, customer_id, name FROM customer",
        "id",
        RelationSide.Customer,
        row => new NamedRow(row.GetInt32(0), Customer.ShownOf(row.GetString(1), row.GetString(2)), row.GetString(1), [row.GetString(2)]));

    /// <summary>The index of customer users as the store is now.</summary>
    public NameIndex Read() => store.Read(Read);

    /// <summary>The index of customer users as this connection's snapshot sees the store.</summary>
    public NameIndex Read(SqliteConnection connection) => persons.Read(store, connection);

    /// <summary>The index of customers, by customer id and name, as this connection's snapshot sees the store.</summary>
    public NameIndex Customers(SqliteConnection connection) => customers.Read(store, connection);

    private sealed class KeptIndex(string sql, string id, RelationSide side, Func<SqliteDataReader, NamedRow> map)
    {
        // A question may come with a snapshot from just before the last change.
        private const int Most = 4;

        private readonly Lock building = new();
        private volatile Kept[] newestFirst = [];

        public NameIndex Read(RelationsStore store, SqliteConnection connection)
        {
            var revision = ChangeLog.NamesRevision(connection);
            if (Known(revision) is { } kept)
            {
                return kept;
            }

            lock (building)
            {
                if (Known(revision) is { } now)
                {
                    return now;
                }

                var older = newestFirst.FirstOrDefault(one => one.Revision < revision);
                var index = (older is null ? null : Moved(connection, older)) ?? Load(store, connection, revision);
                newestFirst = [.. newestFirst.Append(new Kept(revision, index)).OrderByDescending(one => one.Revision).Take(Most)];
                return index;
            }
        }

        private NameIndex? Known(long revision) => newestFirst.FirstOrDefault(one => one.Revision == revision)?.Index;

        private NameIndex? Moved(SqliteConnection connection, Kept older)
        {
            if (ChangedRecords.Since(connection, older.Revision, (older.Index.Order.Length / 4) + 1000, searched: true) is not { } changed)
            {
                return null;
            }

            var ids = changed.Of(side);
            if (side == RelationSide.CustomerUser && changed.Of(RelationSide.Customer) is { Count: > 0 } renamed)
            {
                ids = [.. ids.Union(connection.Query(
                    "SELECT id FROM customer_user WHERE customer IN (SELECT value FROM json_each($ids))", row => row.GetInt32(0), ("$ids", renamed.Json())))];
            }

            return ids.Count == 0 ? older.Index
                : older.Index.With(connection.Query($"{sql} WHERE {id} IN (SELECT value FROM json_each($ids))", map, ("$ids", ids.Json())));
        }

        // Half of them each on a connection of its own, if nobody has written since.
        private NameIndex Load(RelationsStore store, SqliteConnection connection, long revision)
        {
            var middle = connection.Scalar($"SELECT max(id) / 2 FROM {SideTable.Of(side)}");
            using var beside = store.OpenBeside(connection);
            return beside is null
                ? NameIndex.Build(connection.Stream(sql, map))
                : NameIndex.BuildInParts([
                    () => connection.Stream($"{sql} WHERE {id} <= $middle", map, ("$middle", middle)),
                    () => beside.Stream($"{sql} WHERE {id} > $middle", map, ("$middle", middle))]);
        }
    }

    private sealed record Kept(long Revision, NameIndex Index);
}
