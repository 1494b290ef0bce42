namespace Rexpondo.Relations.Core.Editing;

/// <summary>What a save does to the effective access of one customer user to one group.</summary>
/// <param name="Person">Internal number of the customer user.</param>
/// <param name="Group">Internal number of the group.</param>
/// <param name="Before">Effective keys now.</param>
/// <param name="After">Effective keys after the save.</param>
public readonly record struct GroupAccessChange(int Person, int Group, PermissionSet Before, PermissionSet After)
{
    /// <summary>Some key is gained.</summary>
    public bool Gains => !(After - Before).IsEmpty;

    /// <summary>Some key is lost.</summary>
    public bool Loses => !(Before - After).IsEmpty;
}
