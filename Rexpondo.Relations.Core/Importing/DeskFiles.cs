using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>The files of import and export and their columns (spec §4).</summary>
public static class DeskFiles
{
    /// <summary>The values of the column <c>context</c> that has an effect.</summary>
    public const string SameContext = "same";

    /// <summary>The value of the column <c>context</c> that is kept for later.</summary>
    public const string OtherContext = "other";

    internal static readonly DeskFile Customers = new("customers.csv", ["customer_id", "name", "valid"]);
    internal static readonly DeskFile CustomerUsers = new("customer_users.csv", ["login", "first_name", "last_name", "email", "customer_id", "valid"]);
    internal static readonly DeskFile CustomerUserCustomers = new("customer_user_customers.csv", ["login", "customer_id"]);
    internal static readonly DeskFile Groups = new("groups.csv", ["name", "comment", "valid"]);
    internal static readonly DeskFile Services = new("services.csv", ["name", "comment", "valid"]);
    internal static readonly DeskFile CustomerUserGroups = new("customer_user_groups.csv", ["login", "group", "permission"]);
    internal static readonly DeskFile CustomerGroups = new("customer_groups.csv", ["customer_id", "group", "permission", "context"]);
    internal static readonly DeskFile CustomerUserServices = new("customer_user_services.csv", ["login", "service"]);
    internal static readonly DeskFile DefaultServices = new("default_services.csv", ["service"]);
    internal static readonly DeskFile Settings = new("settings.json", []);

    private static readonly ImmutableArray<DeskFile> InOrder =
    [
        Customers, CustomerUsers, CustomerUserCustomers, Groups, Services, CustomerUserGroups, CustomerGroups,
        CustomerUserServices, DefaultServices, Settings,
    ];

    /// <summary>The names of all files, in the order in which they are reported.</summary>
    public static ImmutableArray<string> All { get; } = [.. InOrder.Select(file => file.Name)];

    /// <summary>The columns of a file of <see cref="All"/>, in the order in which an export writes them; none for a file that is no table.</summary>
    public static ImmutableArray<string> ColumnsOf(string name) => InOrder.First(file => file.Name == name).Columns;
}

/// <summary>One kind of file.</summary>
internal sealed record DeskFile(string Name, ImmutableArray<string> Columns);
