namespace Rexpondo.Relations.Core;

/// <summary>Why a source of access does not apply (spec G7).</summary>
public enum AccessDenialKind
{
    /// <summary>The group is invalid; nothing else counts (G1).</summary>
    GroupInvalid,

    /// <summary>No customer user may get the group (<c>CustomerGroupNever</c>).</summary>
    GroupNever,

    /// <summary>The customer user is invalid; nothing else counts (G2).</summary>
    PersonInvalid,

    /// <summary>The customer user is blocked here, whatever her back end says (G2).</summary>
    PersonBlocked,

    /// <summary>Nothing is stored for the person that gives the key (G4).</summary>
    NoDirectKey,

    /// <summary>The group is not given to everybody (G5).</summary>
    NotAlwaysGroup,

    /// <summary>The person has no customer (G6).</summary>
    NoCustomer,

    /// <summary>A customer of the person is invalid (G6).</summary>
    CustomerInvalid,

    /// <summary>A valid customer of the person does not have the key (G6).</summary>
    CustomerLacksKey,

    /// <summary>The group is not given to everybody who has a customer (G6).</summary>
    NotCompanyAlwaysGroup,

    /// <summary>Group support is on, so assignment is needed (G3).</summary>
    SupportOn,
}

/// <summary>One reason of a <em>no</em>.</summary>
/// <param name="Kind">Which reason.</param>
/// <param name="CustomerId">The customer it speaks of, where it speaks of one.</param>
public sealed record AccessDenial(AccessDenialKind Kind, string? CustomerId = null);
