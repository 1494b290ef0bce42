using System.Collections.Immutable;

namespace Rexpondo.Relations.Core;

/// <summary>
/// The columns of a matrix: the configured permission keys (setting <c>System::Customer::Permission</c>) in their order,
/// or the single key <c>active</c> of a relation that has no permissions.
/// </summary>
public sealed class PermissionKeys
{
    /// <summary>The key of services and further customers.</summary>
    public static readonly PermissionKeys ActiveOnly = new([new PermissionKey("active", 0)], hasMaster: false);

    /// <summary>The default of the setting: <c>ro, rw</c>.</summary>
    public static readonly PermissionKeys RoRw = new([new PermissionKey("ro", 0), new PermissionKey("rw", 1)]);

    private readonly bool hasMaster;

    /// <summary>Keys in configured order; with permissions <c>rw</c> is the last.</summary>
    public PermissionKeys(IEnumerable<PermissionKey> keys)
        : this([.. keys], hasMaster: true)
    {
    }

    private PermissionKeys(ImmutableArray<PermissionKey> keys, bool hasMaster)
    {
        All = keys;
        AllSet = keys.Aggregate(PermissionSet.None, (set, key) => set | key.Set);
        this.hasMaster = hasMaster;
    }

    /// <summary>The keys, in the order of the columns.</summary>
    public ImmutableArray<PermissionKey> All { get; }

    /// <summary>Every key.</summary>
    public PermissionSet AllSet { get; }

    /// <summary>The key of this name, or null.</summary>
    public PermissionKey? Find(string name) => All.FirstOrDefault(key => key.Name == name);

    /// <summary>What stored keys count for: <c>rw</c> includes every other key, any other counts for itself alone (spec G4).</summary>
    public PermissionSet Expand(PermissionSet stored) => hasMaster && stored.Contains(PermissionSet.Rw) ? AllSet : stored & AllSet;

    /// <summary>
    /// The keys that are shown ticked and locked because <c>rw</c> is ticked (spec E4): all but <c>rw</c>, or none.
    /// </summary>
    public PermissionSet Included(PermissionSet ticked) =>
        hasMaster && ticked.Contains(PermissionSet.Rw) ? AllSet - PermissionSet.Rw : PermissionSet.None;

    /// <summary>The strongest key of a set in words: <c>rw</c> alone if it is there, else the names joined with a comma; empty for none.</summary>
    public string Describe(PermissionSet set) =>
        hasMaster && set.Contains(PermissionSet.Rw) ? "rw" : string.Join(", ", All.Where(key => set.Contains(key.Set)).Select(key => key.Name));
}
