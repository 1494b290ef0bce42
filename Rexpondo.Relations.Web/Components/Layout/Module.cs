using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.Components.Layout;

/// <summary>A screen of <em>Users, Groups &amp; Roles</em>, as its tile and its entry in the menu say it.</summary>
public sealed record Module(string Name, string Href, string Description)
{
    /// <summary>The screens that exist, in the order in which they are offered.</summary>
    public static IReadOnlyList<Module> All { get; } =
    [
        new(Texts.CustomerUsers, "/customer-users", Texts.CustomerUsersDescription),
        new(Texts.Customers, "/customers", Texts.CustomersDescription),
        new(Texts.Groups, "/groups", Texts.GroupsDescription),
        new(Texts.Services, "/services", Texts.ServicesDescription),
        new(Texts.CustomerUsersGroups, "/customer-users-groups", Texts.CustomerUsersGroupsDescription),
        new(Texts.CustomerUsersServices, "/customer-users-services", Texts.CustomerUsersServicesDescription),
        new(Texts.CustomersGroups, "/customers-groups", Texts.CustomersGroupsDescription),
        new(Texts.CustomerUsersCustomers, "/customer-users-customers", Texts.CustomerUsersCustomersDescription),
        new(Texts.SystemConfiguration, "/system-configuration", Texts.SystemConfigurationDescription),
        new(Texts.History, "/history", Texts.HistoryDescription),
    ];
}
