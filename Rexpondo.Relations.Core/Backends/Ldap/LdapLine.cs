using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>
/// A TLS connection to a directory server that is the right one (<see cref="LdapTrust"/>). A name may have several addresses:
/// each has its share of the time, so a dead one does not keep the others from being asked.
/// </summary>
internal sealed class LdapLine : IAsyncDisposable
{
    private readonly TcpClient client;
    private readonly SslStream secured;

    private LdapLine(TcpClient client, SslStream secured) => (this.client, this.secured) = (client, secured);

    /// <summary>What comes from the server, and what goes to it.</summary>
    public Stream Stream => secured;

    /// <summary>Connects and makes sure that the server is the right one; nothing has been sent to it then.</summary>
    /// <param name="server">Which.</param>
    /// <param name="caFile">What is trusted, see <see cref="LdapTrust"/>.</param>
    /// <param name="timeout">How long the name may take, then the connections to all its addresses together, then TLS with them.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <param name="addresses">How a name is resolved; null: as the system does.</param>
    /// <param name="clock">What measures the time of connections and TLS; null: the system's.</param>
    /// <exception cref="SourceException">Why there is no connection, whatever it is.</exception>
    public static async Task<LdapLine> OpenAsync(
        LdapServer server, string? caFile, TimeSpan timeout, CancellationToken cancellationToken,
        Func<string, CancellationToken, Task<IPAddress[]>>? addresses = null, TimeProvider? clock = null)
    {
        using var trust = LdapTrust.Of(caFile);
        var found = await ResolveAsync(server, timeout, addresses ?? Dns.GetHostAddressesAsync, cancellationToken);
        var (left, problems) = (timeout, new List<NotConnected>());
        for (var i = 0; i < found.Length; i++)
        {
            var share = left / (found.Length - i);
            try
            {
                return await ConnectAsync(server, found[i], trust, share, clock ?? TimeProvider.System, cancellationToken);
            }
            catch (NotConnected e)
            {
                problems.Add(e);
                left -= e.InnerException is OperationCanceledException ? share : TimeSpan.Zero;
            }
        }

        throw new SourceException($"{server}: {Reasons(problems)}", problems[0].InnerException);
    }

    /// <summary>Cuts it, from any thread: whoever reads or writes gets an error.</summary>
    public void Cut() => client.Dispose();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await secured.DisposeAsync();
    }

    private static async Task<IPAddress[]> ResolveAsync(
        LdapServer server, TimeSpan timeout, Func<string, CancellationToken, Task<IPAddress[]>> addresses, CancellationToken cancellationToken)
    {
        try
        {
            // The system's resolver hears no token once it has begun; it is left behind then.
            var found = await addresses(server.Host, cancellationToken).WaitAsync(timeout, cancellationToken);
            return found.Length > 0 ? found : throw new SocketException((int)SocketError.NoData);
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var problem = e switch
            {
                SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "is not known",
                TimeoutException => $"cannot be looked up: {LdapProblems.NoAnswer(timeout)}",
                _ => $"cannot be looked up: {e.Message}",
            };
            throw new SourceException($"{server}: the name {server.Host} {problem}", e);
        }
    }

    private static async Task<LdapLine> ConnectAsync(
        LdapServer server, IPAddress address, LdapTrust trust, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var tooLong = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tooLong.Token);
        var client = new TcpClient(address.AddressFamily);
        SslStream? secured = null;
        try
        {
            client.NoDelay = true;
            tooLong.CancelAfter(timeout);
            await client.ConnectAsync(address, server.Port, given.Token);
            tooLong.CancelAfter(timeout);
            secured = new SslStream(client.GetStream());
            await secured.AuthenticateAsClientAsync(trust.For(server.Host), given.Token);
            return new LdapLine(client, secured);
        }
        catch (Exception e)
        {
            client.Dispose();
            if (secured is not null)
            {
                await secured.DisposeAsync();
            }

            cancellationToken.ThrowIfCancellationRequested();
            throw new NotConnected(address, listens: secured is not null, Problem(e, trust.Refusal, timeout), e);
        }
    }

    // What an address says that answers is worth more than that nobody is at another one.
    private static string Reasons(List<NotConnected> problems)
    {
        var telling = problems.Exists(each => each.Listens) ? problems.FindAll(each => each.Listens) : problems;
        return telling.Select(each => each.Message).Distinct().Count() == 1
            ? telling[0].Message
            : string.Join("; ", telling.Select(each => $"{each.Address}: {each.Message}"));
    }

    private static string Problem(Exception e, string? refusal, TimeSpan timeout) => e switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "the connection is refused; no server listens there",
        SocketException { SocketErrorCode: SocketError.TimedOut } => "no answer",
        OperationCanceledException => LdapProblems.NoAnswer(timeout),
        AuthenticationException => refusal ?? $"TLS is not possible: {e.GetBaseException().Message}",
        IOException => "the server ended the connection before TLS was there",
        _ => $"cannot be reached: {e.Message}",
    };

    private sealed class NotConnected(IPAddress address, bool listens, string problem, Exception inner) : Exception(problem, inner)
    {
        public IPAddress Address => address;

        public bool Listens => listens;
    }
}
