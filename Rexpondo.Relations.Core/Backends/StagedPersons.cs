using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// What a reading gave, laid aside until all of it is there: on disk, so that a large source takes no more memory than a small
/// one. A private temporary database, which nobody else can open and which is gone with its connection.
/// </summary>
internal sealed class StagedPersons : IDisposable
{
    private const string Schema =
        """
        PRAGMA journal_mode = OFF;
        PRAGMA synchronous = OFF;
        PRAGMA cache_size = -1024;
        CREATE TABLE person (
            sequence INTEGER PRIMARY KEY, external_id TEXT, login TEXT, email TEXT, state INTEGER NOT NULL, content BLOB NOT NULL);
        CREATE TABLE unchanged (external_id TEXT PRIMARY KEY, validity INTEGER) WITHOUT ROWID;
        CREATE TABLE other (id INTEGER PRIMARY KEY, validity INTEGER NOT NULL);
        BEGIN;
        """;

    // A key that nobody has is no key: NULL is equal to nothing.
    private const string Links =
        """
        CREATE INDEX person_id ON person (external_id) WHERE external_id IS NOT NULL;
        CREATE INDEX person_login ON person (login) WHERE login IS NOT NULL;
        CREATE INDEX person_email ON person (email) WHERE email IS NOT NULL;
        CREATE INDEX person_state ON person (state, sequence);
        """;

    // Names in other scripts as they are, not six bytes for each letter.
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SqliteConnection connection = new("Data Source=;Pooling=False");
    private readonly SqliteCommand add;
    private readonly SqliteCommand addUnchanged;
    private readonly SqliteCommand addOther;
    private readonly SqliteCommand look;

