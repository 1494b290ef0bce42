using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>
/// A TLS connection to a directory server whose other end is a port of this machine, for a client that cannot check
/// certificates the way it must be, nor be interrupted: closing the tunnel ends whatever the client waits for. The port takes
/// one connection, of the user of this program. See docs/decisions/ADR-014-tunnel-to-the-directory.md.
/// </summary>
internal sealed class LdapTunnel : IAsyncDisposable
{
    private const int BufferSize = 32 * 1024;

    private readonly TcpListener listener;
    private readonly TcpClient server;
    private readonly SslStream secured;
    private readonly Action heard;
    private readonly CancellationTokenSource closing = new();
    private readonly Task pump;

    private LdapTunnel(TcpClient server, SslStream secured, Action heard)
    {
        (this.server, this.secured, this.heard) = (server, secured, heard);
        listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        pump = PumpAsync();
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Connects to a server and makes sure that it is the right one; nothing has been sent to it then.</summary>
    /// <param name="server">Which.</param>
    /// <param name="caFile">What is trusted, see <see cref="LdapTrust"/>.</param>
    /// <param name="timeout">How long the server may take for the connection, and for TLS.</param>
    /// <param name="heard">Called for everything that comes from the server later.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SourceException">Why there is no connection.</exception>
    public static async Task<LdapTunnel> OpenAsync(
        LdapServer server, string? caFile, TimeSpan timeout, Action heard, CancellationToken cancellationToken)
    {
        using var trust = LdapTrust.Of(caFile);
        using var tooLong = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var client = new TcpClient { NoDelay = true };
        SslStream? secured = null;
        try
        {
            tooLong.CancelAfter(timeout);
            await client.ConnectAsync(server.Host, server.Port, tooLong.Token);
            tooLong.CancelAfter(timeout);
            secured = new SslStream(client.GetStream());
            await secured.AuthenticateAsClientAsync(trust.For(server.Host), tooLong.Token);
            return new LdapTunnel(client, secured, heard);
        }
        catch (Exception e)
        {
            if (secured is not null)
            {
                await secured.DisposeAsync();
            }

            client.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            if (Problem(server, e, trust.Refusal, timeout) is { } problem)
            {
                throw new SourceException($"{server}: {problem}", e);
            }

            throw;
        }
    }

    /// <summary>Cuts both ends, from any thread.</summary>
    public void Close()
    {
        listener.Stop();
        closing.Cancel();
        server.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Close();
        await pump;
        await secured.DisposeAsync();
        closing.Dispose();
    }

    private static string? Problem(LdapServer server, Exception e, string? refusal, TimeSpan timeout) => e switch
    {
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => $"the name {server.Host} is not known",
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "the connection is refused; no server listens there",
        SocketException { SocketErrorCode: SocketError.TimedOut } => "no answer",
        SocketException => $"cannot be reached: {e.Message}",
        OperationCanceledException => LdapProblems.NoAnswer(timeout),
        AuthenticationException => refusal ?? $"TLS is not possible: {(e.InnerException ?? e).Message}",
        IOException => "the server ended the connection before TLS was there",
        _ => null,
    };

    private async Task PumpAsync()
    {
        try
        {
            using var client = await OursAsync();
            listener.Stop();
            client.NoDelay = true;
            var near = client.GetStream();
            Task[] both = [CopyAsync(near, secured, told: null), CopyAsync(secured, near, heard)];
            await Task.WhenAny(both);
            server.Dispose();
            client.Dispose();
            await Task.WhenAll(both);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closed before the client came.
        }
    }

    // The port stays ours until our client is there: nobody else can take it and be sent the password in the tunnel's place.
    private async Task<TcpClient> OursAsync()
    {
        while (true)
        {
            var client = await listener.AcceptTcpClientAsync(closing.Token);
            if (client.Client.RemoteEndPoint is IPEndPoint peer && LoopbackPeer.IsOfSameUser(peer.Port, Port))
            {
                return client;
            }

            client.Dispose();
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
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One end is gone; then the other goes, too.
        }
    }
}
