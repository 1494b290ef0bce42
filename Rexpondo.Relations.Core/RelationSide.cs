namespace Rexpondo.Relations.Core;

/// <summary>What stands on one side of a relation.</summary>
public enum RelationSide
{
    /// <summary>Customer users; found by the name index.</summary>
    CustomerUser,

    /// <summary>Customers.</summary>
    Customer,

    /// <summary>Groups.</summary>
    Group,

    /// <summary>Services.</summary>
    Service,

    /// <summary>Not somebody but everybody: the fixed side of the default services. Its number is 0.</summary>
    Everybody,
}
