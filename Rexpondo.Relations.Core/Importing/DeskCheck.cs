using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>
/// Finds every problem that can be seen only together with the store: names that are nowhere, e-mails that are taken,
/// keys nobody knows, groups nobody may get.
/// </summary>
internal sealed class DeskCheck
{
    private readonly ImportedDesk desk;
    private readonly StoredDesk stored;
    private readonly List<ImportProblem> problems;
    private readonly List<ImportProblem> warnings;
    private readonly HashSet<string> customers;
    private readonly HashSet<string> groups;
    private readonly HashSet<string> services;
    private readonly HashSet<string> brokenLogins;
    private readonly Dictionary<int, string> unknownPersons = [];

    public DeskCheck(ImportedDesk desk, StoredDesk stored, List<ImportProblem> problems, List<ImportProblem> warnings)
    {
        (this.desk, this.stored, this.problems, this.warnings) = (desk, stored, problems, warnings);
        customers = [.. desk.Customers.Select(row => row.CustomerId), .. desk.CustomerTable.BrokenNames];
        groups = [.. desk.Groups.Select(row => row.Name), .. desk.GroupTable.BrokenNames];
        services = [.. desk.Services.SelectMany(row => WithAncestors(row.Name)), .. desk.ServiceTable.BrokenNames.SelectMany(WithAncestors)];
        brokenLogins = [.. desk.PersonTable.BrokenNames.Select(LoginFolding.Fold)];
    }

    /// <summary>Persons in the store who give up an e-mail, so that another may take it.</summary>
    public List<int> EmailsGivenUp { get; } = [];

    /// <summary>Checks everything; gives the settings that are in force after the import.</summary>
    public RelationSettings Run(SqliteConnection connection)
    {
        // In an empty store nothing but a customer can be wrong, and each of these is asked for once.
        if (stored.HasPersons || !desk.Stage.Customers.Names.All(IsCustomer))
        {
            foreach (var (person, row) in desk.Stage.AllPersons())
            {
                Person(stored.PersonIds[person], row);
            }
        }

        var settings = Settings();
        FindUnknownPersons();
        ImmutableHashSet<string> keys = [.. settings.PermissionKeys, .. stored.PermissionBits.Keys];
        ImmutableHashSet<string> never = [.. settings.NeverGroups];
        foreach (var file in desk.Links)
        {
            Links(connection, file, keys, never);
        }

        return settings;
    }

    /// <summary>A full name and those of all its ancestors.</summary>
    public static IEnumerable<string> WithAncestors(string fullName)
    {
        for (var name = fullName; name is not null; name = ServicePath.Parent(name))
        {
            yield return name;
        }
    }

    private void Person(int id, PersonRow row)
    {
        var customer = row.Customer < 0 ? null : desk.Stage.Customers.Names[row.Customer];
        if (customer is not null && !IsCustomer(customer))
        {
            Problem(desk.PersonTable.File, row.Line, $"there is no customer \"{customer}\"");
        }

        var before = id > 0 ? stored.Person(id) : null;
        if (before is { EmailFolded: not "" } && before.EmailFolded != row.EmailFolded)
        {
            EmailsGivenUp.Add(id);
        }

        // Who holds the e-mail may give it up in the same import; then the files have the holder too.
        if (row.EmailFolded.Length > 0 && row.EmailFolded != before?.EmailFolded && stored.PersonOfEmail(row.EmailFolded) is { } holder
            && !desk.Stage.HasPerson(holder.Folded) && !brokenLogins.Contains(holder.Folded))
        {
            Problem(desk.PersonTable.File, row.Line, $"e-mail \"{row.Email}\" belongs to customer user \"{holder.Login}\"");
        }

        if (before is { IsReadOnly: true } && !before.IsSaidBy(row, customer is null ? null : stored.Customers.GetValueOrDefault(customer)?.Id))
        {
            Problem(
                desk.PersonTable.File, row.Line,
                $"customer user \"{before.Login}\" comes from the back end \"{before.BackEndName}\" and can be changed only there");
        }
    }

    private void FindUnknownPersons()
    {
        if (!desk.PersonTable.IsWhole || !stored.PersonIds.AsSpan(desk.Stage.Persons).Contains(0))
        {
            return;
        }

        foreach (var (folded, person) in desk.Stage.AllLogins())
        {
            if (person >= desk.Stage.Persons && stored.PersonIds[person] == 0 && !brokenLogins.Contains(folded))
            {
                unknownPersons.Add(person, folded);
            }
        }
    }

    private RelationSettings Settings()
    {
        var settings = stored.Settings;
        foreach (var row in desk.Settings)
        {
            var (next, error) = SettingValues.With(settings, row.Name, row.Value, stored.BackEnds, stored.Settings);
            if (error is not null)
            {
                Problem(DeskFiles.Settings, row.Line, $"{row.Name}: {error}");
                continue;
            }

            settings = next;
            switch (row.Name)
            {
                case SettingNames.AlwaysGroups:
                    Warn(row, settings.AlwaysGroups);
                    break;
                case SettingNames.CompanyAlwaysGroups:
                    Warn(row, settings.CompanyAlwaysGroups);
                    break;
                case SettingNames.NeverGroups:
                    foreach (var name in settings.NeverGroups.Where(name => !IsGroup(name) && !stored.Settings.NeverGroups.Contains(name)))
                    {
                        Problem(DeskFiles.Settings, row.Line, $"{row.Name}: there is no group \"{name}\"");
                    }

                    break;
                case SettingNames.PermissionKeys when SettingValues.TooManyKeys(settings.PermissionKeys, stored.PermissionBits.Keys) is { } tooMany:
                    Problem(DeskFiles.Settings, row.Line, $"{row.Name}: {tooMany}");
                    break;
            }
        }

        return settings;
    }

