namespace Rexpondo.Relations.Core.Settings;

/// <summary>What became of a deployment.</summary>
public abstract record SettingsResult;

/// <summary>The settings are in force, at once and everywhere.</summary>
public sealed record SettingsDeployed : SettingsResult;

/// <summary>Nothing changed: the agent does not exist, is disabled or is not an admin.</summary>
public sealed record SettingsNotAllowed : SettingsResult;
