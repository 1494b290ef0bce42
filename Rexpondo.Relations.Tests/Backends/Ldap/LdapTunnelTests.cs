using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Rexpondo.Relations.Benchmarks.Directories;
using Rexpondo.Relations.Core.Backends.Ldap;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>The port of a tunnel is for one connection of this program's user, and nobody else can have it meanwhile.</summary>
public sealed class LdapTunnelTests : IAsyncLifetime
{
    private readonly TlsServer server = new();
    private readonly string caFile = Path.GetTempFileName();
    private LdapTunnel tunnel = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(caFile, TestAuthority.House.Pem);
        var line = await LdapLine.OpenAsync(server.At("127.0.0.1"), caFile, Patience.Limit, CancellationToken.None);
        tunnel = new LdapTunnel(line, () => { });
    }

    [Fact]
    public async Task Closed_BeforeTheClientCame_ItKeepsThePortAndTakesNobody()
    {
        tunnel.Close();

        using (var client = await ComeAsync(IPAddress.Loopback))
        {
            (await IsTakenAsync(client)).Should().BeFalse();
        }

        using (var other = new TcpListener(IPAddress.Loopback, tunnel.Port))
        {
            other.Invoking(port => port.Start()).Should().Throw<SocketException>("the client may still be about to connect")
                .Which.SocketErrorCode.Should().Be(SocketError.AddressAlreadyInUse);
        }

        await tunnel.DisposeAsync();
        var late = () => ComeAsync(IPAddress.Loopback);
        (await late.Should().ThrowAsync<SocketException>()).Which.SocketErrorCode.Should().Be(SocketError.ConnectionRefused);
    }

    [Fact]
    public async Task Second_Connection_IsClosedAndTheFirstGoesOn()
    {
        using var first = await ComeAsync(IPAddress.Loopback);
        (await IsTakenAsync(first)).Should().BeTrue();

        using var second = await ComeAsync(IPAddress.Loopback);

        (await IsTakenAsync(second)).Should().BeFalse();
        (await IsTakenAsync(first)).Should().BeTrue();
    }

    [Fact]
    public async Task Connection_FromAnotherAddress_IsNeverOurs()
    {
        using var stranger = await ComeAsync(IPAddress.Parse("127.0.0.2"));
        using var ours = await ComeAsync(IPAddress.Loopback);

        (await IsTakenAsync(stranger)).Should().BeFalse();
        (await IsTakenAsync(ours)).Should().BeTrue();
    }

    [OtherUserFact]
    public async Task Connection_OfAnotherUser_IsClosedAndOursIsTaken()
    {
        using var other = Process.Start(new ProcessStartInfo("setpriv")
        {
            ArgumentList =
            {
                "--reuid=65534", "--clear-groups", "bash", "-c",
                string.Create(CultureInfo.InvariantCulture, $"exec 3<>/dev/tcp/127.0.0.1/{tunnel.Port}; printf x >&3; head -c 1 <&3"),
            },
            RedirectStandardOutput = true,
        })!;
        (await other.StandardOutput.ReadToEndAsync().WaitAsync(Patience.Limit)).Should().BeEmpty();
        await other.WaitForExitAsync();

        using var ours = await ComeAsync(IPAddress.Loopback);
        (await IsTakenAsync(ours)).Should().BeTrue();
    }

    [Fact]
    public async Task Server_ThatGoes_EndsTheConnection()
    {
        using var client = await ComeAsync(IPAddress.Loopback);
        (await IsTakenAsync(client)).Should().BeTrue();

        await server.DisposeAsync();

        (await IsTakenAsync(client)).Should().BeFalse();
    }

    public async Task DisposeAsync()
    {
        await tunnel.DisposeAsync();
        await server.DisposeAsync();
        File.Delete(caFile);
    }

    // What is sent comes back from the server.
    private static async Task<bool> IsTakenAsync(TcpClient client)
    {
        var answer = new byte[1];
        try
        {
            await client.GetStream().WriteAsync(new byte[] { 7 });
            return await client.GetStream().ReadAsync(answer).AsTask().WaitAsync(Patience.Limit) == 1 && answer[0] == 7;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<TcpClient> ComeAsync(IPAddress from)
    {
        var client = new TcpClient(new IPEndPoint(from, 0));
        await client.ConnectAsync(IPAddress.Loopback, tunnel.Port);
        return client;
    }
}
