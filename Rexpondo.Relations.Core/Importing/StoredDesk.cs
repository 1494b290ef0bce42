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
    private readonly Statement byId;
    private readonly Statement byEmail;

    /// <param name="connection">Inside the transaction.</param>
    /// <param name="stage">Whose persons are looked up.</param>
    public StoredDesk(SqliteConnection connection, ImportStage stage)
    {
        byId = new Statement(
            connection,
            """
            SELECT u.id, login, login_folded, first_name, last_name, email, email_folded, customer, validity, b.name, blocked
            FROM customer_user u JOIN back_end b ON b.id = u.back_end WHERE u.id = ?1
            """);
        byEmail = new Statement(connection, "SELECT login, login_folded FROM customer_user WHERE email_folded = ?1 AND email_folded <> ''");
        PersonIds = new int[stage.Logins];
        FirstNewPerson = (int)connection.Scalar("SELECT max(id) FROM customer_user") + 1;
        if (HasPersons)
        {
            using var idOf = new Statement(connection, "SELECT id FROM customer_user WHERE login_folded = ?1");
            foreach (var (folded, person) in stage.AllLogins())
            {
                PersonIds[person] = (int)(idOf.Bind(0, folded).Number() ?? 0);
            }
        }

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

    /// <summary>The ids of the stage's persons, 0 for one who is not in the store yet.</summary>
    public int[] PersonIds { get; }

    /// <summary>Persons of this id and above are new in this import.</summary>
    public int FirstNewPerson { get; }

    /// <summary>There were customer users before the import.</summary>
    public bool HasPersons => FirstNewPerson > 1;

    /// <summary>The person with this id.</summary>
    public StoredPerson Person(int id)
    {
        var row = byId.Bind(0, id);
        row.Read();
        return new StoredPerson(
            row.Int32(0), row.Text(1)!, row.Text(2)!, row.Text(3)!, row.Text(4)!, row.Text(5)!, row.Text(6)!, row.NullableInt32(7), (Validity)row.Int32(8), row.Text(9)!,
            row.Int32(10) != 0);
    }

    /// <summary>The login, as written and folded, of the person with this folded e-mail, or null.</summary>
    public (string Login, string Folded)? PersonOfEmail(string emailFolded) =>
        byEmail.Bind(0, emailFolded).Read() ? (byEmail.Text(0)!, byEmail.Text(1)!) : null;

    public void Dispose()
    {
        byId.Dispose();
        byEmail.Dispose();
    }

    private static KeyValuePair<string, StoredObject> Object(SqliteDataReader row) =>
        new(row.GetString(0), new StoredObject(row.GetInt32(1), row.GetString(2), row.GetString(3), (Validity)row.GetInt32(4)));
}

/// <summary>A customer, group or service as stored.</summary>
internal sealed record StoredObject(int Id, string Name, string Comment, Validity Validity);

/// <summary>What files say of a person, as stored.</summary>
internal sealed record StoredPerson(
    int Id, string Login, string LoginFolded, string FirstName, string LastName, string Email, string EmailFolded, int? Customer, Validity Validity,
    string BackEndName, bool Blocked)
{
    /// <summary>The person comes from a read-only back end: no file changes them.</summary>
    public bool IsReadOnly => BackEndName != BackEnd.DefaultName;

    /// <summary>
    /// The row says of the person what is stored. Of one who is blocked here an export says that they are invalid, so that the
    /// block survives where the files go; here such a row is nothing new.
    /// </summary>
    public bool IsSaidBy(PersonRow row, int? customer) =>
        (Login, FirstName, LastName, Email, Customer) == (row.Login, row.FirstName, row.LastName, row.Email, customer)
        && (row.Validity == Validity || row.Validity == ExportedValidity(Validity, Blocked));

    /// <summary>The validity that an export writes.</summary>
    public static Validity ExportedValidity(Validity validity, bool blocked) => blocked && validity == Validity.Valid ? Validity.Invalid : validity;
}
