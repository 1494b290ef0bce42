using System.Collections.Immutable;

namespace Rexpondo.Relations.Core;

/// <summary>The settings of spec §2 that are in force.</summary>
public sealed record RelationSettings
{
    /// <summary><c>CustomerGroupSupport</c>: whether the customer users of a back end need assignment (G3).</summary>
    public GroupSupport GroupSupport { get; init; } = GroupSupport.Off;

    /// <summary><c>CustomerGroupAlwaysGroups</c>: names of groups everybody has (G5).</summary>
    public ImmutableArray<string> AlwaysGroups { get; init; } = [];

    /// <summary><c>CustomerGroupCompanyAlwaysGroups</c>: names of groups everybody with a valid customer has (G6).</summary>
    public ImmutableArray<string> CompanyAlwaysGroups { get; init; } = [];

    /// <summary><c>CustomerGroupNever</c>: names of groups no customer user may get.</summary>
    public ImmutableArray<string> NeverGroups { get; init; } = [];

    /// <summary><c>System::Customer::Permission</c>: the keys in order, <c>rw</c> last.</summary>
    public ImmutableArray<string> PermissionKeys { get; init; } = ["ro", "rw"];

    /// <summary><c>Ticket::Service</c>: the services feature is shown as on. Answers do not depend on it.</summary>
    public bool ServicesOn { get; init; } = true;

    /// <summary><c>Ticket::Service::Default::UnknownCustomer</c> (S4).</summary>
    public bool DefaultServicesForUnknown { get; init; }
}
