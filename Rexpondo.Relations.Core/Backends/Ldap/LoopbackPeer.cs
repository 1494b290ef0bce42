using System.Globalization;
using System.Net;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>Whose the other end of a connection inside this machine is, where the system tells it (Linux).</summary>
internal static class LoopbackPeer
{
    private const string Table = "/proc/net/tcp";
    private const string Listening = "0A";
    private const int Local = 1, Remote = 2, State = 3, User = 7;

    private static readonly string Address = BitConverter.ToUInt32(IPAddress.Loopback.GetAddressBytes()).ToString("X8", CultureInfo.InvariantCulture);

    /// <summary>False if the end on <paramref name="peer"/> belongs to another user than the port that listens; true where nobody can say.</summary>
    public static bool IsOfSameUser(int peer, int listening)
    {
        try
        {
            return !File.Exists(Table) || IsOfSameUser(File.ReadLines(Table), peer, listening);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>The same, of the lines of the system's table.</summary>
    internal static bool IsOfSameUser(IEnumerable<string> table, int peer, int listening)
    {
        var (theirs, ours) = (Written(peer), Written(listening));
        string? listener = null, connected = null;
        foreach (var line in table)
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length <= User)
            {
                continue;
            }

            if (fields[Local] == ours && fields[State] == Listening)
            {
                listener = fields[User];
            }
            else if (fields[Local] == theirs && fields[Remote] == ours)
            {
                connected = fields[User];
            }
        }

        return listener is null || connected == listener;
    }

    private static string Written(int port) => string.Create(CultureInfo.InvariantCulture, $"{Address}:{port:X4}");
}
