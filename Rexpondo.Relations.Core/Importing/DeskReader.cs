using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>
/// Reads all files of a folder and finds every problem that can be seen without the store: form, lengths, control
/// characters, words, rows that contradict each other.
/// </summary>
internal sealed class DeskReader(ImportFolder folder, List<ImportProblem> problems, IProgress<ImportProgress>? progress)
{
    public ImportedDesk Read()
    {
        var (customers, persons) = (Table(DeskFiles.Customers), Table(DeskFiles.CustomerUsers));
        var (groups, services) = (Table(DeskFiles.Groups), Table(DeskFiles.Services));
        var settings = SettingsFileReader.Read(folder, problems);
        return new ImportedDesk
        {
            CustomerTable = customers,
            PersonTable = persons,
            GroupTable = groups,
            ServiceTable = services,
            Customers = Distinct(customers, customers.Rows.Select(row => Customer(customers, row)), row => row.CustomerId),
            Persons = Persons(persons),
            Groups = Distinct(groups, groups.Rows.Select(row => Object(groups, row, name => FieldRules.Error("name", name, required: true))), row => row.Name),
            Services = Distinct(services, services.Rows.Select(row => Object(services, row, ServicePath.Error)), row => row.Name),
            Links =
            [
                Links(DeskFiles.CustomerUserCustomers, RelationKind.CustomerUserCustomer, f => (f[0], f[1], "", DeskFiles.SameContext)),
                Links(DeskFiles.CustomerUserGroups, RelationKind.CustomerUserGroup, f => (f[0], f[1], f[2], DeskFiles.SameContext)),
                Links(DeskFiles.CustomerGroups, RelationKind.CustomerGroup, f => (f[0], f[1], f[2], f[3])),
                Links(DeskFiles.CustomerUserServices, RelationKind.CustomerUserService, f => (f[0], f[1], "", DeskFiles.SameContext)),
                Links(DeskFiles.DefaultServices, RelationKind.DefaultService, f => ("", f[0], "", DeskFiles.SameContext)),
            ],
            HasSettings = settings is not null,
            Settings = settings ?? [],
        };
    }

    private CsvTable Table(DeskFile file)
    {
        var table = CsvTable.Read(folder, file, problems);
        if (table.IsThere)
        {
            progress?.Report(new ImportProgress(file.Name, 0, table.Rows.Count));
        }

        return table;
    }

    private CustomerRow Customer(CsvTable table, CsvRow row)
    {
        Check(table, row, FieldRules.Error("customer_id", row.Fields[0], required: true), FieldRules.LineError("name", row.Fields[1]));
        return new CustomerRow(row.Line, row.Fields[0], row.Fields[1], ReadValidity(table, row, row.Fields[2]));
    }

    private ObjectRow Object(CsvTable table, CsvRow row, Func<string, string?> nameError)
    {
        Check(table, row, nameError(row.Fields[0]), FieldRules.CommentError(row.Fields[1]));
        return new ObjectRow(row.Line, row.Fields[0], row.Fields[1], ReadValidity(table, row, row.Fields[2]));
    }

    private PersonRow Person(CsvTable table, CsvRow row)
    {
        var f = row.Fields;
        Check(
            table,
            row,
            FieldRules.Error("login", f[0], required: true),
            FieldRules.LineError("first_name", f[1]),
            FieldRules.LineError("last_name", f[2]),
            FieldRules.Error("email", f[3], required: false));
        return new PersonRow(row.Line, f[0], LoginFolding.Fold(f[0]), f[1], f[2], f[3], LoginFolding.Fold(f[3]), f[4], ReadValidity(table, row, f[5]));
    }

    private ImmutableArray<PersonRow> Persons(CsvTable table)
    {
        var persons = Distinct(
            table, table.Rows.Select(row => Person(table, row)), row => row.LoginFolded, row => row.Login);
        var lineOfEmail = new Dictionary<string, int>();
        foreach (var person in persons.Where(person => person.EmailFolded.Length > 0))
        {
            if (!lineOfEmail.TryAdd(person.EmailFolded, person.Line))
            {
                problems.Add(new ImportProblem(table.File.Name, person.Line, $"e-mail \"{person.Email}\" is also in line {lineOfEmail[person.EmailFolded]}"));
            }
        }

        return persons;
    }

    private LinkFile Links(DeskFile file, RelationKind kind, Func<string[], (string Left, string Right, string Permission, string Context)> read)
    {
        var table = Table(file);
        var rows = table.Rows.Select(row =>
        {
            var (left, right, permission, context) = read(row.Fields);
            (permission, context) = (permission.Trim(), context.Trim());
            Check(table, row, context is DeskFiles.SameContext or DeskFiles.OtherContext ? null : $"context \"{context}\" is not one of same, other");
            return new LinkRow(
                row.Line, kind.Left == RelationSide.CustomerUser ? LoginFolding.Fold(left) : left, left, right, permission, context == DeskFiles.OtherContext);
        });
        return new LinkFile(file, kind, table.IsThere, Distinct(
            table, rows, row => (row.Left, row.Right, row.Permission, row.Other), row => row.LeftWritten));
    }

    /// <summary>
    /// Each row once. Rows that are the same are harmless; the same key with other content is a problem, and so is a login
    /// in two letter cases (spec §4).
    /// </summary>
    private ImmutableArray<T> Distinct<T, TKey>(
        CsvTable table, IEnumerable<T> rows, Func<T, TKey> key, Func<T, string>? login = null)
        where T : DeskRow
        where TKey : notnull
    {
        var first = new Dictionary<TKey, T>();
        var distinct = ImmutableArray.CreateBuilder<T>();
        foreach (var row in rows)
        {
            if (first.TryAdd(key(row), row))
            {
                distinct.Add(row);
                continue;
            }

            var other = first[key(row)];
            if (login is not null && login(row) != login(other))
            {
                problems.Add(new ImportProblem(table.File.Name, row.Line, $"login \"{login(row)}\" differs from \"{login(other)}\" in line {other.Line} only in its letter case"));
            }
            else if (!(row with { Line = other.Line }).Equals(other))
            {
                problems.Add(new ImportProblem(table.File.Name, row.Line, $"says something else than line {other.Line} about the same"));
            }
        }

        return distinct.ToImmutable();
    }

    private Validity ReadValidity(CsvTable table, CsvRow row, string text)
    {
        if (!ValidityText.TryParse(text, out var validity))
        {
            Check(table, row, $"\"{text}\" is not one of {string.Join(", ", ValidityText.All.Select(ValidityText.ToText))}");
        }

        return validity;
    }

    private void Check(CsvTable table, CsvRow row, params ReadOnlySpan<string?> errors)
    {
        foreach (var error in errors)
        {
            if (error is not null)
            {
                problems.Add(new ImportProblem(table.File.Name, row.Line, error));
            }
        }
    }
}