    /// <exception cref="SqliteException">The temporary folder cannot be written.</exception>
    public StagedPersons()
    {
        try
        {
            connection.Open();
            connection.Execute(Schema);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        add = connection.Prepared("INSERT INTO person VALUES ($sequence, $externalId, $login, $email, 0, $content)", "$sequence", "$externalId", "$login", "$email", "$content");
        addUnchanged = connection.Prepared("INSERT OR IGNORE INTO unchanged VALUES ($externalId, $validity)", "$externalId", "$validity");
        addOther = connection.Prepared("INSERT INTO other VALUES ($id, $validity)", "$id", "$validity");
        look = connection.Prepared(
            """
            SELECT EXISTS (SELECT 1 FROM person WHERE external_id = $externalId) OR EXISTS (SELECT 1 FROM person WHERE login = $login),
                (SELECT ifnull(validity, 0) FROM unchanged WHERE external_id = $externalId)
            """,
            "$externalId", "$login");
    }

    /// <summary>How many were given whole.</summary>
    public int Given { get; private set; }

    /// <summary>How many were said to be unchanged.</summary>
    public int Unchanged { get; private set; }

    /// <summary>One more, in the order of the source.</summary>
    public void Add(SourcePerson person)
    {
        var key = PersonKey.Of(person);
        Run(add, Given++, key.ExternalId, key.Login, key.Email, JsonSerializer.SerializeToUtf8Bytes(person, Written));
    }

    /// <summary>One who is there and as she was; false if that was said before.</summary>
    public bool AddUnchanged(string externalId, Validity? validity)
    {
        var isNew = Run(addUnchanged, externalId, (int?)validity) == 1;
        Unchanged += isNew ? 1 : 0;
        return isNew;
    }

    /// <summary>All are there: from now on it can be asked.</summary>
    /// <returns>False if somebody was given whole and is said to be unchanged.</returns>
    public bool Close()
    {
        connection.Execute(Links);
        return Unchanged == 0 || connection.Scalar("SELECT EXISTS (SELECT 1 FROM unchanged JOIN person USING (external_id))") == 0;
    }

    /// <summary>The first so many who were given whole.</summary>
    public List<SourcePerson> First(int count) => Persons("sequence < $count", ("$count", count)).ConvertAll(staged => staged.Person);

    /// <summary>All who are in a state, piece by piece, in the order of the source. They may change their state meanwhile.</summary>
    /// <param name="state">Which.</param>
    /// <param name="atOnce">How many at most in one piece.</param>
    public IEnumerable<List<StagedPerson>> Pieces(StagedState state, int atOnce)
    {
        for (var last = -1; ;)
        {
            var some = Persons(
                "state = $state AND sequence > $last ORDER BY sequence LIMIT $atOnce", ("$state", (int)state), ("$last", last), ("$atOnce", atOnce));
            if (some.Count == 0)
            {
                yield break;
            }

            yield return some;
            last = some[^1].Sequence;
        }
    }

    /// <summary>They are not stored as they were given.</summary>
    public void SetDiffers(IEnumerable<int> sequences) => Set(sequences, StagedState.Differs);

    /// <summary>They depend on others.</summary>
    public void SetEntangled(IEnumerable<int> sequences) => Set(sequences, StagedState.Entangled);

    /// <summary>Nobody is known to differ or to depend on others: it is compared anew.</summary>
    public void Forget() => connection.Execute("UPDATE person SET state = 0 WHERE state <> 0; DELETE FROM other");

    /// <summary>Nobody is known to differ.</summary>
    public void ForgetDifferences() => connection.Execute(
        "UPDATE person SET state = $plain WHERE state = $differs", ("$plain", (int)StagedState.Plain), ("$differs", (int)StagedState.Differs));

    /// <summary>Those who share an id, a login or an e-mail with another who was given.</summary>
    public List<StagedPerson> Doubles() => Persons(
        $"""
         external_id IN ({Twice("external_id")}) OR login IN ({Twice("login")}) OR email IN ({Twice("email")})
         """);

    /// <summary>Those who have one of these ids, logins or e-mails and are not yet known to depend on others.</summary>
    public List<StagedPerson> Sharing(IEnumerable<PersonKey> keys)
    {
        var lists = PersonKeys.Of(keys);
        return Persons(
            """
            sequence IN (SELECT sequence FROM json_each($externalIds) CROSS JOIN person ON external_id = value
                UNION SELECT sequence FROM json_each($logins) CROSS JOIN person ON login = value
                UNION SELECT sequence FROM json_each($emails) CROSS JOIN person ON email = value) AND state <> $entangled
            """,
            ("$externalIds", lists.ExternalIds), ("$logins", lists.Logins), ("$emails", lists.Emails), ("$entangled", (int)StagedState.Entangled));
    }

    /// <summary>Whether anybody who was given whole has this login.</summary>
    public bool HasLogin(string loginFolded) => connection.Scalar("SELECT EXISTS (SELECT 1 FROM person WHERE login = $login)", ("$login", loginFolded)) == 1;

    /// <summary>What is said of somebody who is stored.</summary>
    /// <param name="externalId">Her permanent id, if she has one.</param>
    /// <param name="loginFolded">Her login, folded.</param>
    public StagedPresence PresenceOf(string? externalId, string loginFolded)
    {
        using var reader = look.Bind(externalId, loginFolded).ExecuteReader();
        reader.Read();
        var isUnchanged = !reader.IsDBNull(1);
        return new StagedPresence(reader.GetBoolean(0), isUnchanged, isUnchanged && reader.GetInt32(1) is var said and not 0 ? (Validity)said : null);
    }

    /// <summary>Somebody stored has to get this validity, and nothing else.</summary>
    public void AddOther(int id, Validity validity) => Run(addOther, id, (int)validity);

    /// <summary>The next of them, by number.</summary>
    /// <param name="after">The last one that was given.</param>
    /// <param name="count">How many at most.</param>
    public List<(int Id, Validity Validity)> Others(int after, int count) => connection.Query(
        "SELECT id, validity FROM other WHERE id > $after ORDER BY id LIMIT $count",
        row => (row.GetInt32(0), (Validity)row.GetInt32(1)),
        ("$after", after), ("$count", count));

    /// <inheritdoc/>
    public void Dispose()
    {
        add.Dispose();
        addUnchanged.Dispose();
        addOther.Dispose();
        look.Dispose();
        connection.Dispose();
    }

    private void Set(IEnumerable<int> sequences, StagedState state) => connection.Execute(
        "UPDATE person SET state = $state WHERE sequence IN (SELECT value FROM json_each($sequences))", ("$state", (int)state), ("$sequences", sequences.Json()));

    private static string Twice(string column) => $"SELECT {column} FROM person WHERE {column} IS NOT NULL GROUP BY {column} HAVING count(*) > 1";

    private List<StagedPerson> Persons(string which, params ReadOnlySpan<(string Name, object? Value)> parameters) => connection.Query(
        $"SELECT sequence, content FROM person WHERE {which}",
        row => new StagedPerson(row.GetInt32(0), JsonSerializer.Deserialize<SourcePerson>(row.GetFieldValue<byte[]>(1))!),
        parameters);

    private static int Run(SqliteCommand command, params ReadOnlySpan<object?> values) => command.Bind(values).ExecuteNonQuery();
}

/// <summary>What is known of somebody who was given whole.</summary>
internal enum StagedState
{
    /// <summary>Nothing yet, or that she is stored as she was given.</summary>
    Plain,

    /// <summary>She is not stored as she was given.</summary>
    Differs,

    /// <summary>What becomes of her depends on others (<see cref="MirrorTangle"/>).</summary>
    Entangled,
}

/// <summary>Somebody who was given whole.</summary>
/// <param name="Sequence">Her place in the order of the source.</param>
internal sealed record StagedPerson(int Sequence, SourcePerson Person);

/// <summary>What a reading says of somebody who is stored.</summary>
/// <param name="IsGiven">Her id or her login was given whole.</param>
/// <param name="IsUnchanged">She is there and as she was.</param>
/// <param name="Validity">Which validity she then has; null: as it is stored.</param>
internal readonly record struct StagedPresence(bool IsGiven, bool IsUnchanged, Validity? Validity);
