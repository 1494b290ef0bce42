using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Settings;

/// <summary>The names of the settings, as in files and on screens (spec §2).</summary>
public static class SettingNames
{
    /// <summary>On or off for each back end; default off.</summary>
    public const string GroupSupport = "CustomerGroupSupport";

    /// <summary>Groups everybody has.</summary>
    public const string AlwaysGroups = "CustomerGroupAlwaysGroups";

    /// <summary>Groups everybody with a valid customer has.</summary>
    public const string CompanyAlwaysGroups = "CustomerGroupCompanyAlwaysGroups";

    /// <summary>The permission keys.</summary>
    public const string PermissionKeys = "System::Customer::Permission";

    /// <summary>Groups no customer user may get.</summary>
    public const string NeverGroups = "CustomerGroupNever";

    /// <summary>The services feature; default on.</summary>
    public const string Services = "Ticket::Service";

    /// <summary>Default services for unknown customer users; default off.</summary>
    public const string DefaultsForUnknown = "Ticket::Service::Default::UnknownCustomer";

    /// <summary>Those that name groups.</summary>
    public static readonly ImmutableArray<string> OfGroups = [AlwaysGroups, CompanyAlwaysGroups, NeverGroups];

    /// <summary>All, in the order in which they are listed.</summary>
    public static readonly ImmutableArray<string> All =
        [GroupSupport, AlwaysGroups, CompanyAlwaysGroups, PermissionKeys, NeverGroups, Services, DefaultsForUnknown];
}
