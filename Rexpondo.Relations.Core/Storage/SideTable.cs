namespace Rexpondo.Relations.Core.Storage;

/// <summary>In which table the objects of a side are.</summary>
internal static class SideTable
{
    /// <summary>The table, or null for everybody, who is nobody in particular.</summary>
    public static string? Of(RelationSide side) => side switch
    {
        RelationSide.CustomerUser => "customer_user",
        RelationSide.Customer => "customer",
        RelationSide.Group => "permission_group",
        RelationSide.Service => "service",
        RelationSide.Everybody => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
