namespace Rexpondo.Relations.Core.Storage;

/// <summary>An agent as stored, with what nobody outside may see.</summary>
internal sealed class AgentRow
{
    public int Id { get; set; }

    public required string Login { get; set; }

    public required string LoginFolded { get; set; }

    public required string PasswordHash { get; set; }

    public AgentRole Role { get; set; }

    public bool Disabled { get; set; }

    public required string Stamp { get; set; }

    public DateTimeOffset? LastSignIn { get; set; }
}
