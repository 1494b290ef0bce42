using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Rexpondo.Relations.Benchmarks.Directories;
using Rexpondo.Relations.Core.Backends.Ldap;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>A server over TLS on a free port of this machine that does with each connection what a test says.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly X509Certificate2 certificate;
    private readonly SslStreamCertificateContext context;
    private readonly Func<Stream, Task> serve;
    private readonly CancellationTokenSource ending = new();
    private readonly List<Task> connections = [];
    private readonly Task accepting;

    /// <param name="serve">What it does with a connection; null: it sends back what comes.</param>
    /// <param name="shown">Its certificate; null: a good one for 127.0.0.1.</param>
    /// <param name="sent">Intermediate certificates that it sends with it, as PEM.</param>
    /// <param name="address">Where it listens; null: 127.0.0.1.</param>
    public TlsServer(Func<Stream, Task>? serve = null, (string Certificate, string Key)? shown = null, string? sent = null, IPAddress? address = null)
    {
        this.serve = serve ?? (stream => stream.CopyToAsync(stream, ending.Token));
        var (chain, key) = shown ?? TestAuthority.House.Server("127.0.0.1");
        certificate = X509Certificate2.CreateFromPem(chain, key);
        var others = new X509Certificate2Collection();
        others.ImportFromPem(sent ?? "");
        context = SslStreamCertificateContext.Create(certificate, others, offline: true);
        listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    public LdapServer At(string host) => new(host, Port);

    public async ValueTask DisposeAsync()
    {
        if (ending.IsCancellationRequested)
        {
            return;
        }

        await ending.CancelAsync();
        await accepting;
        await Task.WhenAll(connections);
        listener.Dispose();
        certificate.Dispose();
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(ending.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // the test is over
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var secured = new SslStream(client.GetStream());
                await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = context }, ending.Token);
                await serve(secured).WaitAsync(ending.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or AuthenticationException)
            {
                // the other end did not like it, or is gone, or the test is over
            }
        }
    }
}
