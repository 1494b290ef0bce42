namespace Rexpondo.Relations.Core;

/// <summary>Which matrix: a kind of relation seen from one fixed object. The rows are what stands on the other side.</summary>
/// <param name="Kind">The relation.</param>
/// <param name="FixedLeft">True if the fixed object stands on the left side.</param>
/// <param name="FixedId">Its internal number; 0 for everybody.</param>
public readonly record struct MatrixId(RelationKind Kind, bool FixedLeft, int FixedId)
{
    /// <summary>What the rows are.</summary>
    public RelationSide RowSide => FixedLeft ? Kind.Right : Kind.Left;

    /// <summary>What the fixed object is.</summary>
    public RelationSide FixedSide => FixedLeft ? Kind.Left : Kind.Right;

    /// <summary>The left and right number of a cell of this matrix.</summary>
    public (int Left, int Right) Pair(int rowId) => FixedLeft ? (FixedId, rowId) : (rowId, FixedId);

    /// <summary>Groups of a customer user.</summary>
    public static MatrixId GroupsOf(CustomerUserId person) => new(RelationKind.CustomerUserGroup, true, person.Value);

    /// <summary>Customer users of a group.</summary>
    public static MatrixId CustomerUsersOf(GroupId group) => new(RelationKind.CustomerUserGroup, false, group.Value);

    /// <summary>Specific services of a customer user.</summary>
    public static MatrixId ServicesOf(CustomerUserId person) => new(RelationKind.CustomerUserService, true, person.Value);

    /// <summary>Customer users a service is assigned to.</summary>
    public static MatrixId CustomerUsersOf(ServiceId service) => new(RelationKind.CustomerUserService, false, service.Value);

    /// <summary>Groups of a customer.</summary>
    public static MatrixId GroupsOf(CustomerNumber customer) => new(RelationKind.CustomerGroup, true, customer.Value);

    /// <summary>Customers of a group.</summary>
    public static MatrixId CustomersOf(GroupId group) => new(RelationKind.CustomerGroup, false, group.Value);

    /// <summary>Further customers of a customer user.</summary>
    public static MatrixId CustomersOf(CustomerUserId person) => new(RelationKind.CustomerUserCustomer, true, person.Value);

    /// <summary>Customer users who have a customer as a further one.</summary>
    public static MatrixId CustomerUsersOf(CustomerNumber customer) => new(RelationKind.CustomerUserCustomer, false, customer.Value);

    /// <summary>The default services.</summary>
    public static MatrixId DefaultServices => new(RelationKind.DefaultService, true, 0);
}
