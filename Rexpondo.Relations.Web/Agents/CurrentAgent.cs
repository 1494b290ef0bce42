using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;

namespace Rexpondo.Relations.Web.Agents;

/// <summary>
/// Who is signed in, as the session says it. Cascaded to every page; good for showing and hiding, never for deciding: a save
/// checks the rights in the store.
/// </summary>
/// <param name="Id">Her number.</param>
/// <param name="Login">Her login.</param>
/// <param name="Role">Her role.</param>
/// <param name="Stamp">Changes with what ends all her sessions.</param>
/// <param name="Session">The sign-in: the same in all tabs of a browser, another in each browser.</param>
public sealed record CurrentAgent(AgentId Id, string Login, AgentRole Role, string Stamp, string Session)
{
    private const string RoleClaim = "agent-role";
    private const string StampClaim = "agent-stamp";
    private const string SessionClaim = "agent-session";

    /// <summary>True for the role that edits; others see everything and change nothing.</summary>
    public bool MayEdit => Role == AgentRole.Admin;

    /// <summary><c>admin</c> or <c>auditor</c>.</summary>
    public string RoleName => Role.ToText();

    /// <summary>A new session, of an agent who has just signed in.</summary>
    public static CurrentAgent Of(Agent agent) =>
        new(agent.Id, agent.Login, agent.Role, agent.Stamp, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    /// <summary>The agent of a session; null when nobody is signed in.</summary>
    public static CurrentAgent? Of(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true
        && int.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && Enum.TryParse<AgentRole>(user.FindFirstValue(RoleClaim), out var role)
        && user.FindFirstValue(ClaimTypes.Name) is { } login
        && user.FindFirstValue(StampClaim) is { } stamp
        && user.FindFirstValue(SessionClaim) is { } session
            ? new(new AgentId(id), login, role, stamp, session)
            : null;

    /// <summary>What the cookie carries.</summary>
    public ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, Id.ToString()),
            new(ClaimTypes.Name, Login),
            new(RoleClaim, Role.ToString()),
            new(StampClaim, Stamp),
            new(SessionClaim, Session),
        ],
        scheme));
}
