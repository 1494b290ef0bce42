using System.Net;
using System.Net.Sockets;

namespace Rexpondo.Relations.Benchmarks;

/// <summary>
/// Ports of this machine for servers that are stopped and come back at the same place. They lie below those that the system gives
/// by itself (to port 0, and to every connection that goes out), so nobody else is given one meanwhile; and none is given twice.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int End = 32_768;

    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Taken = [];

    /// <summary>One at which nobody listens.</summary>
    public static int Take()
    {
        lock (Gate)
        {
            while (true)
            {
                var port = Random.Shared.Next(First, End);
                if (Taken.Add(port) && IsFree(port))
                {
                    return port;
                }
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
