namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>Up to where a directory was read: only times of the same server can be compared.</summary>
/// <param name="Server">The server.</param>
/// <param name="Time">The latest change that was seen.</param>
internal sealed record LdapMark(LdapServer Server, DateTimeOffset Time)
{
    /// <summary>How far back a later reading begins: clocks of servers that copy each other differ, and copies come late.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>From where on changes are asked for.</summary>
    public string Since => LdapTime.Text(Time - Overlap);

    /// <summary>A mark as text, if it is one of this server.</summary>
    public static LdapMark? Of(string? text, LdapServer server) =>
        text?.Split(' ') is [var address, var written] && address == server.ToString() && LdapTime.Parse(written) is { } time
            ? new LdapMark(server, time)
            : null;

    /// <summary>As text.</summary>
    public override string ToString() => $"{Server} {LdapTime.Text(Time)}";
}
