using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>What is stored, as far as the mirror of one back end must know it.</summary>
/// <param name="Stored">The persons of the back end.</param>
/// <param name="LoginsElsewhere">Logins of the source that belong to another back end: folded → who and where.</param>
/// <param name="EmailsElsewhere">E-mails of the source that belong to another back end: folded → who and where.</param>
/// <param name="Customers">Customer id → number.</param>
internal sealed record MirrorSurroundings(
    IReadOnlyList<MirroredPerson> Stored, IReadOnlyDictionary<string, Holder> LoginsElsewhere, IReadOnlyDictionary<string, Holder> EmailsElsewhere,
    IReadOnlyDictionary<string, int> Customers)
{
    public static MirrorSurroundings Read(SqliteConnection connection, int backEnd, IReadOnlyList<SourcePerson> source) => new(
        connection.Query(
            """
            SELECT id, external_id, login, login_folded, title, first_name, last_name, email, email_folded, phone, mobile, customer, validity
            FROM customer_user WHERE back_end = $backEnd ORDER BY id
            """,
            row => new MirroredPerson(
                row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5),
                row.GetString(6), row.GetString(7), row.GetString(8), row.GetString(9), row.GetString(10), row.IsDBNull(11) ? null : row.GetInt32(11),
                (Validity)row.GetInt32(12)),
            ("$backEnd", backEnd)),
        Elsewhere(connection, "login_folded", backEnd, source.Select(person => person.Login)),
        Elsewhere(connection, "email_folded", backEnd, source.Select(person => person.Email)),
        connection.Query("SELECT customer_id, id FROM customer", row => (row.GetString(0), row.GetInt32(1))).ToDictionary(row => row.Item1, row => row.Item2));

    private static Dictionary<string, Holder> Elsewhere(SqliteConnection connection, string column, int backEnd, IEnumerable<string> texts) =>
        connection.Query(
            $"""
             SELECT u.{column}, u.login, b.name FROM json_each($texts) t JOIN customer_user u ON u.{column} = t.value AND u.{column} <> ''
             JOIN back_end b ON b.id = u.back_end WHERE u.back_end <> $backEnd
             """,
            row => (Text: row.GetString(0), Holder: new Holder(row.GetString(1), row.GetString(2))),
            ("$texts", System.Text.Json.JsonSerializer.Serialize(texts.Select(LoginFolding.Fold).Where(text => text.Length > 0).Distinct())),
            ("$backEnd", backEnd)).ToDictionary(found => found.Text, found => found.Holder);
}

/// <summary>Whose a login or an e-mail is.</summary>
internal sealed record Holder(string Login, string BackEnd);
