namespace Rexpondo.Relations.Core.Editing;

/// <summary>What a save does to the effective access of some customer users to one group: the same to each of them.</summary>
/// <param name="Group">Internal number of the group.</param>
/// <param name="Before">Effective keys now.</param>
/// <param name="After">Effective keys after the save.</param>
public readonly record struct GroupEffect(int Group, PermissionSet Before, PermissionSet After)
{
    /// <summary>Some key is gained.</summary>
    public bool Gains => !(After - Before).IsEmpty;

    /// <summary>Some key is lost.</summary>
    public bool Loses => !(Before - After).IsEmpty;
}

/// <summary>Where the effective services of some customer users come from, now and after the save.</summary>
/// <param name="Before">Now.</param>
/// <param name="After">After the save.</param>
public readonly record struct ServiceSwitch(ServiceSource Before, ServiceSource After)
{
    /// <summary>The default services would no longer apply.</summary>
    public bool LeavesDefaults => (Before, After) == (ServiceSource.Default, ServiceSource.Specific);

    /// <summary>They would fall back to the default services.</summary>
    public bool FallsBack => (Before, After) == (ServiceSource.Specific, ServiceSource.Default);
}

/// <summary>What a save does to some customer users and one service: the same to each of them.</summary>
/// <param name="Service">The service.</param>
/// <param name="Gained">It is gained; else it is lost.</param>
/// <param name="Sources">Where their services come from.</param>
public readonly record struct ServiceEffect(ServiceId Service, bool Gained, ServiceSwitch Sources);
