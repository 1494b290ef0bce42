using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>
/// Writes what the files say and the store does not have yet, inside the import's transaction. The change set is begun
/// with the first difference: what the name index searches is written first, so that it is known by then whether the index
/// must be made anew.
/// </summary>
internal sealed class DeskWriter(
    SqliteConnection connection, ImportedDesk desk, StoredDesk stored, IReadOnlyList<int> emailsGivenUp, Func<bool, long> beginChangeSet,
    IProgress<ImportProgress>? progress, CancellationToken cancellationToken) : IDisposable
{
    /// <summary>Where the context <em>other</em> is kept.</summary>
    public const string OtherTable = "customer_group_other";

    private readonly Dictionary<string, (int Added, int Changed)> counts = [];
    private readonly FieldLog log = new(connection);
    private Dictionary<int, string>? customerIds; // once the customers are written

    /// <summary>The change set, or null while nothing differed.</summary>
    public long? ChangeSet { get; private set; }

    /// <summary>Writes everything; gives the counts in the order of <see cref="DeskFiles.All"/>.</summary>
    public ImmutableArray<ImportedFile> Write(RelationSettings settings)
    {
        Customers();
        Persons();
        Groups();
        Services();
        Settings(settings);
        foreach (var file in desk.Links)
        {
            Links(file);
        }

        return [.. DeskFiles.All.Where(counts.ContainsKey).Select(name => new ImportedFile(name, counts[name].Added, counts[name].Changed))];
    }

    public void Dispose() => log.Dispose();

    private void Customers()
    {
        Begin(desk.CustomerTable);
        using var insert = connection.Prepared("INSERT INTO customer (customer_id, name, validity) VALUES ($id, $name, $validity) RETURNING id", "$id", "$name", "$validity");
        using var update = connection.Prepared("UPDATE customer SET name = $name, validity = $validity WHERE id = $id", "$id", "$name", "$validity");
        foreach (var (row, i) in desk.Customers.Select((row, i) => (row, i)))
        {
            Step(DeskFiles.Customers, i, desk.Customers.Length);
            var before = stored.Customers.GetValueOrDefault(row.CustomerId);
            if (before is null)
            {
                var id = (int)Run(insert, row.CustomerId, row.Name, (int)row.Validity);
                stored.Customers[row.CustomerId] = new StoredObject(id, row.Name, "", row.Validity);
                log.Added(Count(DeskFiles.Customers, added: true, touchesNames: true), RelationSide.Customer, id, RecordField.CustomerId, row.CustomerId);
            }
            else if ((before.Name, before.Validity) != (row.Name, row.Validity))
            {
                Run(update, before.Id, row.Name, (int)row.Validity);
                log.Changed(
                    Count(DeskFiles.Customers, added: false, touchesNames: true), RelationSide.Customer, before.Id,
                    (RecordField.Name, before.Name, row.Name), (RecordField.Validity, before.Validity.ToText(), row.Validity.ToText()));
            }
        }
    }

    private void Persons()
    {
        Begin(desk.PersonTable);
        using var insert = new Statement(
            connection,
            """
            INSERT INTO customer_user (login, login_folded, first_name, last_name, email, email_folded, customer, validity)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """);
        using var update = new Statement(
            connection,
            """
            UPDATE customer_user SET login = ?1, first_name = ?2, last_name = ?3, email = ?4, email_folded = ?5, customer = ?6, validity = ?7 WHERE id = ?8
            """);
        GiveUpEmails();
        var customers = desk.Stage.Customers.Names.Select(name => stored.Customers.GetValueOrDefault(name)?.Id).ToArray();
        var done = 0;
        foreach (var (person, row) in desk.Stage.AllPersons())
        {
            Step(DeskFiles.CustomerUsers, done++, desk.Stage.Persons);
            var customer = row.Customer >= 0 ? customers[row.Customer] : null;
            if (stored.PersonIds[person] == 0)
            {
                insert.Bind(0, row.Login).Bind(1, row.LoginFolded).Bind(2, row.FirstName).Bind(3, row.LastName).Bind(4, row.Email).Bind(5, row.EmailFolded)
                    .Bind(6, customer).Bind(7, (int)row.Validity).Run();
                var id = stored.PersonIds[person] = (int)insert.LastId;
                log.Added(Count(DeskFiles.CustomerUsers, added: true, touchesNames: true), RelationSide.CustomerUser, id, RecordField.Login, row.Login);
                continue;
            }

            var before = stored.Person(stored.PersonIds[person]);
            var after = before with
            {
                Login = row.Login,
                FirstName = row.FirstName,
                LastName = row.LastName,
                Email = row.Email,
                EmailFolded = row.EmailFolded,
                Customer = customer,
                Validity = row.Validity,
            };

            // Of a person of another back end the row says what is stored, or the check had refused it.
            if (!before.IsReadOnly && before != after)
            {
                update.Bind(0, row.Login).Bind(1, row.FirstName).Bind(2, row.LastName).Bind(3, row.Email).Bind(4, row.EmailFolded)
                    .Bind(5, customer).Bind(6, (int)row.Validity).Bind(7, before.Id).Run();
                log.Changed(
                    Count(DeskFiles.CustomerUsers, added: false, touchesNames: true), RelationSide.CustomerUser, before.Id,
                    (RecordField.Login, before.Login, row.Login), (RecordField.FirstName, before.FirstName, row.FirstName),
                    (RecordField.LastName, before.LastName, row.LastName), (RecordField.Email, before.Email, row.Email),
                    (RecordField.Customer, CustomerId(before.Customer), CustomerId(customer)), (RecordField.Validity, before.Validity.ToText(), row.Validity.ToText()));
            }
        }
    }

    // An e-mail is unique at every moment: who gives one up does so before another takes it, so that two may swap.
    private void GiveUpEmails()
    {
        using var giveUp = new Statement(connection, "UPDATE customer_user SET email_folded = '' WHERE id = ?1");
        foreach (var id in emailsGivenUp)
        {
            giveUp.Bind(0, id).Run();
        }
    }

    private void Groups()
    {
        Begin(desk.GroupTable);
        using var insert = connection.Prepared("INSERT INTO permission_group (name, comment, validity) VALUES ($name, $comment, $validity) RETURNING id", "$name", "$comment", "$validity");
        using var update = connection.Prepared("UPDATE permission_group SET comment = $comment, validity = $validity WHERE id = $id", "$id", "$comment", "$validity");
        foreach (var row in desk.Groups)
        {
            WriteObject(DeskFiles.Groups, RelationSide.Group, stored.Groups, row, update, () => Run(insert, row.Name, row.Comment, (int)row.Validity));
        }
    }

    private void Services()
    {
        Begin(desk.ServiceTable);
        using var insert = connection.Prepared(
            "INSERT INTO service (parent_id, full_name, comment, validity) VALUES ($parent, $name, $comment, $validity) RETURNING id", "$parent", "$name", "$comment", "$validity");
        using var update = connection.Prepared("UPDATE service SET comment = $comment, validity = $validity WHERE id = $id", "$id", "$comment", "$validity");
        var named = desk.Services.ToDictionary(row => row.Name);
        var missing = desk.Services.SelectMany(row => DeskCheck.WithAncestors(row.Name)).Distinct()
            .Where(name => !named.ContainsKey(name) && !stored.Services.ContainsKey(name))
            .Select(name => new ObjectRow(0, name, "", Validity.Valid));
        // A parent before its children.
        foreach (var row in desk.Services.Concat(missing).OrderBy(row => ServicePath.Levels(row.Name).Length).ToList())
        {
            int? parent = ServicePath.Parent(row.Name) is { } name ? stored.Services[name].Id : null;
            WriteObject(DeskFiles.Services, RelationSide.Service, stored.Services, row, update, () => Run(insert, parent, row.Name, row.Comment, (int)row.Validity));
        }
    }

    private void WriteObject(DeskFile file, RelationSide side, Dictionary<string, StoredObject> all, ObjectRow row, SqliteCommand update, Func<long> insert)
    {
        var before = all.GetValueOrDefault(row.Name);
        if (before is null)
        {
            var id = (int)insert();
            all[row.Name] = new StoredObject(id, row.Name, row.Comment, row.Validity);
            log.Added(Count(file, added: true, touchesNames: false), side, id, RecordField.Name, row.Name);
        }
        else if ((before.Comment, before.Validity) != (row.Comment, row.Validity))
        {
            Run(update, before.Id, row.Comment, (int)row.Validity);
            log.Changed(
                Count(file, added: false, touchesNames: false), side, before.Id,
                (RecordField.Comment, before.Comment, row.Comment), (RecordField.Validity, before.Validity.ToText(), row.Validity.ToText()));
        }
    }

    private void Settings(RelationSettings settings)
    {
        if (!desk.HasSettings)
        {
            return;
        }

        counts[DeskFiles.Settings.Name] = (0, SettingValues.Differences(settings, stored.Settings).Count);
        if (counts[DeskFiles.Settings.Name].Changed > 0)
        {
            SettingsTable.Deploy(connection, settings, EnsureChangeSet(touchesNames: false), "import");
            connection.Each("SELECT name, bit FROM permission_key", row => stored.PermissionBits[row.GetString(0)] = row.GetInt32(1));
        }
    }

    private void Links(LinkFile file)
    {
        if (!file.IsThere)
        {
            return;
        }

        counts[file.File.Name] = default;
        using var writer = new RelationAdder(connection, file.Kind, () => EnsureChangeSet(touchesNames: false));
        var done = 0;
        foreach (var (left, isNew, same, other) in Cells(file))
        {
            for (var i = 0; i < same.Count + other.Count; i++)
            {
                Step(file.File, done++, file.Rows.Count);
            }

            var (added, changed) = writer.Add(left, isNew, same);
            var before = counts[file.File.Name];
            counts[file.File.Name] = (before.Added + added, before.Changed + changed);
            OtherContext(file, left, other);
        }

        writer.Complete();
    }

    private void OtherContext(LinkFile file, int left, List<(int Right, PermissionSet Keys)> cells)
    {
        foreach (var (right, keys) in cells)
        {
            var old = new PermissionSet(connection.Scalar(
                $"SELECT keys FROM {OtherTable} WHERE customer = $customer AND group_id = $group", ("$customer", left), ("$group", right)));
            if (!old.Contains(keys))
            {
                connection.Execute(
                    $"INSERT INTO {OtherTable} (customer, group_id, keys) VALUES ($customer, $group, $keys) ON CONFLICT DO UPDATE SET keys = excluded.keys",
                    ("$customer", left), ("$group", right), ("$keys", (old | keys).Bits));
                Count(file.File, added: old.IsEmpty, touchesNames: false);
            }
        }
    }

    // The cells of each left object, one for all rows of a pair, in the order in which the table is clustered. The lists are used again.
    private IEnumerable<(int Left, bool IsNew, List<(int Right, PermissionSet Keys)> Same, List<(int Right, PermissionSet Keys)> Other)> Cells(LinkFile file)
    {
        var kind = file.Kind;
        var lefts = kind.Left switch
        {
            RelationSide.CustomerUser => stored.PersonIds,
            RelationSide.Everybody => [0],
            RelationSide.Customer or RelationSide.Group or RelationSide.Service => Ids(kind.Left),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var rights = Ids(kind.Right);
        var keys = desk.Stage.Permissions.Names.Select(name => stored.PermissionBits.TryGetValue(name, out var bit) ? PermissionSet.OfBit(bit) : PermissionSet.None).ToArray();
        var (rows, same, other) = (new List<(int Right, int Permission, bool Other)>(), new List<(int, PermissionSet)>(), new List<(int, PermissionSet)>());
        foreach (var number in ByGrowing(lefts))
        {
            file.Rows.Of(number, rows);
            if (rows.Count > 0)
            {
                Merge(rows, other: false, same);
                Merge(rows, other: true, other);
                yield return (lefts[number], kind.Left == RelationSide.CustomerUser && lefts[number] >= stored.FirstNewPerson, same, other);
            }
        }

        void Merge(List<(int Right, int Permission, bool Other)> from, bool other, List<(int Right, PermissionSet Keys)> cells)
        {
            cells.Clear();
            foreach (var row in from)
            {
                if (row.Other != other)
                {
                    continue;
                }

                var (right, set) = (rights[row.Right], kind.HasPermissions ? keys[row.Permission] : PermissionSet.Active);
                if (cells.Count > 0 && cells[^1].Right == right)
                {
                    cells[^1] = (right, cells[^1].Keys | set);
                }
                else
                {
                    cells.Add((right, set));
                }
            }

            cells.Sort((a, b) => a.Right.CompareTo(b.Right));
        }
    }

    // Numbers of the stage in the order of their ids; mostly these are in order already.
    private static IEnumerable<int> ByGrowing(int[] ids)
    {
        var numbers = Enumerable.Range(0, ids.Length).ToArray();
        for (var i = 1; i < ids.Length; i++)
        {
            if (ids[i - 1] > ids[i])
            {
                Array.Sort([.. ids], numbers);
                break;
            }
        }

        return numbers;
    }

    private int[] Ids(RelationSide side)
    {
        var all = side switch
        {
            RelationSide.Customer => stored.Customers,
            RelationSide.Group => stored.Groups,
            RelationSide.Service => stored.Services,
            RelationSide.CustomerUser or RelationSide.Everybody or _ => throw new System.Diagnostics.UnreachableException(),
        };
        return [.. desk.Stage.Names(side).Names.Select(name => all.GetValueOrDefault(name)?.Id ?? 0)];
    }

    private void Begin(CsvTable table)
    {
        if (table.IsThere)
        {
            counts[table.File.Name] = default;
        }
    }

    private long Count(DeskFile file, bool added, bool touchesNames)
    {
        var (before, changed) = counts[file.Name];
        counts[file.Name] = added ? (before + 1, changed) : (before, changed + 1);
        return EnsureChangeSet(touchesNames);
    }

    private string CustomerId(int? number) =>
        number is { } id ? (customerIds ??= stored.Customers.ToDictionary(customer => customer.Value.Id, customer => customer.Key))[id] : "";

    private long EnsureChangeSet(bool touchesNames) => ChangeSet ??= beginChangeSet(touchesNames);

    private void Step(DeskFile file, int done, int total)
    {
        if (done % 1000 == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new ImportProgress(file.Name, done, total));
        }
    }

    private static long Run(SqliteCommand command, params ReadOnlySpan<object?> values) => command.Bind(values).ExecuteScalar() is long number ? number : 0;
}
