namespace Rexpondo.Relations.Core;

/// <summary>Roles as they are written on screens and on the command line.</summary>
public static class AgentRoleText
{
    /// <summary><c>admin</c> or <c>auditor</c>.</summary>
    public static string ToText(this AgentRole role) => role switch
    {
        AgentRole.Auditor => "auditor",
        AgentRole.Admin => "admin",
    };
}