    private void Warn(SettingRow row, ImmutableArray<string> names)
    {
        var valid = stored.Groups.Where(group => group.Value.Validity == Validity.Valid).Select(group => group.Key)
            .Except(desk.Groups.Select(group => group.Name))
            .Union(desk.Groups.Where(group => group.Validity == Validity.Valid).Select(group => group.Name))
            .ToHashSet();
        warnings.AddRange(names.Where(name => !valid.Contains(name)).Select(name =>
            new ImportProblem(DeskFiles.Settings.Name, row.Line, $"{row.Name}: \"{name}\" matches no valid group and has no effect")));
    }

    // Each name is asked for once; the rows are looked through only if one of them is wrong.
    private void Links(SqliteConnection connection, LinkFile file, ImmutableHashSet<string> keys, ImmutableHashSet<string> never)
    {
        var (kind, stage) = (file.Kind, desk.Stage);
        var rights = stage.Names(kind.Right).Names;
        var unknownLeft = kind.Left == RelationSide.Customer ? Wrong(stage.Customers.Names, name => !IsCustomer(name)) : null;
        var unknownRight = Wrong(rights, name => !(kind.Right switch
        {
            RelationSide.Customer => IsCustomer(name),
            RelationSide.Group => IsGroup(name),
            RelationSide.Service => IsService(name),
            RelationSide.CustomerUser or RelationSide.Everybody or _ => throw new System.Diagnostics.UnreachableException(),
        }));
        var unknownKey = kind.HasPermissions ? Wrong(stage.Permissions.Names, name => !keys.Contains(name)) : null;
        var neverRight = kind.HasPermissions ? Wrong(rights, never.Contains) : null;
        if (unknownPersons.Count == 0 && unknownLeft is null && unknownRight is null && unknownKey is null && neverRight is null)
        {
            return;
        }

        foreach (var row in file.Rows.All())
        {
            if (kind.Left == RelationSide.CustomerUser && unknownPersons.TryGetValue(row.Left, out var folded))
            {
                Problem(file.File, row.Line, $"there is no customer user \"{row.Written ?? folded}\"");
            }
            else if (unknownLeft is not null && unknownLeft[row.Left])
            {
                Problem(file.File, row.Line, $"there is no customer \"{stage.Customers.Names[row.Left]}\"");
            }

            if (unknownRight is not null && unknownRight[row.Right])
            {
                Problem(file.File, row.Line, $"there is no {Word(kind.Right)} \"{rights[row.Right]}\"");
            }

            if (unknownKey is not null && unknownKey[row.Permission])
            {
                Problem(file.File, row.Line, $"there is no permission \"{stage.Permissions.Names[row.Permission]}\"");
            }
            else if (neverRight is not null && neverRight[row.Right] && !IsStored(connection, file, row))
            {
                Problem(file.File, row.Line, $"no customer user may get group \"{rights[row.Right]}\" ({SettingNames.NeverGroups})");
            }
        }

        static bool[]? Wrong(IReadOnlyList<string> names, Func<string, bool> isWrong) =>
            names.Select(isWrong).ToArray() is var wrong && wrong.Contains(true) ? wrong : null;
    }

    // What is stored already is no grant: an export of such a row must come in again.
    private bool IsStored(SqliteConnection connection, LinkFile file, StagedLink row)
    {
        var left = file.Kind.Left == RelationSide.CustomerUser ? stored.PersonIds[row.Left]
            : stored.Customers.TryGetValue(desk.Stage.Customers.Names[row.Left], out var customer) ? customer.Id : 0;
        var table = row.Other ? DeskWriter.OtherTable : file.Kind.Table;
        return left > 0
            && stored.Groups.TryGetValue(desk.Stage.Groups.Names[row.Right], out var group)
            && stored.PermissionBits.TryGetValue(desk.Stage.Permissions.Names[row.Permission], out var bit)
            && new PermissionSet(connection.Scalar(
                $"SELECT keys FROM {table} WHERE {file.Kind.LeftColumn} = $left AND group_id = $group", ("$left", left), ("$group", group.Id))).Contains(PermissionSet.OfBit(bit));
    }

    private bool IsCustomer(string id) => customers.Contains(id) || !desk.CustomerTable.IsWhole || stored.Customers.ContainsKey(id);

    private bool IsGroup(string name) => groups.Contains(name) || !desk.GroupTable.IsWhole || stored.Groups.ContainsKey(name);

    private bool IsService(string name) => services.Contains(name) || !desk.ServiceTable.IsWhole || stored.Services.ContainsKey(name);

    private static string Word(RelationSide side) => side switch
    {
        RelationSide.CustomerUser => "customer user",
        RelationSide.Customer => "customer",
        RelationSide.Group => "group",
        RelationSide.Service => "service",
        RelationSide.Everybody => "everybody",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private void Problem(DeskFile file, int line, string reason) => problems.Add(new ImportProblem(file.Name, line, reason));
}
