namespace Rexpondo.Relations.Core;

/// <summary>What an agent may do here (spec §1).</summary>
public enum AgentRole
{
    /// <summary>Sees everything and edits nothing.</summary>
    Auditor = 1,

    /// <summary>Edits.</summary>
    Admin = 2,
}
