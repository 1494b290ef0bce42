namespace Rexpondo.Relations.Core.Settings;

/// <summary>A value that somebody is preparing. It has no effect on any answer until it is deployed; there is one for each setting.</summary>
/// <param name="Name">Name of the setting.</param>
/// <param name="Value">The prepared value, as <see cref="SettingValues.ToJson"/> writes it.</param>
/// <param name="BaseValue">What was in force when the draft was begun.</param>
/// <param name="Login">Login of the agent who wrote it last.</param>
/// <param name="At">When.</param>
public sealed record SettingDraft(string Name, string Value, string BaseValue, string Login, DateTimeOffset At);
