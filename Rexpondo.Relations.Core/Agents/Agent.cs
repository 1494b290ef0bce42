namespace Rexpondo.Relations.Core.Agents;

/// <summary>Who uses this module.</summary>
/// <param name="Id">Internal number.</param>
/// <param name="Login">As written; unique by <see cref="LoginFolding"/>.</param>
/// <param name="Role">What she may do.</param>
/// <param name="Disabled">She cannot sign in.</param>
/// <param name="Stamp">Changes with password, role and disabling: a session that carries another one is over.</param>
/// <param name="LastSignIn">When she last signed in, or null.</param>
public sealed record Agent(AgentId Id, string Login, AgentRole Role, bool Disabled, string Stamp, DateTimeOffset? LastSignIn);
