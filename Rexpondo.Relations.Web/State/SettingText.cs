using System.Diagnostics;
using System.Text.Json;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>By what a setting is edited.</summary>
public enum SettingType
{
    /// <summary>A switch for each back end.</summary>
    SwitchPerBackEnd,

    /// <summary>Names of groups.</summary>
    GroupNames,

    /// <summary>Permission keys in their order.</summary>
    Keys,

    /// <summary>On or off.</summary>
    Switch,
}

/// <summary>Settings in words: what they are for, and what their values mean.</summary>
public static class SettingText
{
    /// <summary>Where all settings are listed.</summary>
    public const string ListPath = "/system-configuration";

    /// <summary>Where drafts are deployed.</summary>
    public const string DeploymentPath = "/system-configuration/deployment";

    /// <summary>Where a setting is edited.</summary>
    public static string Path(string name) => $"{ListPath}/{name}";

    /// <summary>By what a setting is edited.</summary>
    public static SettingType TypeOf(string name) => name switch
    {
        SettingNames.GroupSupport => SettingType.SwitchPerBackEnd,
        SettingNames.AlwaysGroups or SettingNames.CompanyAlwaysGroups or SettingNames.NeverGroups => SettingType.GroupNames,
        SettingNames.PermissionKeys => SettingType.Keys,
        SettingNames.Services or SettingNames.DefaultsForUnknown => SettingType.Switch,
        _ => throw new UnreachableException(),
    };

    /// <summary>The type in words.</summary>
    public static string TypeWords(string name) => TypeOf(name) switch
    {
        SettingType.SwitchPerBackEnd => Texts.TypeSwitchPerBackEnd,
        SettingType.GroupNames => Texts.TypeGroupNames,
        SettingType.Keys => Texts.TypeKeys,
        SettingType.Switch => Texts.TypeSwitch,
    };

    /// <summary>What a setting is for, in one or two sentences.</summary>
    public static string Description(string name) => name switch
    {
        SettingNames.GroupSupport => Texts.AboutGroupSupport,
        SettingNames.AlwaysGroups => Texts.AboutAlwaysGroups,
        SettingNames.CompanyAlwaysGroups => Texts.AboutCompanyAlwaysGroups,
        SettingNames.PermissionKeys => Texts.AboutPermissionKeys,
        SettingNames.NeverGroups => Texts.AboutNeverGroups,
        SettingNames.Services => Texts.AboutServices,
        SettingNames.DefaultsForUnknown => Texts.AboutDefaultsForUnknown,
        _ => throw new UnreachableException(),
    };

    /// <summary>A value in words, whichever setting's it is.</summary>
    public static string Value(string json)
    {
        using var document = JsonDocument.Parse(json);
        var value = document.RootElement;
        return value.ValueKind switch
        {
            JsonValueKind.True => Texts.On,
            JsonValueKind.False => Texts.Off,
            JsonValueKind.Array when value.GetArrayLength() == 0 => Texts.None,
            JsonValueKind.Array => Say.Join(", ", value.EnumerateArray().Select(item => item.GetString()!)),
            JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(item => Say.Format(Texts.BackEndIs, item.Name, item.Value.GetBoolean() ? Texts.On : Texts.Off))),
            _ => json,
        };
    }

    /// <summary>Why a group's name has no effect, or null.</summary>
    public static string? Problem(GroupNameProblem problem) => problem switch
    {
        GroupNameProblem.None => null,
        GroupNameProblem.NoSuchGroup => Texts.NoGroupOfThisName,
        GroupNameProblem.NotValid => Texts.GroupInvalidNoEffect,
        GroupNameProblem.Never => Texts.GroupNeverNoEffect,
    };

    /// <summary>Who is preparing a value, and since when.</summary>
    public static string DraftBy(SettingDraft draft) => Say.Format(Texts.DraftBy, draft.Login, Say.Moment(draft.At));
}
