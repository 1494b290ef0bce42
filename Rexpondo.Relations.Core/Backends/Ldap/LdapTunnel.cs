using System.Net;
using System.Net.Sockets;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>
/// A port of this machine whose other end is a line to a directory server, for a client that cannot check certificates the way
/// it must be, nor be interrupted: closing the tunnel ends whatever the client waits for. One connection of the user of this
/// program is taken, every other one is closed. See docs/decisions/ADR-014-tunnel-to-the-directory.md.
/// </summary>
internal sealed class LdapTunnel : IAsyncDisposable
{
    private const int BufferSize = 32 * 1024;

    // The system may have no socket left for a connection that waits; soon it has.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(50);

    private readonly TcpListener listener;
    private readonly LdapLine line;
    private readonly Action heard;
    private readonly CancellationTokenSource closing = new();
    private readonly CancellationTokenSource ending = new();
    private readonly Task accepting;
    private Task piping = Task.CompletedTask;

    /// <summary>Opens the port.</summary>
    /// <param name="line">Where it leads; disposed with the tunnel.</param>
    /// <param name="heard">Called for everything that comes from the server.</param>
    /// <exception cref="SourceException">No port can be opened.</exception>
    public LdapTunnel(LdapLine line, Action heard)
    {
        (this.line, this.heard) = (line, heard);
        listener = new TcpListener(IPAddress.Loopback, 0);
        try
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new SourceException($"no port of this machine can be opened for the LDAP client: {e.Message}", e);
        }

        accepting = AcceptAsync();
    }

    /// <summary>The port on 127.0.0.1. It is kept until the tunnel is disposed.</summary>
    public int Port { get; }

    /// <summary>
    /// Cuts both ends, from any thread. The port stays: the client may be about to connect to it with the password, and must
    /// not find somebody else there.
    /// </summary>
    public void Close()
    {
        closing.Cancel();
        line.Cut();
    }

    /// <summary>Closes it and gives the port free; only once nobody connects to it any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ending.IsCancellationRequested)
        {
            return;
        }

        try
        {
            Close();
            await ending.CancelAsync();
            await accepting;
            await piping;
        }
        finally
        {
            listener.Dispose();
            await line.DisposeAsync();
            closing.Dispose();
            ending.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        var taken = false;
        while (!ending.IsCancellationRequested)
        {
            TcpClient? client = null;
            try
            {
                client = await listener.AcceptTcpClientAsync(ending.Token);
                if (!taken && !closing.IsCancellationRequested && client.Client.RemoteEndPoint is IPEndPoint peer
                    && await LoopbackPeer.IsOfSameUserAsync(peer, Port, ending.Token))
                {
                    taken = true;
                    piping = PipeAsync(client);
                    client = null;
                }
            }
            catch (Exception) when (ending.IsCancellationRequested)
            {
                // the port is given free
            }
            catch (Exception)
            {
                // As long as the port is open, somebody must be there who closes what comes.
                await Task.Delay(PauseAfterFailure, CancellationToken.None);
            }
            finally
            {
                client?.Dispose();
            }
        }
    }

    private async Task PipeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            var near = client.GetStream();
            Task[] both = [CopyAsync(near, line.Stream, told: null), CopyAsync(line.Stream, near, heard)];
            await Task.WhenAny(both);
            line.Cut();
            client.Dispose();
            await Task.WhenAll(both);
        }
    }

    private async Task CopyAsync(Stream from, Stream to, Action? told)
    {
        try
        {
            var buffer = new byte[BufferSize];
            while (await from.ReadAsync(buffer, closing.Token) is > 0 and var read)
            {
                told?.Invoke();
                await to.WriteAsync(buffer.AsMemory(0, read), closing.Token);
            }
        }
        catch (Exception)
        {
            // Whatever it is, this end is gone, and then the other goes, too; the client says what it was doing.
        }
    }
}
