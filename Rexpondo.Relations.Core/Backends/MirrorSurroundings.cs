using System.Text.Json;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>What is stored, as far as the mirror of one back end must know it.</summary>
/// <param name="Stored">The persons of the back end, without those who are unchanged in the source and in their validity.</param>
/// <param name="Revalidated">Those of <paramref name="Stored"/> of whom the source says only that their validity is another one: number → which.</param>
/// <param name="Valid">How many persons of the back end are valid.</param>
/// <param name="LoginsElsewhere">Logins of the source that somebody has who is not among <paramref name="Stored"/>: folded → who and where.</param>
/// <param name="EmailsElsewhere">E-mails of the source that somebody has who is not among <paramref name="Stored"/>: folded → who and where.</param>
/// <param name="Customers">Customer id → number.</param>
internal sealed record MirrorSurroundings(
    IReadOnlyList<MirroredPerson> Stored, IReadOnlyDictionary<int, Validity> Revalidated, int Valid,
    IReadOnlyDictionary<string, Holder> LoginsElsewhere, IReadOnlyDictionary<string, Holder> EmailsElsewhere,
    IReadOnlyDictionary<string, int> Customers)
{
    // Logins or e-mails that are looked up at once.
    private const int AtOnce = 500;

    private const string OfBackEnd = "u.back_end = $backEnd";
    private const string Numbered = "u.id IN (SELECT value FROM json_each($ids))";

    /// <summary>For a reading of everybody.</summary>
    public static MirrorSurroundings Read(SqliteConnection connection, int backEnd, IReadOnlyList<SourcePerson> source)
    {
        var around = Around(connection, OfBackEnd, ("$backEnd", backEnd), source);
        return around with { Valid = around.Stored.Count(person => person.IsValid) };
    }

    /// <summary>
    /// For a reading of what changed; who did not is neither loaded nor compared. Null if what is stored is no ground for it: then
    /// everybody must be read.
    /// </summary>
    public static MirrorSurroundings? Since(SqliteConnection connection, int backEnd, SourceReading reading, MirrorMark mark)
    {
        if (reading.IsContradictory || !mark.Holds(connection, backEnd))
        {
            return null;
        }

        var (known, valid, others, revalidated) = (0, 0, new List<int>(), new Dictionary<int, Validity>());
        connection.Each(
            "SELECT id, external_id, validity FROM customer_user WHERE back_end = $backEnd ORDER BY id",
            row =>
            {
                var (id, validity) = (row.GetInt32(0), (Validity)row.GetInt32(2));
                valid += validity == Validity.Valid ? 1 : 0;
                if (row.IsDBNull(1) || !reading.Unchanged.TryGetValue(row.GetString(1), out var now))
                {
                    others.Add(id);
                    return;
                }

                known += mark.WasMissing(id) ? 0 : 1;
                if (now is { } different && different != validity)
                {
                    others.Add(id);
                    revalidated.Add(id, different);
                }
            },
            ("$backEnd", backEnd));
        return known < reading.Unchanged.Count
            ? null
            : Around(connection, Numbered, ("$ids", others.Json()), reading.Persons) with { Revalidated = revalidated, Valid = valid };
    }

    private static MirrorSurroundings Around(
        SqliteConnection connection, string which, (string Name, object? Value) parameter, IReadOnlyList<SourcePerson> source) => new(
        Persons(connection, which, parameter, source),
        new Dictionary<int, Validity>(),
        0,
        Elsewhere(connection, "login_folded", which, parameter, source.Select(person => person.Login)),
        Elsewhere(connection, "email_folded", which, parameter, source.Select(person => person.Email)),
        connection.Query("SELECT customer_id, id FROM customer", row => (row.GetString(0), row.GetInt32(1))).ToDictionary(row => row.Item1, row => row.Item2));

    // Most are as the source has them: texts that are the same are kept once, for a large source the greater part of what is held.
    private static List<MirroredPerson> Persons(
        SqliteConnection connection, string which, (string Name, object? Value) parameter, IReadOnlyList<SourcePerson> source)
    {
        var given = new Dictionary<string, SourcePerson>(source.Count);
        foreach (var person in source)
        {
            given.TryAdd(person.ExternalId ?? person.Login, person);
        }

        return connection.Query(
            $"""
             SELECT id, external_id, login, login_folded, title, first_name, last_name, email, email_folded, phone, mobile, customer, validity
             FROM customer_user u WHERE {which} ORDER BY id
             """,
            row =>
            {
                var externalId = row.IsDBNull(1) ? null : row.GetString(1);
                var same = given.GetValueOrDefault(externalId ?? row.GetString(2));
                var (login, email) = (Text(2, same?.Login), Text(7, same?.Email));
                return new MirroredPerson(
                    row.GetInt32(0), Same(externalId, same?.ExternalId), login, Text(3, login), Text(4, same?.Title), Text(5, same?.FirstName),
                    Text(6, same?.LastName), email, Text(8, email), Text(9, same?.Phone), Text(10, same?.Mobile),
                    row.IsDBNull(11) ? null : row.GetInt32(11), (Validity)row.GetInt32(12));

                string Text(int column, string? likely) => Same(row.GetString(column), likely)!;
            },
            parameter);

        static string? Same(string? text, string? likely) => text == likely ? likely : text;
    }

    private static Dictionary<string, Holder> Elsewhere(
        SqliteConnection connection, string column, string which, (string Name, object? Value) parameter, IEnumerable<string> texts)
    {
        var found = new Dictionary<string, Holder>();
        foreach (var some in texts.Select(LoginFolding.Fold).Where(text => text.Length > 0).Chunk(AtOnce))
        {
            connection.Each(
                $"""
                 SELECT u.{column}, u.login, b.name FROM json_each($texts) t JOIN customer_user u ON u.{column} = t.value AND u.{column} <> ''
                 JOIN back_end b ON b.id = u.back_end WHERE NOT {which}
                 """,
                row => found[row.GetString(0)] = new Holder(row.GetString(1), row.GetString(2)),
                ("$texts", JsonSerializer.Serialize(some)),
                parameter);
        }

        return found;
    }
}

/// <summary>Whose a login or an e-mail is.</summary>
internal sealed record Holder(string Login, string BackEnd);
