using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>Looks up customer users.</summary>
public static class CustomerUserReader
{
    private const string Columns =
        """
        SELECT u.id, u.login, u.first_name, u.last_name, u.email, c.customer_id, u.validity, b.name, u.blocked
        FROM customer_user u LEFT JOIN customer c ON c.id = u.customer JOIN back_end b ON b.id = u.back_end
        """;

    /// <summary>Those of these numbers that exist, in no particular order.</summary>
    public static List<CustomerUser> Read(SqliteConnection connection, IEnumerable<int> ids) =>
        connection.Query($"{Columns} WHERE u.id IN (SELECT value FROM json_each($ids))", Map, ("$ids", ids.Json()));

    /// <summary>The customer user of this number, or null.</summary>
    public static CustomerUser? Find(SqliteConnection connection, CustomerUserId id) => Read(connection, [id.Value]) is [var found] ? found : null;

    /// <summary>The customer user of this login in any letter case, or null.</summary>
    public static CustomerUser? Find(SqliteConnection connection, string login) => IdOf(connection, login) is { } id ? Find(connection, id) : null;

    /// <summary>The number of the customer user of this login in any letter case, or null.</summary>
    public static CustomerUserId? IdOf(SqliteConnection connection, string login) => TextRule.Sought(login)
        .SelectMany(sought => connection.Query(
            "SELECT id FROM customer_user WHERE login_folded = $login", row => (CustomerUserId?)new CustomerUserId(row.GetInt32(0)), ("$login", LoginFolding.Fold(sought))))
        .FirstOrDefault();

    private static CustomerUser Map(SqliteDataReader row) => new(
        new CustomerUserId(row.GetInt32(0)), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4),
        row.IsDBNull(5) ? null : row.GetString(5), (Validity)row.GetInt32(6), row.GetString(7), row.GetBoolean(8));
}
