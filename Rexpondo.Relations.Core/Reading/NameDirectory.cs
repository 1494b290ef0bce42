using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// Hands out the <see cref="NameIndex"/> of all customer users and that of all customers. Compares them with the store at
/// every question, so whoever was added or renamed a moment ago, by this process or another, is found at the next keystroke.
/// </summary>
public sealed class NameDirectory(RelationsStore store)
{
    private readonly KeptIndex persons = new(
        """
        SELECT u.id, u.login, u.first_name, u.last_name, u.email, c.customer_id, c.name
        FROM customer_user u LEFT JOIN customer c ON c.id = u.customer
        """,
        row => new NamedRow(
            row.GetInt32(0),
            PersonName.Of(row.GetString(2), row.GetString(3), row.GetString(1)),
            row.GetString(1),
            row.IsDBNull(5)
                ? [row.GetString(2), row.GetString(3), row.GetString(4)]
                : [row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6)]));

    private readonly KeptIndex customers = new(
        "SELECT id, customer_id, name FROM customer",
        row => new NamedRow(row.GetInt32(0), Customer.ShownOf(row.GetString(1), row.GetString(2)), row.GetString(1), [row.GetString(2)]));

    /// <summary>The index of customer users as the store is now.</summary>
    public NameIndex Read() => store.Read(Read);

    /// <summary>The index of customer users as this connection's snapshot sees the store.</summary>
    public NameIndex Read(SqliteConnection connection) => persons.Read(connection);

    /// <summary>The index of customers, by customer id and name, as this connection's snapshot sees the store.</summary>
    public NameIndex Customers(SqliteConnection connection) => customers.Read(connection);

    private sealed class KeptIndex(string sql, Func<SqliteDataReader, NamedRow> map)
    {
        private readonly Lock building = new();
        private volatile Kept? last;

        public NameIndex Read(SqliteConnection connection)
        {
            var revision = ChangeLog.NamesRevision(connection);
            if (last is { } kept && kept.Revision == revision)
            {
                return kept.Index;
            }

            lock (building)
            {
                if (last is { } now && now.Revision == revision)
                {
                    return now.Index;
                }

                var index = NameIndex.Build(connection.Query(sql, map));
                if (last is not { } newer || newer.Revision < revision)
                {
                    last = new Kept(revision, index);
                }

                return index;
            }
        }
    }

    private sealed record Kept(long Revision, NameIndex Index);
}
