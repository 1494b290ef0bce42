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
    private readonly HashSet<string> logins;
    private readonly HashSet<string> groups;
    private readonly HashSet<string> services;

    public DeskCheck(ImportedDesk desk, StoredDesk stored, List<ImportProblem> problems, List<ImportProblem> warnings)
    {
        (this.desk, this.stored, this.problems, this.warnings) = (desk, stored, problems, warnings);
        customers = [.. desk.Customers.Select(row => row.CustomerId), .. desk.CustomerTable.BrokenNames];
        logins = [.. desk.Persons.Select(row => row.LoginFolded), .. desk.PersonTable.BrokenNames.Select(LoginFolding.Fold)];
        groups = [.. desk.Groups.Select(row => row.Name), .. desk.GroupTable.BrokenNames];
        services = [.. desk.Services.SelectMany(row => WithAncestors(row.Name)), .. desk.ServiceTable.BrokenNames.SelectMany(WithAncestors)];
    }

    /// <summary>Checks everything; gives the settings that are in force after the import.</summary>
    public RelationSettings Run(SqliteConnection connection)
    {
        foreach (var person in desk.Persons)
        {
            Person(person);
        }

        var settings = Settings();
        ImmutableHashSet<string> keys = [.. settings.PermissionKeys, .. stored.PermissionBits.Keys];
        ImmutableHashSet<string> never = [.. settings.NeverGroups];
        foreach (var file in desk.Links)
        {
            foreach (var row in file.Rows)
            {
                Link(connection, file, row, keys, never);
            }
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

    private void Person(PersonRow row)
    {
        if (row.CustomerId.Length > 0 && !IsCustomer(row.CustomerId))
        {
            Problem(desk.PersonTable.File, row.Line, $"there is no customer \"{row.CustomerId}\"");
        }

        // Who holds the e-mail may give it up in the same import; then the files have the holder too.
        if (row.EmailFolded.Length > 0 && stored.PersonOfEmail(row.EmailFolded) is { } holder && !logins.Contains(holder.LoginFolded))
        {
            Problem(desk.PersonTable.File, row.Line, $"e-mail \"{row.Email}\" belongs to customer user \"{holder.Login}\"");
        }

        if (stored.Person(row.LoginFolded) is { IsReadOnly: true } elsewhere
            && !elsewhere.IsSaidBy(row, stored.Customers.GetValueOrDefault(row.CustomerId)?.Id))
        {
            Problem(
                desk.PersonTable.File, row.Line,
                $"customer user \"{elsewhere.Login}\" comes from the back end \"{elsewhere.BackEndName}\" and can be changed only there");
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

    private void Link(SqliteConnection connection, LinkFile file, LinkRow row, ImmutableHashSet<string> keys, ImmutableHashSet<string> never)
    {
        if (!Exists(file.Kind.Left, row.Left))
        {
            Problem(file.File, row.Line, $"there is no {Word(file.Kind.Left)} \"{row.LeftWritten}\"");
        }

        if (!Exists(file.Kind.Right, row.Right))
        {
            Problem(file.File, row.Line, $"there is no {Word(file.Kind.Right)} \"{row.Right}\"");
        }

        if (!file.Kind.HasPermissions)
        {
            return;
        }

        if (!keys.Contains(row.Permission))
        {
            Problem(file.File, row.Line, $"there is no permission \"{row.Permission}\"");
        }
        else if (never.Contains(row.Right) && !IsStored(connection, file, row))
        {
            Problem(file.File, row.Line, $"no customer user may get group \"{row.Right}\" ({SettingNames.NeverGroups})");
        }
    }

    // What is stored already is no grant: an export of such a row must come in again.
    private bool IsStored(SqliteConnection connection, LinkFile file, LinkRow row)
    {
        var left = file.Kind.Left == RelationSide.CustomerUser ? stored.Person(row.Left)?.Id : stored.Customers.GetValueOrDefault(row.Left)?.Id;
        var table = row.Other ? DeskWriter.OtherTable : file.Kind.Table;
        return left is not null
            && stored.Groups.TryGetValue(row.Right, out var group)
            && stored.PermissionBits.TryGetValue(row.Permission, out var bit)
            && new PermissionSet(connection.Scalar(
                $"SELECT keys FROM {table} WHERE {file.Kind.LeftColumn} = $left AND group_id = $group", ("$left", left), ("$group", group.Id))).Contains(PermissionSet.OfBit(bit));
    }

    private bool Exists(RelationSide side, string name) => side switch
    {
        RelationSide.CustomerUser => logins.Contains(name) || !desk.PersonTable.IsWhole || stored.Person(name) is not null,
        RelationSide.Customer => IsCustomer(name),
        RelationSide.Group => IsGroup(name),
        RelationSide.Service => IsService(name),
        RelationSide.Everybody => true,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

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
