using System.Globalization;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>A directory server that is asked over TLS from the first byte on.</summary>
/// <param name="Host">Name or address; the server's certificate must be made out to it.</param>
/// <param name="Port">Its port.</param>
internal sealed record LdapServer(string Host, int Port)
{
    /// <summary>What the address begins with.</summary>
    public const string Scheme = "ldaps";

    private const int DefaultPort = 636;

    /// <summary>True if there is a user in one of some addresses, and perhaps a password, with or without spaces: then nothing of them may be told.</summary>
    public static bool HasUser(string texts) => texts.Contains('@') || texts.Contains("%40", StringComparison.Ordinal);

    /// <summary>Reads <c>ldaps://host</c> or <c>ldaps://host:port</c>.</summary>
    /// <returns>The server, or why it is none.</returns>
    public static (LdapServer? Server, string? Error) Parse(string text)
    {
        if (text.StartsWith("ldap://", StringComparison.OrdinalIgnoreCase))
        {
            return (null, $"\"{text}\" would send the password and every person readably; write {Scheme}:// (StartTLS is not supported)");
        }

        return text.StartsWith(Scheme + "://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri is { Host.Length: > 0, UserInfo: "", AbsolutePath: "" or "/", Query: "", Fragment: "", Port: not 0 }
            ? (new LdapServer(uri.IdnHost, uri.Port < 0 ? DefaultPort : uri.Port), null)
            : (null, $"\"{text}\" is not of the form {Scheme}://host or {Scheme}://host:port");
    }

    /// <summary>The address as it is written, always with the port.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{(Host.Contains(':') ? $"[{Host}]" : Host)}:{Port}");
}
