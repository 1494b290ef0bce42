namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>Up to where a directory was read.</summary>
/// <param name="Server">The server. Another one is read whole.</param>
/// <param name="Time">From when on changes are to be asked for, but for the overlap. Only spares work: who is new is told by <paramref name="Times"/>.</param>
/// <param name="Times">What everybody said of her last change.</param>
internal sealed record LdapMark(LdapServer Server, DateTimeOffset Time, LdapTimes Times) : SourceMark
{
    /// <summary>How far back a later reading begins: clocks of servers that copy each other differ, and copies come late.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>From where on changes are asked for.</summary>
    public string Since => LdapTime.Text(Time < DateTimeOffset.MinValue + Overlap ? DateTimeOffset.MinValue : Time - Overlap);

    /// <summary>After a reading; null if not everybody says when she was changed, or nobody is there.</summary>
    /// <param name="server">The server.</param>
    /// <param name="times">Of everybody.</param>
    /// <param name="begun">When the reading began, by our clock: a time from the future must not hide what comes until then.</param>
    public static LdapMark? After(LdapServer server, LdapTimes times, DateTimeOffset begun) =>
        times is { AreWhole: true, Latest: { } latest } ? new LdapMark(server, latest < begun ? latest : begun, times) : null;
}
