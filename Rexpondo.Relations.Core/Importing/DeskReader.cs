using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>
/// Reads all files of a folder and finds every problem that can be seen without the store: form, lengths, control
/// characters, words, rows that contradict each other.
/// </summary>
internal sealed class DeskReader(
    ImportFolder folder, ImportStage stage, List<ImportProblem> problems, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
{
    private const int RowsAtOnce = 10_000;

    public ImportedDesk Read()
    {
        var (customers, persons) = (Table(DeskFiles.Customers), Table(DeskFiles.CustomerUsers));
        var (groups, services) = (Table(DeskFiles.Groups), Table(DeskFiles.Services));
        var settings = SettingsFileReader.Read(folder, problems);
        var customerRows = Distinct(customers, row => Customer(customers, row), row => row.CustomerId);
        Persons(persons);
        return new ImportedDesk
        {
            Stage = stage,
            CustomerTable = customers,
            PersonTable = persons,
            GroupTable = groups,
            ServiceTable = services,
            Customers = customerRows,
            Groups = Distinct(groups, row => Object(groups, row, name => FieldRules.Error("name", name, required: true)), row => row.Name),
            Services = Distinct(services, row => Object(services, row, ServicePath.Error), row => row.Name),
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

    private CsvTable Table(DeskFile file) => new(folder, file, problems);

    private IEnumerable<CsvRow> Rows(CsvTable table)
    {
        var count = 0;
        foreach (var row in table.Rows())
        {
            yield return row;
            if (++count % RowsAtOnce == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(new ImportProgress(table.File.Name, 0, count));
            }
        }

        if (table.IsThere)
        {
            progress?.Report(new ImportProgress(table.File.Name, 0, count));
        }
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
        return new PersonRow(
            row.Line, f[0], LoginFolding.Fold(f[0]), f[1], f[2], f[3], LoginFolding.Fold(f[3]), f[4].Length > 0 ? stage.Customers.Number(f[4]) : -1,
            ReadValidity(table, row, f[5]));
    }

    private void Persons(CsvTable table)
    {
        foreach (var row in Rows(table).Select(row => Person(table, row)))
        {
            if (stage.AddPerson(row) is { } other)
            {
                Repeated(table.File, row, other, row.Login, other.Login);
            }
        }

        problems.AddRange(stage.RepeatedEmails().Select(row => new ImportProblem(table.File.Name, row.Line, $"e-mail \"{row.Email}\" is also in line {row.First}")));
    }

    private LinkFile Links(DeskFile file, RelationKind kind, Func<string[], (string Left, string Right, string Permission, string Context)> read)
    {
        var (table, staged, rights) = (Table(file), stage.Links(), stage.Names(kind.Right));
        foreach (var row in Rows(table))
        {
            var (left, right, permission, context) = read(row.Fields);
            (permission, context) = (permission.Trim(), context.Trim());
            Check(table, row, context is DeskFiles.SameContext or DeskFiles.OtherContext ? null : $"context \"{context}\" is not one of same, other");
            var login = kind.Left == RelationSide.CustomerUser ? LoginFolding.Fold(left) : null;
            var link = new StagedLink(
                row.Line,
                login is not null ? stage.PersonOf(login) : kind.Left == RelationSide.Customer ? stage.Customers.Number(left) : 0,
                login is null || login == left ? null : left,
                rights.Number(right),
                kind.HasPermissions ? stage.Permissions.Number(permission) : 0,
                context == DeskFiles.OtherContext);
            if (staged.Add(link) is { } other && login is not null)
            {
                Repeated(file, row.Line, other.Line, left, other.Written ?? login);
            }
        }

        return new LinkFile(file, kind, table.IsThere, staged);
    }

    /// <summary>Each row once. Rows that are the same are harmless; the same key with other content is a problem (spec §4).</summary>
    private ImmutableArray<T> Distinct<T>(CsvTable table, Func<CsvRow, T> read, Func<T, string> key)
        where T : DeskRow
    {
        var first = new OrderedDictionary<string, T>();
        foreach (var row in Rows(table).Select(read))
        {
            if (!first.TryAdd(key(row), row))
            {
                Repeated(table.File, row, first[key(row)], key(row), key(row));
            }
        }

        return [.. first.Values];
    }

    private void Repeated(DeskFile file, DeskRow row, DeskRow other, string login, string otherLogin)
    {
        if (login == otherLogin && !(row with { Line = other.Line }).Equals(other))
        {
            problems.Add(new ImportProblem(file.Name, row.Line, $"says something else than line {other.Line} about the same"));
        }

        Repeated(file, row.Line, other.Line, login, otherLogin);
    }

    // A login in two letter cases is a problem, whatever else the rows say.
    private void Repeated(DeskFile file, int line, int otherLine, string login, string otherLogin)
    {
        if (login != otherLogin)
        {
            problems.Add(new ImportProblem(file.Name, line, $"login \"{login}\" differs from \"{otherLogin}\" in line {otherLine} only in its letter case"));
        }
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
