using System.Collections.Immutable;
using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Settings;

namespace Rexpondo.Relations.Web.State;

/// <summary>The settings that are lists: of names of groups, and of permission keys, of which <c>rw</c> is always the last.</summary>
internal static class SettingLists
{
    /// <summary>The list; empty for a setting that is none.</summary>
    public static ImmutableArray<string> Of(RelationSettings settings, string name) => name switch
    {
        SettingNames.AlwaysGroups => settings.AlwaysGroups,
        SettingNames.CompanyAlwaysGroups => settings.CompanyAlwaysGroups,
        SettingNames.NeverGroups => settings.NeverGroups,
        SettingNames.PermissionKeys => settings.PermissionKeys,
        _ => [],
    };

    /// <summary>The settings with another list.</summary>
    public static RelationSettings With(RelationSettings settings, string name, ImmutableArray<string> names) => name switch
    {
        SettingNames.AlwaysGroups => settings with { AlwaysGroups = names },
        SettingNames.CompanyAlwaysGroups => settings with { CompanyAlwaysGroups = names },
        SettingNames.NeverGroups => settings with { NeverGroups = names },
        SettingNames.PermissionKeys => settings with { PermissionKeys = names },
        _ => throw new UnreachableException(),
    };

    /// <summary>True if a key can be moved by so many places.</summary>
    public static bool CanMove(ImmutableArray<string> keys, string key, int by) =>
        key != "rw" && keys.IndexOf(key) + by is >= 0 and var to && to < keys.Length - 1;

    /// <summary>The keys with one of them moved; the same if it cannot be.</summary>
    public static ImmutableArray<string> Moved(ImmutableArray<string> keys, string key, int by) =>
        CanMove(keys, key, by) ? keys.Remove(key).Insert(keys.IndexOf(key) + by, key) : keys;
}
