namespace Rexpondo.Relations.Core;

/// <summary>Everything <see cref="GroupAccessRule"/> needs to know about one customer user and one group. Defaults deny.</summary>
public readonly record struct GroupAccessFacts
{
    /// <summary>The customer user is valid (G2).</summary>
    public bool PersonValid { get; init; }

    /// <summary>Why she is not: she is blocked here.</summary>
    public bool PersonBlocked { get; init; }

    /// <summary>The group is valid (G1).</summary>
    public bool GroupValid { get; init; }

    /// <summary>The group stands in <c>CustomerGroupNever</c>: no customer user may get it.</summary>
    public bool GroupNever { get; init; }

    /// <summary>Group support is off for the customer user's back end (G3).</summary>
    public bool SupportOff { get; init; }

    /// <summary>The group is an always group of customer users (G5).</summary>
    public bool AlwaysGroup { get; init; }

    /// <summary>The group is an always group of customers and she has at least one valid customer (G6).</summary>
    public bool CompanyAlwaysGroup { get; init; }

    /// <summary>The group is an always group of customers, but she has no valid customer who would give it to her (G6).</summary>
    public bool CompanyAlwaysGroupWaits { get; init; }

    /// <summary>Stored keys of the person herself (G4).</summary>
    public PermissionSet Stored { get; init; }

    /// <summary>Stored keys of all her valid customers in the context <em>Same Customer</em> (G6).</summary>
    public PermissionSet ViaCustomers { get; init; }
}
