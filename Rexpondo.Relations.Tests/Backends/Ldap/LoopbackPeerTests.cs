using System.Net;
using System.Net.Sockets;
using Rexpondo.Relations.Core.Backends.Ldap;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>Only this program's own user may go through a tunnel.</summary>
public sealed class LoopbackPeerTests
{
    private const string Header = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
    private const string Listener = "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1";

    [Theory]
    [InlineData("   1: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 222 1", "1000")]
    [InlineData("   1: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1001        0 222 1", "1001")]
    [InlineData("   1: 0100007F:C350 0100007F:1F91 01 00000000:00000000 00:00000000 00000000  1000        0 222 1", null)]
    [InlineData("   1: 0200007F:C350 0200007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 222 1", null)]
    public void Users_OfTheListenerAndItsPeer_StandInTheTable(string row, string? peer)
    {
        if (BitConverter.IsLittleEndian)
        {
            LoopbackPeer.Users([Header, Listener, row], peer: 50000, listening: 8080).Should().Be(("1000", peer));
            LoopbackPeer.Users([Header, row], peer: 50000, listening: 8080).Listener.Should().BeNull();
        }
    }

    [Fact]
    public async Task Peer_OfThisProgram_IsOfTheSameUser_UnlessItIsNotThere()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync(IPAddress.Loopback, port);
        var peer = (IPEndPoint)client.Client.LocalEndPoint!;

        (await LoopbackPeer.IsOfSameUserAsync(peer, port, CancellationToken.None)).Should().BeTrue();
        (await LoopbackPeer.IsOfSameUserAsync(new IPEndPoint(IPAddress.Parse("127.0.0.2"), peer.Port), port, CancellationToken.None)).Should().BeFalse();
        if (File.Exists("/proc/net/tcp"))
        {
            (await LoopbackPeer.IsOfSameUserAsync(new IPEndPoint(IPAddress.Loopback, 1), port, CancellationToken.None)).Should().BeFalse();
        }
    }
}
