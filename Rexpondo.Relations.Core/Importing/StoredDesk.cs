using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>
/// What the store has, as an import must know it, inside its transaction. Customers, groups and services are read at once;
/// persons one by one, because a small import into a large store is the ordinary case.
/// </summary>
internal sealed class StoredDesk : IDisposable
{
    private readonly SqliteCommand byLogin;
    private readonly SqliteCommand byEmail;
    private readonly Dictionary<string, StoredPerson?> persons = [];

    public StoredDesk(SqliteConnection connection)
    {
        const string Columns =
            """
            SELECT u.id, login, login_folded, first_name, last_name, email, email_folded, customer, validity, b.name, blocked
            FROM customer_user u JOIN back_end b ON b.id = u.back_end
            """;
        byLogin = connection.Command($"{Columns} WHERE login_folded = $text", ("$text", ""));
        byEmail = connection.Command($"{Columns} WHERE email_folded = $text AND email_folded <> ''", ("$text", ""));
        Customers = connection.Query("SELECT customer_id, id, name, '', validity FROM customer", Object).ToDictionary(item => item.Key, item => item.Value);
        Groups = connection.Query("SELECT name, id, name, comment, validity FROM permission_group", Object).ToDictionary(item => item.Key, item => item.Value);
        Services = connection.Query("SELECT full_name, id, full_name, comment, validity FROM service", Object).ToDictionary(item => item.Key, item => item.Value);
        PermissionBits = connection.Query("SELECT name, bit FROM permission_key", row => (row.GetString(0), row.GetInt32(1))).ToDictionary(key => key.Item1, key => key.Item2);
        BackEnds = connection.Query("SELECT name FROM back_end", row => row.GetString(0));
        Settings = SettingsTable.Read(connection);
    }

    /// <summary>By customer id.</summary>
    public Dictionary<string, StoredObject> Customers { get; }

    /// <summary>By name.</summary>
    public Dictionary<string, StoredObject> Groups { get; }

    /// <summary>By full name.</summary>
    public Dictionary<string, StoredObject> Services { get; }

    /// <summary>The bit of every key that was ever configured here.</summary>
    public Dictionary<string, int> PermissionBits { get; }

    public IReadOnlyCollection<string> BackEnds { get; }

    /// <summary>The settings in force before the import.</summary>
    public RelationSettings Settings { get; }

    /// <summary>The person with this folded login, or null.</summary>
    public StoredPerson? Person(string loginFolded)
    {
        if (!persons.TryGetValue(loginFolded, out var person))
        {
            persons[loginFolded] = person = Find(byLogin, loginFolded);
        }

        return person;
    }

    /// <summary>The person with this folded e-mail, or null.</summary>
    public StoredPerson? PersonOfEmail(string emailFolded) => Find(byEmail, emailFolded);

    /// <summary>Takes note of a person that was written.</summary>
    public void Written(string loginFolded, StoredPerson person) => persons[loginFolded] = person;

    public void Dispose()
    {
        byLogin.Dispose();
        byEmail.Dispose();
    }

    private static KeyValuePair<string, StoredObject> Object(SqliteDataReader row) =>
        new(row.GetString(0), new StoredObject(row.GetInt32(1), row.GetString(2), row.GetString(3), (Validity)row.GetInt32(4)));

    private static StoredPerson? Find(SqliteCommand command, string text)
    {
        command.Parameters["$text"].Value = text;
        using var row = command.ExecuteReader();
        return row.Read()
            ? new StoredPerson(
                row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6),
                row.IsDBNull(7) ? null : row.GetInt32(7), (Validity)row.GetInt32(8), row.GetString(9), row.GetBoolean(10))
            : null;
    }
}

/// <summary>A customer, group or service as stored.</summary>
internal sealed record StoredObject(int Id, string Name, string Comment, Validity Validity);

/// <summary>What files say of a person, as stored.</summary>
internal sealed record StoredPerson(
    int Id, string Login, string LoginFolded, string FirstName, string LastName, string Email, string EmailFolded, int? Customer, Validity Validity,
    string BackEndName, bool Blocked)
{
    /// <summary>She comes from a read-only back end: no file changes her.</summary>
    public bool IsReadOnly => BackEndName != BackEnd.DefaultName;

    /// <summary>
    /// The row says of her what is stored. Of a person who is blocked here an export says that she is invalid, so that the
    /// block survives where the files go; here such a row is nothing new.
    /// </summary>
    public bool IsSaidBy(PersonRow row, int? customer) =>
        (Login, FirstName, LastName, Email, Customer) == (row.Login, row.FirstName, row.LastName, row.Email, customer)
        && (row.Validity == Validity || row.Validity == ExportedValidity(Validity, Blocked));

    /// <summary>The validity that an export writes.</summary>
    public static Validity ExportedValidity(Validity validity, bool blocked) => blocked && validity == Validity.Valid ? Validity.Invalid : validity;
}
