using System.Security.Claims;
using Rexpondo.Relations.Core.Agents;

namespace Rexpondo.Relations.Web.Agents;

/// <summary>Whether a session still holds: signing out, a disabled agent, a new password or another role ends it.</summary>
public sealed class SessionCheck(AgentDirectory agents, EndedSessions ended)
{
    /// <summary>True while somebody is signed in and is as she was when she signed in.</summary>
    public async Task<bool> HoldsAsync(ClaimsPrincipal user, CancellationToken cancellationToken) =>
        CurrentAgent.Of(user) is { } session && await HoldsAsync(session, cancellationToken);

    /// <summary>True while the agent is as she was when she signed in.</summary>
    public async Task<bool> HoldsAsync(CurrentAgent session, CancellationToken cancellationToken) =>
        !ended.Contains(session.Session)
        && await agents.FindAsync(session.Id, cancellationToken) is { Disabled: false } agent
        && agent.Stamp == session.Stamp;
}
