using System.Collections.Immutable;

namespace Rexpondo.Relations.Core;

/// <summary>
/// Who may do what with a group: rules G1–G7 of the specification and nothing else knows them. Pure: facts in, answer out.
/// </summary>
public static class GroupAccessRule
{
    /// <summary>The effective keys alone; what <see cref="Explain"/> says without the reasons. Made for long loops.</summary>
    public static PermissionSet Effective(in GroupAccessFacts facts, PermissionKeys keys)
    {
        if (Blocked(facts) is not null)
        {
            return PermissionSet.None;
        }

        return facts.SupportOff || facts.AlwaysGroup || facts.CompanyAlwaysGroup
            ? keys.AllSet
            : keys.Expand(facts.Stored) | keys.Expand(facts.ViaCustomers);
    }

    /// <summary>The effective keys with all their sources (G7).</summary>
    /// <param name="facts">What is so.</param>
    /// <param name="customers">The person's customers one by one; their valid keys together are <see cref="GroupAccessFacts.ViaCustomers"/>.</param>
    /// <param name="keys">The configured keys.</param>
    public static GroupAccess Explain(in GroupAccessFacts facts, IReadOnlyList<CustomerGrant> customers, PermissionKeys keys)
    {
        if (Blocked(facts) is not null)
        {
            return new GroupAccess(PermissionSet.None, []);
        }

        var sources = ImmutableArray.CreateBuilder<AccessSource>();
        Add(AccessSourceKind.Direct, facts.Stored & keys.AllSet);
        Add(AccessSourceKind.ImpliedByRw, keys.Included(facts.Stored));
        foreach (var customer in customers.Where(customer => customer.Valid))
        {
            Add(AccessSourceKind.Customer, keys.Expand(customer.Stored), customer.CustomerId);
        }

        Add(AccessSourceKind.AlwaysGroup, facts.AlwaysGroup ? keys.AllSet : PermissionSet.None);
        Add(AccessSourceKind.CompanyAlwaysGroup, facts.CompanyAlwaysGroup ? keys.AllSet : PermissionSet.None);
        Add(AccessSourceKind.SupportOff, facts.SupportOff ? keys.AllSet : PermissionSet.None);
        return new GroupAccess(Effective(facts, keys), sources.ToImmutable());

        void Add(AccessSourceKind kind, PermissionSet given, string? customerId = null)
        {
            if (!given.IsEmpty)
            {
                sources.Add(new AccessSource(kind, given, customerId));
            }
        }
    }

    /// <summary>Why each source does not give <paramref name="key"/>; empty if the key is effective (G7).</summary>
    public static ImmutableArray<AccessDenial> WhyNot(
        in GroupAccessFacts facts, IReadOnlyList<CustomerGrant> customers, PermissionKeys keys, PermissionSet key)
    {
        if (Blocked(facts) is { } blocked)
        {
            return [new AccessDenial(blocked)];
        }

        if (Effective(facts, keys).Contains(key))
        {
            return [];
        }

        var denials = ImmutableArray.CreateBuilder<AccessDenial>();
        denials.Add(new AccessDenial(AccessDenialKind.NoDirectKey));
        denials.Add(new AccessDenial(AccessDenialKind.NotAlwaysGroup));
        if (customers.Count == 0)
        {
            denials.Add(new AccessDenial(AccessDenialKind.NoCustomer));
        }

        denials.AddRange(customers.Select(customer => new AccessDenial(
            customer.Valid ? AccessDenialKind.CustomerLacksKey : AccessDenialKind.CustomerInvalid, customer.CustomerId)));
        if (!facts.CompanyAlwaysGroupWaits)
        {
            // Where it waits, the lines about her customers say why; that the group is none would be untrue.
            denials.Add(new AccessDenial(AccessDenialKind.NotCompanyAlwaysGroup));
        }

        denials.Add(new AccessDenial(AccessDenialKind.SupportOn));
        return denials.ToImmutable();
    }

    /// <summary>
    /// What makes every source void, or null: an invalid group (G1), a group nobody may get, an invalid customer user (G2).
    /// </summary>
    public static AccessDenialKind? Blocked(in GroupAccessFacts facts) => facts switch
    {
        { GroupValid: false } => AccessDenialKind.GroupInvalid,
        { GroupNever: true } => AccessDenialKind.GroupNever,
        { PersonValid: false, PersonBlocked: true } => AccessDenialKind.PersonBlocked,
        { PersonValid: false } => AccessDenialKind.PersonInvalid,
        _ => null,
    };
}
