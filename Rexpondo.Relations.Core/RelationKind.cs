namespace Rexpondo.Relations.Core;

/// <summary>
/// The table of relations: what stands on which side, whether there are permission keys, and where the rows are stored.
/// A new relation is a row here and a tile, not a screen.
/// </summary>
public sealed class RelationKind
{
    /// <summary>Customer Users ↔ Groups.</summary>
    public static readonly RelationKind CustomerUserGroup =
        new(1, RelationSide.CustomerUser, RelationSide.Group, "customer_user_group", "customer_user_id", "group_id");

    /// <summary>Customer Users ↔ Services: the specific services.</summary>
    public static readonly RelationKind CustomerUserService =
        new(2, RelationSide.CustomerUser, RelationSide.Service, "customer_user_service", "customer_user_id", "service_id");

    /// <summary>The default services.</summary>
    public static readonly RelationKind DefaultService =
        new(3, RelationSide.Everybody, RelationSide.Service, "default_service", "everybody", "service_id");

    /// <summary>Customers ↔ Groups, context <em>Same Customer</em>.</summary>
    public static readonly RelationKind CustomerGroup =
        new(4, RelationSide.Customer, RelationSide.Group, "customer_group", "customer", "group_id");

    /// <summary>Customer Users ↔ Customers: the further customers of a person.</summary>
    public static readonly RelationKind CustomerUserCustomer =
        new(5, RelationSide.CustomerUser, RelationSide.Customer, "customer_user_customer", "customer_user_id", "customer");

    /// <summary>All kinds, by code: 1, 2, …</summary>
    public static readonly IReadOnlyList<RelationKind> All =
        [CustomerUserGroup, CustomerUserService, DefaultService, CustomerGroup, CustomerUserCustomer];

    private RelationKind(int code, RelationSide left, RelationSide right, string table, string leftColumn, string rightColumn)
    {
        (Code, Left, Right, Table, LeftColumn, RightColumn) = (code, left, right, table, leftColumn, rightColumn);
    }

    /// <summary>The number of the kind in the change log; never given to another kind.</summary>
    public int Code { get; }

    /// <summary>The left side.</summary>
    public RelationSide Left { get; }

    /// <summary>The right side.</summary>
    public RelationSide Right { get; }

    /// <summary>True where the columns are the configured permission keys; else there is the one key <c>active</c>.</summary>
    public bool HasPermissions => Right == RelationSide.Group;

    /// <summary>The table of the rows.</summary>
    public string Table { get; }

    /// <summary>Its column of the left number.</summary>
    public string LeftColumn { get; }

    /// <summary>Its column of the right number.</summary>
    public string RightColumn { get; }

    /// <summary>The kind with this code. Throws for a code that was never given.</summary>
    public static RelationKind OfCode(int code) => All[code - 1];

    /// <summary>The table's name.</summary>
    public override string ToString() => Table;
}
