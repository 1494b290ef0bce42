namespace Rexpondo.Relations.Core;

/// <summary>Where effective access to a group comes from (spec G7).</summary>
public enum AccessSourceKind
{
    /// <summary>A stored row of the person.</summary>
    Direct,

    /// <summary>A stored <c>rw</c> of the person, which includes the other keys (G4).</summary>
    ImpliedByRw,

    /// <summary>The group is given to everybody (G5).</summary>
    AlwaysGroup,

    /// <summary>A valid customer of the person has the group (G6).</summary>
    Customer,

    /// <summary>The group is given to everybody who has a valid customer (G6).</summary>
    CompanyAlwaysGroup,

    /// <summary>Group support is off for the person's back end (G3).</summary>
    SupportOff,
}

/// <summary>One source of access and the keys it gives.</summary>
/// <param name="Kind">Which source.</param>
/// <param name="Keys">The keys it gives.</param>
/// <param name="CustomerId">The customer, for <see cref="AccessSourceKind.Customer"/>.</param>
public sealed record AccessSource(AccessSourceKind Kind, PermissionSet Keys, string? CustomerId = null);
