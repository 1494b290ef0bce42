using System.Globalization;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>
/// The rows of persons and relations of an import, laid aside until all files are read: on disk, so that a million persons take
/// no more memory than a thousand. A private temporary database, which nobody else can open and which is gone with its
/// connection. Names are kept once and numbered; a person is a number from 0, first those of <c>customer_users.csv</c>.
/// </summary>
internal sealed class ImportStage : IDisposable
{
    private const string Schema =
        """
        PRAGMA journal_mode = OFF;
        PRAGMA synchronous = OFF;
        PRAGMA cache_size = -32768;
        CREATE TABLE login (folded TEXT PRIMARY KEY, person INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE person (
            person INTEGER PRIMARY KEY, line INTEGER, login TEXT, login_folded TEXT, first_name TEXT, last_name TEXT, email TEXT, email_folded TEXT,
            customer INTEGER, validity INTEGER);
        BEGIN;
        """;

    private readonly SqliteConnection connection = new("Data Source=;Pooling=False");
    private readonly List<IDisposable> statements = [];
    private readonly Statement findLogin;
    private readonly Statement addLogin;
    private readonly Statement findPerson;
    private readonly Statement addPerson;
    private readonly List<StagedLinks> links = [];
    private (string Folded, int Person) last = ("", -1);

    /// <exception cref="SqliteException">The temporary folder cannot be written.</exception>
    public ImportStage()
    {
        connection.Open();
        connection.Execute(Schema);
        findLogin = Prepared("SELECT person FROM login WHERE folded = ?1");
        addLogin = Prepared("INSERT INTO login VALUES (?1, ?2) ON CONFLICT DO NOTHING");
        findPerson = Prepared("SELECT * FROM person WHERE person = (SELECT person FROM login WHERE folded = ?1)");
        addPerson = Prepared("INSERT INTO person VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    }

    /// <summary>Customer ids that are named.</summary>
    public NameList Customers { get; } = new();

    /// <summary>Groups that are named in relations.</summary>
    public NameList Groups { get; } = new();

    /// <summary>Services that are named in relations.</summary>
    public NameList Services { get; } = new();

    /// <summary>Permissions that are named.</summary>
    public NameList Permissions { get; } = new();

    /// <summary>How many persons <c>customer_users.csv</c> has.</summary>
    public int Persons { get; private set; }

    /// <summary>How many persons are named anywhere.</summary>
    public int Logins { get; private set; }

    /// <summary>Adds a row of <c>customer_users.csv</c>, before any relation; gives the one that is there already, if there is one.</summary>
    public PersonRow? AddPerson(PersonRow row)
    {
        addLogin.Bind(0, row.LoginFolded).Bind(1, Logins).Run();
        if (addLogin.Changes == 0)
        {
            findPerson.Bind(0, row.LoginFolded).Read();
            return Person(findPerson);
        }

        addPerson.Bind(0, Logins++).Bind(1, row.Line).Bind(2, row.Login).Bind(3, row.LoginFolded).Bind(4, row.FirstName).Bind(5, row.LastName)
            .Bind(6, row.Email).Bind(7, row.EmailFolded).Bind(8, row.Customer).Bind(9, (int)row.Validity).Run();
        Persons++;
        return null;
    }

    /// <summary>The number of a person whom a relation names.</summary>
    public int PersonOf(string loginFolded)
    {
        // The rows of a person mostly stand together.
        if (last.Folded != loginFolded || last.Person < 0)
        {
            var person = (int?)findLogin.Bind(0, loginFolded).Number();
            if (person is null)
            {
                addLogin.Bind(0, loginFolded).Bind(1, Logins).Run();
            }

            last = (loginFolded, person ?? Logins++);
        }

        return last.Person;
    }

    /// <summary>A table for the rows of a file of relations.</summary>
    public StagedLinks Links()
    {
        var added = new StagedLinks(connection, string.Create(CultureInfo.InvariantCulture, $"link{links.Count}"));
        links.Add(added);
        return added;
    }

    /// <summary>All rows of <c>customer_users.csv</c>, in their order.</summary>
    public IEnumerable<(int Person, PersonRow Row)> AllPersons()
    {
        using var read = new Statement(connection, "SELECT * FROM person ORDER BY person");
        while (read.Read())
        {
            yield return (read.Int32(0), Person(read));
        }
    }

    /// <summary>Folded logins of all persons that are named, and their numbers.</summary>
    public IEnumerable<(string Folded, int Person)> AllLogins()
    {
        using var read = new Statement(connection, "SELECT folded, person FROM login ORDER BY folded");
        while (read.Read())
        {
            yield return (read.Text(0)!, read.Int32(1));
        }
    }

    /// <summary>The names of one side of a relation.</summary>
    public NameList Names(RelationSide side) => side switch
    {
        RelationSide.Customer => Customers,
        RelationSide.Group => Groups,
        RelationSide.Service => Services,
        _ => throw new ArgumentException($"{side} has no names here", nameof(side)),
    };

    /// <summary>True if a row of <c>customer_users.csv</c> has this login.</summary>
    public bool HasPerson(string loginFolded) => findLogin.Bind(0, loginFolded).Number() < Persons;

    /// <summary>E-mails that an earlier row has too: line, the e-mail as written, the line of the first.</summary>
    public List<(int Line, string Email, int First)> RepeatedEmails()
    {
        connection.Execute("CREATE INDEX person_email ON person (email_folded, person) WHERE email_folded <> ''");
        return connection.Query(
            """
            SELECT p.line, p.email, f.line FROM
                (SELECT email_folded AS folded, min(person) AS first FROM person WHERE email_folded <> '' GROUP BY email_folded HAVING count(*) > 1) r
            JOIN person p ON p.email_folded = r.folded AND p.email_folded <> '' AND p.person <> r.first
            JOIN person f ON f.person = r.first
            """,
            row => (row.GetInt32(0), row.GetString(1), row.GetInt32(2)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        links.ForEach(one => one.Dispose());
        statements.ForEach(statement => statement.Dispose());
        connection.Dispose();
    }

    private static PersonRow Person(Statement row) => new(
        row.Int32(1), row.Text(2)!, row.Text(3)!, row.Text(4)!, row.Text(5)!, row.Text(6)!, row.Text(7)!, row.Int32(8), (Validity)row.Int32(9));

    private Statement Prepared(string sql)
    {
        var statement = new Statement(connection, sql);
        statements.Add(statement);
        return statement;
    }
}
