using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Rexpondo.Relations.Benchmarks.Directories;

namespace Rexpondo.Relations.Tests.Browser;

/// <summary>
/// A proxy that ends TLS and speaks plain http to the server, as they stand in front of programs: it says for whom it asks, passes
/// WebSockets, and asks everything else on a connection of its own.
/// </summary>
internal sealed class TlsProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly List<Task> connections = [];
    private readonly X509Certificate2 certificate;
    private readonly Uri server;
    private readonly Task accepting;

    public TlsProxy(Uri server)
    {
        this.server = server;
        var (chain, key) = TestAuthority.SelfSigned();
        certificate = X509Certificate2.CreateFromPem(chain, key);
        listener.Start();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
        accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
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

    private async Task ServeAsync(TcpClient browser)
    {
        using (browser)
        {
            try
            {
                await using var secured = new SslStream(browser.GetStream());
                await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, ending.Token);
                var (head, after) = await HeadAsync(secured);
                using var behind = new TcpClient();
                await behind.ConnectAsync(server.Host, server.Port, ending.Token);
                var plain = behind.GetStream();
                await plain.WriteAsync(Encoding.Latin1.GetBytes(Said(head)), ending.Token);
                await plain.WriteAsync(after, ending.Token);
                var up = secured.CopyToAsync(plain, ending.Token);
                await plain.CopyToAsync(secured, ending.Token);
                await secured.ShutdownAsync();
                browser.Close();
                await up;
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or AuthenticationException or SocketException or ObjectDisposedException)
            {
                // one of both is gone, or the test is over
            }
        }
    }

    private async Task<(string Head, byte[] After)> HeadAsync(Stream stream)
    {
        var (read, buffer) = (new MemoryStream(), new byte[8192]);
        while (true)
        {
            var count = await stream.ReadAsync(buffer, ending.Token);
            read.Write(buffer, 0, count);
            var text = Encoding.Latin1.GetString(read.ToArray());
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                return (text[..end], read.ToArray()[(end + 4)..]);
            }

            if (count == 0)
            {
                throw new IOException("the browser has closed the connection");
            }
        }
    }

    private string Said(string head)
    {
        var lines = head.Split("\r\n").ToList();
        var isSocket = lines.Exists(line => line.Equals("Upgrade: websocket", StringComparison.OrdinalIgnoreCase));
        lines.RemoveAll(line => line.StartsWith("Host:", StringComparison.OrdinalIgnoreCase) || !isSocket && line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase));
        lines.AddRange([$"Host: {server.Authority}", "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https", $"X-Forwarded-Host: {Address.Authority}"]);
        if (!isSocket)
        {
            lines.Add("Connection: close");
        }

        return string.Join("\r\n", lines) + "\r\n\r\n";
    }
}
