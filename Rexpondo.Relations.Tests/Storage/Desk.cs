using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Tests.Storage;

/// <summary>A desk in a temporary SQLite file, with everything that reads and edits it, and one admin <c>root</c>.</summary>
internal sealed class Desk : IDisposable
{
    private readonly DirectoryInfo? folder;
    private readonly List<Desk> others = [];

    public Desk(bool groupSupport = true)
        : this(Directory.CreateTempSubdirectory("relations-"))
    {
        Root = Agent("root");
        if (groupSupport)
        {
            Deploy(settings => settings with { GroupSupport = GroupSupport.Everywhere(true) });
        }
    }

    private Desk(DirectoryInfo folder)
        : this(Path.Combine(folder.FullName, "relations.db")) => this.folder = folder;

    private Desk(string path)
    {
        Store = new RelationsStore(new StoreOptions { DatabasePath = path });
        Catalogs = new CatalogReader(Store);
        Worlds = new AccessWorldReader(Store, Catalogs);
        Editor = new RelationEditor(Store, Catalogs, Bell, Clock);
    }

    public RelationsStore Store { get; }

    public CatalogReader Catalogs { get; }

    public AccessWorldReader Worlds { get; }

    public StoreBell Bell { get; } = new();

    public FakeClock Clock { get; } = new();

    public RelationEditor Editor { get; }

    public AgentId Root { get; private init; }

    /// <summary>Another file, with the agents of this one.</summary>
    public Desk At(string path) => new(path) { Root = Root };

    /// <summary>The same file as another process would have it open: a store and readers of their own.</summary>
    public Desk OtherProcess()
    {
        var other = new Desk(Store.DatabasePath) { Root = Root };
        others.Add(other);
        return other;
    }

    /// <summary>A random world in a store.</summary>
    public static Desk Of(World world)
    {
        var desk = new Desk(groupSupport: false);
        desk.Change(connection =>
        {
            connection.Execute("INSERT INTO back_end (id, name) VALUES (2, $name)", ("$name", World.BackEnds[1]));
            foreach (var (customerId, validity) in world.Customers)
            {
                Insert(connection, RelationSide.Customer, customerId, validity);
            }

            foreach (var (name, validity) in world.Groups)
            {
                Insert(connection, RelationSide.Group, name, validity);
            }

            foreach (var (parent, fullName, validity) in world.Services)
            {
                connection.Execute(
                    "INSERT INTO service (parent_id, full_name, validity) VALUES ($parent, $name, $validity)",
                    ("$parent", parent), ("$name", fullName), ("$validity", (int)validity));
            }

            foreach (var (login, customer, validity, backEnd) in world.Persons)
            {
                InsertPerson(connection, login, "", login, "", customer, validity, backEnd);
            }
        });
        desk.Deploy(_ => world.Settings with { PermissionKeys = ["ro", "note", "rw"] });
        desk.Deploy(_ => world.Settings);
        foreach (var rows in world.Rows.GroupBy(row => row.Key.Kind))
        {
            desk.Relate(rows.Key, rows.Select(row => (row.Key.Left, row.Key.Right, row.Value)));
        }

        return desk;
    }

    public CustomerUserId CustomerUser(
        string login = "anna", string firstName = "Anna", string lastName = "Meier", string email = "", CustomerNumber? customer = null,
        Validity validity = Validity.Valid, int backEnd = 1) =>
        new(Change(connection => InsertPerson(connection, login, firstName, lastName, email, customer?.Value, validity, backEnd)));

    /// <summary>Many persons <c>prefix1</c> … in one transaction.</summary>
    public IReadOnlyList<CustomerUserId> CustomerUsers(int count, string prefix = "person") =>
        Change<IReadOnlyList<CustomerUserId>>(connection => [.. Enumerable.Range(1, count).Select(i =>
            new CustomerUserId(InsertPerson(connection, $"{prefix}{i}", "", $"{prefix}{i}", "", null, Validity.Valid, 1)))]);

