using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Web.State;

/// <summary>The routes of one relation: its overview and the relation screens under it (spec §3).</summary>
/// <param name="Path">The overview.</param>
/// <param name="Kind">The relation. What is typed for its left side is <c>search</c> in the address, for its right side <c>filter</c>.</param>
public sealed record RelationModule(string Path, RelationKind Kind)
{
    /// <summary>Customer Users ↔ Groups.</summary>
    public static readonly RelationModule Groups = new("/customer-users-groups", RelationKind.CustomerUserGroup);

    /// <summary>Customer Users ↔ Services.</summary>
    public static readonly RelationModule Services = new("/customer-users-services", RelationKind.CustomerUserService);

    /// <summary>Customers ↔ Groups.</summary>
    public static readonly RelationModule CustomersGroups = new("/customers-groups", RelationKind.CustomerGroup);

    /// <summary>Customer Users ↔ Customers.</summary>
    public static readonly RelationModule Customers = new("/customer-users-customers", RelationKind.CustomerUserCustomer);

    /// <summary>The relation screen of one object.</summary>
    public string Screen(RelationSide side, int id) => $"{Path}/{Folder(side)}/{id}";

    /// <summary>What is typed for a side of this module.</summary>
    public string Typed(ListQuery query, RelationSide side) => side == Kind.Left ? query.Search : query.Filter;

    /// <summary>An address query with this typed for a side.</summary>
    public ListQuery WithTyped(ListQuery query, RelationSide side, string text) => side == Kind.Left ? query with { Search = text } : query with { Filter = text };

    /// <summary>The edit screen of one object.</summary>
    public static string Detail(RelationSide side, int id) => $"/{Folder(side)}/{id}";

    private static string Folder(RelationSide side) => side switch
    {
        RelationSide.CustomerUser => "customer-users",
        RelationSide.Customer => "customers",
        RelationSide.Group => "groups",
        RelationSide.Service => "services",
        RelationSide.Everybody => throw new ArgumentException("everybody has no page", nameof(side)),
    };
}
