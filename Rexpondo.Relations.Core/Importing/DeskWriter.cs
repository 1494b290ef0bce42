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
    SqliteConnection connection, ImportedDesk desk, StoredDesk stored, Func<bool, long> beginChangeSet,
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
        using var insert = connection.Prepared(
            """
            INSERT INTO customer_user (login, login_folded, first_name, last_name, email, email_folded, customer, validity)
            VALUES ($login, $folded, $first, $last, $email, $emailFolded, $customer, $validity) RETURNING id
            """,
            "$login", "$folded", "$first", "$last", "$email", "$emailFolded", "$customer", "$validity");
        using var update = connection.Prepared(
            """
            UPDATE customer_user SET login = $login, first_name = $first, last_name = $last, email = $email, email_folded = $emailFolded,
                customer = $customer, validity = $validity
            WHERE id = $id
            """,
            "$login", "$first", "$last", "$email", "$emailFolded", "$customer", "$validity", "$id");
        GiveUpEmails();
        foreach (var (row, i) in desk.Persons.Select((row, i) => (row, i)))
        {
            Step(DeskFiles.CustomerUsers, i, desk.Persons.Length);
            int? customer = row.CustomerId.Length > 0 ? stored.Customers[row.CustomerId].Id : null;
            var before = stored.Person(row.LoginFolded);
            var after = new StoredPerson(
                before?.Id ?? 0, row.Login, row.LoginFolded, row.FirstName, row.LastName, row.Email, row.EmailFolded, customer, row.Validity,
                BackEnd.DefaultName, before?.Blocked ?? false);
            if (before is { IsReadOnly: true })
            {
                continue; // the row says what is stored, or the check had refused it
            }

            if (before is null)
            {
                var id = (int)Run(insert, row.Login, row.LoginFolded, row.FirstName, row.LastName, row.Email, row.EmailFolded, customer, (int)row.Validity);
                stored.Written(row.LoginFolded, after with { Id = id });
                log.Added(Count(DeskFiles.CustomerUsers, added: true, touchesNames: true), RelationSide.CustomerUser, id, RecordField.Login, row.Login);
            }
            else if (before != after)
            {
                Run(update, row.Login, row.FirstName, row.LastName, row.Email, row.EmailFolded, customer, (int)row.Validity, before.Id);
                stored.Written(row.LoginFolded, after);
                log.Changed(
                    Count(DeskFiles.CustomerUsers, added: false, touchesNames: true), RelationSide.CustomerUser, before.Id,
                    (RecordField.Login, before.Login, row.Login), (RecordField.FirstName, before.FirstName, row.FirstName),
                    (RecordField.LastName, before.LastName, row.LastName), (RecordField.Email, before.Email, row.Email),
                    (RecordField.Customer, CustomerId(before.Customer), row.CustomerId), (RecordField.Validity, before.Validity.ToText(), row.Validity.ToText()));
            }
        }
    }

    // An e-mail is unique at every moment: who gives one up does so before another takes it, so that two may swap.
    private void GiveUpEmails()
    {
        using var giveUp = connection.Prepared("UPDATE customer_user SET email_folded = '' WHERE id = $id", "$id");
        foreach (var row in desk.Persons)
        {
            if (stored.Person(row.LoginFolded) is { EmailFolded: not "" } before && before.EmailFolded != row.EmailFolded)
            {
                Run(giveUp, before.Id);
            }
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
        using var writer = new RelationWriter(connection, file.Kind, () => EnsureChangeSet(touchesNames: false));
        foreach (var (cell, i) in Cells(file, other: false).Select((cell, i) => (cell, i)))
        {
            Step(file.File, i, file.Rows.Length);
            var (old, @new) = writer.Apply(cell.Left, cell.Right, cell.Keys, PermissionSet.None);
            if (old != @new)
            {
                Count(file.File, added: old.IsEmpty, touchesNames: false);
            }
        }

        writer.Complete();

        OtherContext(file);
    }

    private void OtherContext(LinkFile file)
    {
        using var read = connection.Prepared($"SELECT keys FROM {OtherTable} WHERE customer = $customer AND group_id = $group", "$customer", "$group");
        using var write = connection.Prepared(
            $"INSERT INTO {OtherTable} (customer, group_id, keys) VALUES ($customer, $group, $keys) ON CONFLICT DO UPDATE SET keys = excluded.keys", "$customer", "$group", "$keys");
        foreach (var (left, right, keys) in Cells(file, other: true))
        {
            var old = new PermissionSet(Run(read, left, right));
            if (!old.Contains(keys))
            {
                Run(write, left, right, (old | keys).Bits);
                Count(file.File, added: old.IsEmpty, touchesNames: false);
            }
        }
    }

    // One cell for all rows of a pair, in the order in which the table is clustered.
    private static IEnumerable<(int Left, int Right, PermissionSet Keys)> Merge(List<(int Left, int Right, PermissionSet Keys)> cells)
    {
        cells.Sort((a, b) => a.Left != b.Left ? a.Left.CompareTo(b.Left) : a.Right.CompareTo(b.Right));
        for (var i = 0; i < cells.Count;)
        {
            var (left, right, keys) = cells[i];
            for (i++; i < cells.Count && (cells[i].Left, cells[i].Right) == (left, right); i++)
            {
                keys |= cells[i].Keys;
            }

            yield return (left, right, keys);
        }
    }

    private IEnumerable<(int Left, int Right, PermissionSet Keys)> Cells(LinkFile file, bool other) =>
        Merge([.. file.Rows.Where(row => row.Other == other).Select(row => (
            Id(file.Kind.Left, row.Left),
            Id(file.Kind.Right, row.Right),
            file.Kind.HasPermissions ? PermissionSet.OfBit(stored.PermissionBits[row.Permission]) : PermissionSet.Active))]);

    private int Id(RelationSide side, string name) => side switch
    {
        RelationSide.CustomerUser => stored.Person(name)!.Id,
        RelationSide.Customer => stored.Customers[name].Id,
        RelationSide.Group => stored.Groups[name].Id,
        RelationSide.Service => stored.Services[name].Id,
        RelationSide.Everybody => 0,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

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
