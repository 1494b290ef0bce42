namespace Rexpondo.Relations.Core.Settings;

/// <summary>What became of a draft or a deployment. Only the first four have written anything.</summary>
public abstract record SettingsResult;

/// <summary>The draft is kept.</summary>
public sealed record DraftSaved : SettingsResult;

/// <summary>There is no draft of this setting any more: it was discarded, or it equals what is in force.</summary>
public sealed record DraftRemoved : SettingsResult;

/// <summary>In force, at once and everywhere.</summary>
/// <param name="Names">The settings whose value differs; none if all of it was in force already.</param>
public sealed record SettingsDeployed(IReadOnlyList<string> Names) : SettingsResult;

/// <summary>Old values of a deployment are drafts now.</summary>
/// <param name="Drafted">Settings that have a draft of their old value.</param>
/// <param name="InForce">Settings whose old value is in force.</param>
/// <param name="Errors">Settings whose old value is no longer possible.</param>
public sealed record SettingsRestored(IReadOnlyList<string> Drafted, IReadOnlyList<string> InForce, IReadOnlyList<SettingError> Errors) : SettingsResult;

/// <summary>Nothing changed: the agent does not exist, is disabled or is not an admin.</summary>
public sealed record SettingsNotAllowed : SettingsResult;

/// <summary>Nothing changed: values that the settings do not take.</summary>
/// <param name="Errors">Each with its reason.</param>
public sealed record SettingsRefused(IReadOnlyList<SettingError> Errors) : SettingsResult;

/// <summary>Nothing changed: the comment has more than <see cref="SettingsEditor.MaxCommentLength"/> characters.</summary>
/// <param name="Length">How many it has.</param>
public sealed record CommentTooLong(int Length) : SettingsResult;

/// <summary>Nothing changed: what is drafted is not what the agent saw.</summary>
/// <param name="Drafts">The settings, each with its draft as it is now, or null if it is gone.</param>
public sealed record DraftsChanged(IReadOnlyList<(string Name, SettingDraft? Now)> Drafts) : SettingsResult;

/// <summary>Nothing changed: values in force are not those the agent saw. With these as seen, the same call goes on.</summary>
/// <param name="Values">Each with what was seen and what is in force now.</param>
public sealed record InForceChanged(IReadOnlyList<(string Name, string Seen, string InForce)> Values) : SettingsResult;

/// <summary>Nothing changed: drafts of other values stand where old values should be restored.</summary>
/// <param name="Drafts">The drafts.</param>
public sealed record DraftsInTheWay(IReadOnlyList<SettingDraft> Drafts) : SettingsResult;

/// <summary>A value that a setting does not take.</summary>
/// <param name="Name">Name of the setting.</param>
/// <param name="Reason">Why, as one line.</param>
public sealed record SettingError(string Name, string Reason);
