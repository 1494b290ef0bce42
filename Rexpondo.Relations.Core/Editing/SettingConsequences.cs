using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>What settings would do to effective access, asked of <see cref="Consequences"/> between the world as it is and as it would be.</summary>
public static class SettingConsequences
{
    /// <summary>The consequences of putting settings in force.</summary>
    /// <param name="world">As it is.</param>
    /// <param name="settings">The settings as they would be; what files fix stays, whatever they say.</param>
    public static Consequences Of(AccessWorld world, RelationSettings settings)
    {
        var now = world.Catalog.Settings;
        var everybody = !settings.PermissionKeys.SequenceEqual(now.PermissionKeys)
            || world.Catalog.BackEnds.Any(backEnd => settings.GroupSupport.IsOn(backEnd) != now.GroupSupport.IsOn(backEnd));

        // A list of groups touches only those that come or go; on a large desk that is the difference between a moment and a wait.
        var named = Differing(now.AlwaysGroups, settings.AlwaysGroups)
            .Union(Differing(now.CompanyAlwaysGroups, settings.CompanyAlwaysGroups)).Union(Differing(now.NeverGroups, settings.NeverGroups)).ToHashSet();
        var touched = everybody ? world.Catalog.Groups : [.. world.Catalog.Groups.Where(group => named.Contains(group.Name))];
        return touched.IsEmpty ? Consequences.None : Consequences.Between(world, world.With(settings), touched);
    }

    private static HashSet<string> Differing(IEnumerable<string> a, IEnumerable<string> b)
    {
        var names = new HashSet<string>(a);
        names.SymmetricExceptWith(b);
        return names;
    }
}
