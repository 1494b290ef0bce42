using System.Globalization;
using System.Net;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>Whose the other end of a connection inside this machine is, where the system tells it (Linux).</summary>
internal static class LoopbackPeer
{
    private const string Table = "/proc/net/tcp";
    private const string Listening = "0A";
    private const int Local = 1, Remote = 2, State = 3, User = 7;

    // The system writes the table while others connect, and may leave out a row; the next time it is there.
    private const int Looks = 5;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private static readonly string Address = BitConverter.ToUInt32(IPAddress.Loopback.GetAddressBytes()).ToString("X8", CultureInfo.InvariantCulture);

    /// <summary>
    /// False if the other end belongs to another user than the port that listens, or nobody knows it; true where nobody can
    /// say: there is no such table, or not the port in it.
    /// </summary>
    /// <param name="peer">The other end; from another address than 127.0.0.1 it is never ours.</param>
    /// <param name="listening">The port that took the connection.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<bool> IsOfSameUserAsync(IPEndPoint peer, int listening, CancellationToken cancellationToken)
    {
        if (!peer.Address.Equals(IPAddress.Loopback))
        {
            return false;
        }

        try
        {
            for (var look = 1; File.Exists(Table); look++)
            {
                var (ours, theirs) = Users(File.ReadLines(Table), peer.Port, listening);
                if ((ours is not null && theirs is not null) || look == Looks)
                {
                    return ours is null || ours == theirs;
                }

                await Task.Delay(BetweenLooks, cancellationToken);
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Whose the listening port is and whose its peer, by the lines of the system's table; null: it is not there.</summary>
    internal static (string? Listener, string? Peer) Users(IEnumerable<string> table, int peer, int listening)
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

        return (listener, connected);
    }

    private static string Written(int port) => string.Create(CultureInfo.InvariantCulture, $"{Address}:{port:X4}");
}
