using Rexpondo.Relations.Core.Settings;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>Why a group's name in a setting has no effect (G5). It is kept: the group may come, or become valid again.</summary>
public enum GroupNameProblem
{
    /// <summary>It has effect.</summary>
    None,

    /// <summary>No group is called exactly so.</summary>
    NoSuchGroup,

    /// <summary>The group of this name is not valid.</summary>
    NotValid,

    /// <summary>No customer user may get the group of this name, and that goes first.</summary>
    Never,
}

/// <summary>Looks at the names of groups in settings.</summary>
public static class GroupNameRule
{
    /// <summary>What is wrong with a name in a setting, with the settings of this catalog.</summary>
    public static GroupNameProblem ProblemOf(Catalog catalog, string setting, string groupName) =>
        catalog.Groups.FirstOrDefault(group => group.Name == groupName) is not { } group ? GroupNameProblem.NoSuchGroup
        : setting == SettingNames.NeverGroups ? GroupNameProblem.None
        : group.Validity != Validity.Valid ? GroupNameProblem.NotValid
        : catalog.IsNever(group) ? GroupNameProblem.Never
        : GroupNameProblem.None;
}
