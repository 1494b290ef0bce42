namespace Rexpondo.Relations.Web.State;

/// <summary>Which rows a list shows; always chosen by the state at the moment of the click (spec §3).</summary>
public enum Chip
{
    /// <summary>All that match the search.</summary>
    All,

    /// <summary>With a direct row in the store, whatever is pending.</summary>
    Assigned,

    /// <summary>Without a direct row in the store.</summary>
    NotAssigned,

    /// <summary>With effective access, from the rule.</summary>
    WithAccess,

    /// <summary>Customer users to whom the default services apply.</summary>
    OnDefaults,

    /// <summary>Default services.</summary>
    Default,

    /// <summary>With a pending change.</summary>
    Changed,

    /// <summary>Not effective.</summary>
    Invalid,

    /// <summary>Overview: customer users without any customer.</summary>
    WithoutCustomer,

    /// <summary>Overview, while group support is off somewhere: customer users who would have no group at all once it is on.</summary>
    NoGroupAtAll,

    /// <summary>Overview: customer users without any group of their own or of a customer; customers without any group.</summary>
    WithoutGroup,

    /// <summary>Overview: not valid, but with relations.</summary>
    InvalidAssigned,
}
