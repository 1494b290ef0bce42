using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Web.State;

/// <summary>The routes of one relation: its overview and the relation screens under it (spec §3).</summary>
/// <param name="Path">The overview.</param>
public sealed record RelationModule(string Path)
{
    /// <summary>Customer Users ↔ Groups.</summary>
    public static readonly RelationModule Groups = new("/customer-users-groups");

    /// <summary>Customer Users ↔ Services.</summary>
    public static readonly RelationModule Services = new("/customer-users-services");

    /// <summary>The relation screen of one object.</summary>
    public string Screen(RelationSide side, int id) => $"{Path}/{Folder(side)}/{id}";

    /// <summary>The detail page of one object.</summary>
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
