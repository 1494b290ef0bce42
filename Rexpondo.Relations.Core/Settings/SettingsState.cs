namespace Rexpondo.Relations.Core.Settings;

/// <summary>The settings at one moment: what is in force and what is being prepared.</summary>
/// <param name="InForce">The values in force.</param>
/// <param name="Drafts">The drafts, in the order of the settings.</param>
/// <param name="BackEnds">The back ends, the module's own first.</param>
public sealed record SettingsState(RelationSettings InForce, IReadOnlyList<SettingDraft> Drafts, IReadOnlyList<BackEnd> BackEnds)
{
    /// <summary>The draft of a setting, or null.</summary>
    public SettingDraft? DraftOf(string name) => Drafts.FirstOrDefault(draft => draft.Name == name);

    /// <summary>The value in force as text.</summary>
    public string ValueOf(string name) => SettingValues.ToJson(InForce, name);

    /// <summary>The settings with one value changed, or the reason why it is refused.</summary>
    public (RelationSettings Settings, string? Error) With(RelationSettings settings, string name, string json) =>
        SettingValues.With(settings, name, json, [.. BackEnds.Select(backEnd => backEnd.Name)], InForce);

    /// <summary>Group support on for every back end whose file does not say otherwise, as a value of the setting.</summary>
    public string SwitchedOn => SettingValues.ToJson(
        InForce with
        {
            GroupSupport = BackEnds.Where(backEnd => backEnd.GroupSupport is null)
                .Aggregate(InForce.GroupSupport, (support, backEnd) => support.With(backEnd.Name, true, BackEnds.Select(other => other.Name))),
        },
        SettingNames.GroupSupport);
}