    public CustomerNumber Customer(string customerId = "ACME", Validity validity = Validity.Valid) =>
        new(Change(connection => Insert(connection, RelationSide.Customer, customerId, validity)));

    public GroupId Group(string name = "billing", Validity validity = Validity.Valid) =>
        new(Change(connection => Insert(connection, RelationSide.Group, name, validity)));

    public ServiceId Service(string fullName, ServiceId? parent = null, Validity validity = Validity.Valid) =>
        new(Change(connection => (int)connection.Scalar(
            "INSERT INTO service (parent_id, full_name, validity) VALUES ($parent, $name, $validity) RETURNING id",
            ("$parent", parent?.Value), ("$name", fullName), ("$validity", (int)validity))));

    public AgentId Agent(string login, AgentRole role = AgentRole.Admin, bool disabled = false) =>
        new(Change(connection => (int)connection.Scalar(
            "INSERT INTO agent (login, login_folded, password_hash, role, disabled, stamp) VALUES ($login, $folded, '', $role, $disabled, '') RETURNING id",
            ("$login", login), ("$folded", LoginFolding.Fold(login)), ("$role", (int)role), ("$disabled", disabled ? 1 : 0))));

    /// <summary>Stores rows as the first start would: in the change log, not by an agent.</summary>
    public void Relate(RelationKind kind, params IEnumerable<(int Left, int Right, PermissionSet Keys)> rows) =>
        Transact(connection =>
        {
            using var writer = new RelationWriter(connection, kind, () =>
                ChangeLog.Begin(connection, new ChangeAuthor(null, "seed", ChangeWay.FirstStart), Clock.Now, touchesNames: kind == RelationKind.CustomerUserCustomer));
            foreach (var (left, right, keys) in rows)
            {
                writer.Apply(left, right, keys, PermissionSet.None);
            }

            writer.Complete();

            return 0;
        });

    public void Relate(CustomerUserId person, GroupId group, PermissionSet keys) => Relate(RelationKind.CustomerUserGroup, (person.Value, group.Value, keys));

    public void Relate(CustomerUserId person, ServiceId service) => Relate(RelationKind.CustomerUserService, (person.Value, service.Value, PermissionSet.Active));

    public void Relate(CustomerUserId person, CustomerNumber customer) => Relate(RelationKind.CustomerUserCustomer, (person.Value, customer.Value, PermissionSet.Active));

    public void Relate(CustomerNumber customer, GroupId group, PermissionSet keys) => Relate(RelationKind.CustomerGroup, (customer.Value, group.Value, keys));

    public void Default(ServiceId service) => Relate(RelationKind.DefaultService, (0, service.Value, PermissionSet.Active));

    public void Deploy(Func<RelationSettings, RelationSettings> change) => Change(connection =>
        SettingsTable.Deploy(connection, change(SettingsTable.Read(connection)), ChangeLog.Revision(connection), "test"));

    /// <summary>Anything done to the desk itself, with its change set, as every editor of persons, groups, services and settings leaves one.</summary>
    public T Change<T>(Func<SqliteConnection, T> change) => Transact(connection =>
    {
        ChangeLog.Begin(connection, new ChangeAuthor(null, "seed", ChangeWay.FirstStart), Clock.Now, touchesNames: true);
        return change(connection);
    });

    public void Change(Action<SqliteConnection> change) => Change(connection =>
    {
        change(connection);
        return 0;
    });

    /// <summary>One SQL statement with its change set.</summary>
    public void Change(string sql, params (string Name, object? Value)[] parameters) => Change(connection => connection.Execute(sql, parameters));

    /// <summary>SQL beside the product: faults, triggers.</summary>
    public void Execute(string sql)
    {
        using var connection = Store.Open();
        connection.Execute(sql);
    }

