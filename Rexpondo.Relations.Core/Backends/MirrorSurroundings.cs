using System.Text.Json;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>What is stored, as far as the mirror of some persons of one back end must know it.</summary>
/// <param name="Stored">Who of the back end has the id, the login or the e-mail of one of them, and the others.</param>
/// <param name="Others">Those of <paramref name="Stored"/> who only have to get another validity: number → which.</param>
/// <param name="LoginsElsewhere">Those of the logins that somebody of another back end has: folded → who and where.</param>
/// <param name="EmailsElsewhere">Those of the e-mails that somebody of another back end has: folded → who and where.</param>
/// <param name="Customers">Customer id → number, of all who are named in the source or stored.</param>
internal sealed record MirrorSurroundings(
    IReadOnlyList<MirroredPerson> Stored, IReadOnlyDictionary<int, Validity> Others,
    IReadOnlyDictionary<string, Holder> LoginsElsewhere, IReadOnlyDictionary<string, Holder> EmailsElsewhere,
    IReadOnlyDictionary<string, int> Customers)
{
    /// <summary>For so many persons at once it is worth asking.</summary>
    public const int AtOnce = 500;

    /// <summary>
    /// Numbers of those who have one of some keys. CROSS JOIN: the keys come first, whatever SQLite guesses of how many there are;
    /// the other way round it would compare everybody of the back end with every key.
    /// </summary>
    internal const string Holders =
        """
        SELECT p.id FROM json_each($externalIds) t CROSS JOIN customer_user p ON p.back_end = $backEnd AND p.external_id = t.value
        UNION SELECT p.id FROM json_each($logins) t CROSS JOIN customer_user p ON p.login_folded = t.value
        UNION SELECT p.id FROM json_each($emails) t CROSS JOIN customer_user p ON p.email_folded = t.value AND p.email_folded <> ''
        """;

    /// <summary>Whether anybody at all has or is to have a login, folded. Asked while it is planned.</summary>
    public required Func<string, bool> LoginIsTaken { get; init; }

    /// <summary>What is stored around some persons.</summary>
    /// <param name="connection">The store.</param>
    /// <param name="backEnd">Number of the back end.</param>
    /// <param name="persons">As the source says them.</param>
    /// <param name="staged">Everybody the source has.</param>
    /// <param name="others">Who only has to get another validity.</param>
    public static MirrorSurroundings Of(
        SqliteConnection connection, int backEnd, IReadOnlyList<SourcePerson> persons, StagedPersons staged,
        params IReadOnlyCollection<(int Id, Validity Validity)> others)
    {
        var keys = PersonKeys.Of(persons.Select(PersonKey.Of));
        var (stored, logins, emails) = (new List<MirroredPerson>(), new Dictionary<string, Holder>(), new Dictionary<string, Holder>());
        connection.Each(
            $"""
            SELECT u.id, external_id, login, login_folded, title, first_name, last_name, email, email_folded, phone, mobile, customer, u.validity,
                u.back_end, b.name
            FROM customer_user u JOIN back_end b ON b.id = u.back_end WHERE u.id IN ({Holders} UNION SELECT value FROM json_each($others))
            ORDER BY u.id
            """,
            row =>
            {
                if (row.GetInt32(13) == backEnd)
                {
                    stored.Add(Person(row));
                    return;
                }

                var holder = new Holder(row.GetString(2), row.GetString(14));
                logins[row.GetString(3)] = holder;
                if (row.GetString(8) is { Length: > 0 } email)
                {
                    emails[email] = holder;
                }
            },
            ("$backEnd", backEnd),
            ("$externalIds", keys.ExternalIds),
            ("$logins", keys.Logins),
            ("$emails", keys.Emails),
            ("$others", others.Select(other => other.Id).Json()));
        return new MirrorSurroundings(
            stored, others.ToDictionary(other => other.Id, other => other.Validity), logins, emails, CustomersOf(connection, persons, stored))
        {
            LoginIsTaken = login => staged.HasLogin(login)
                || connection.Scalar("SELECT EXISTS (SELECT 1 FROM customer_user WHERE login_folded = $login)", ("$login", login)) == 1,
        };
    }

    private static Dictionary<string, int> CustomersOf(SqliteConnection connection, IReadOnlyList<SourcePerson> persons, List<MirroredPerson> stored) =>
        connection.Query(
            "SELECT customer_id, id FROM customer WHERE customer_id IN (SELECT value FROM json_each($ids)) OR id IN (SELECT value FROM json_each($numbers))",
            row => (row.GetString(0), row.GetInt32(1)),
            ("$ids", JsonSerializer.Serialize(persons.Select(person => person.CustomerId).Distinct())),
            ("$numbers", stored.Select(person => person.Customer).OfType<int>().Distinct().Json())).ToDictionary(row => row.Item1, row => row.Item2);

    private static MirroredPerson Person(SqliteDataReader row) => new(
        row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6),
        row.GetString(7), row.GetString(8), row.GetString(9), row.GetString(10), row.IsDBNull(11) ? null : row.GetInt32(11), (Validity)row.GetInt32(12));
}

/// <summary>Whose a login or an e-mail is.</summary>
internal sealed record Holder(string Login, string BackEnd);
