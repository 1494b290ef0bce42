namespace Rexpondo.Relations.Core.Reading;

/// <summary>Who set keys of a cell that are still set, and when (spec §3).</summary>
/// <param name="Keys">The keys.</param>
/// <param name="Agent">The agent's login as it was then.</param>
/// <param name="At">When.</param>
public sealed record Grant(PermissionSet Keys, string Agent, DateTimeOffset At);