    public long Scalar(string sql, params (string Name, object? Value)[] parameters)
    {
        using var connection = Store.Open();
        return connection.Scalar(sql, parameters);
    }

    /// <summary>Loads everything afresh, whatever a reader keeps.</summary>
    public AccessWorld FreshWorld() => Store.Read(connection => AccessWorldReader.Load(connection, new CatalogReader(Store).Read(connection)));

    public StoredCells Stored(MatrixId matrix) => FreshWorld().Stored(matrix);

    public PermissionSet Stored(CustomerUserId person, GroupId group) => Stored(MatrixId.GroupsOf(person))[group.Value];

    /// <summary>Every row of every relation as text, in order: equal texts mean that nothing at all differs.</summary>
    public string AllRows()
    {
        using var connection = Store.Open();
        return string.Join('\n', RelationKind.All.SelectMany(kind => connection.Query(
            $"SELECT {kind.LeftColumn}, {kind.RightColumn}, keys FROM {kind.Table} ORDER BY 1, 2", row => $"{kind} {row.GetInt32(0)} {row.GetInt32(1)} {row.GetInt64(2)}")));
    }

    /// <summary>The cells of the change log in their order.</summary>
    public List<LoggedCell> Log()
    {
        using var connection = Store.Open();
        var sets = connection.Query(
            "SELECT id, at, agent_login, reason FROM change_set ORDER BY id",
            row => (Id: row.GetInt64(0), At: row.GetInt64(1), Login: row.GetString(2), Reason: row.IsDBNull(3) ? null : row.GetString(3)));
        return [.. sets.SelectMany(set => CellLog.Of(connection, set.Id).Select(cell =>
            new LoggedCell(set.Id, set.At, set.Login, set.Reason, cell.Kind, cell.Left, cell.Right, cell.Old, cell.New)))];
    }

    public long Revision() => Scalar("SELECT max(id) FROM change_set");

    /// <summary>Saves as <see cref="Root"/> or another agent.</summary>
    public Task<SaveResult> Save(EditSet edits, AgentId? agent = null, string? reason = null) =>
        Editor.SaveAsync(edits, agent ?? Root, reason, CancellationToken.None);

    /// <summary>An edit that asks for a value whatever is stored, as a cell that was clicked when it looked different.</summary>
    public static EditSet Edit(MatrixId matrix, PermissionSet key, bool on, params IEnumerable<int> rows) =>
        EditSet.Of(matrix).With(matrix.FixedId, key.EachBit().Single(), IdSet.Of(rows), on);

    public void Dispose()
    {
        others.ForEach(other => other.Dispose());
        Store.Dispose();
        folder?.Delete(recursive: true);
    }

    private static int InsertPerson(
        SqliteConnection connection, string login, string firstName, string lastName, string email, int? customer, Validity validity, int backEnd) =>
        (int)connection.Scalar(
            """
            INSERT INTO customer_user (login, login_folded, first_name, last_name, email, email_folded, customer, validity, back_end)
            VALUES ($login, $folded, $first, $last, $email, $emailFolded, $customer, $validity, $backEnd) RETURNING id
            """,
            ("$login", login), ("$folded", LoginFolding.Fold(login)), ("$first", firstName), ("$last", lastName), ("$email", email),
            ("$emailFolded", LoginFolding.Fold(email)), ("$customer", customer), ("$validity", (int)validity), ("$backEnd", backEnd));

    private static int Insert(SqliteConnection connection, RelationSide side, string name, Validity validity) => (int)connection.Scalar(
        side == RelationSide.Customer
            ? "INSERT INTO customer (customer_id, name, validity) VALUES ($name, $name, $validity) RETURNING id"
            : "INSERT INTO permission_group (name, validity) VALUES ($name, $validity) RETURNING id",
        ("$name", name), ("$validity", (int)validity));

    private T Transact<T>(Func<SqliteConnection, T> write)
    {
        using var connection = Store.Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = write(connection);
        transaction.Commit();
        return result;
    }
}
