using System.Net.Sockets;
using Rexpondo.Relations.Tests.Browser;
using Rexpondo.Relations.Tests.Cli;

namespace Rexpondo.Relations.Tests;

/// <summary>Connections that hold what others need: half-sent requests, and more of them than the process has handles.</summary>
public sealed class ConnectionLimitTests
{
    private const string Half = "GET / HTTP/1.1\r\nHost: desk.example\r\nX-Slow: ";

    [Fact]
    public async Task Connections_AboveTheLimit_AreClosedAndTakenAgainOnceOthersHaveEnded()
    {
        await using var server = await RelationsServer.StartAsync("--Kestrel:Limits:MaxConcurrentConnections=3");
        using var held = new Connections();
        await held.OpenAsync(server.Address, 3);

        (await RawConnection.AskAsync(server.Address, "GET /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).Should().BeEmpty();
        held.Dispose();

        await UntilAnsweredAsync(server.Address);
    }

    [Fact]
    public async Task HalfRequests_MoreThanTheProcessHasHandles_DoNotEndTheServer()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var program = new TheProgram();
        using var server = program.StartWithHandles(600, "--urls=http://127.0.0.1:0", "--environment=Production", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information");
        try
        {
            var address = await TheProgram.AddressAsync(server).WaitAsync(Patience.Limit);
            using (var held = new Connections())
            {
                await held.OpenAsync(address, 400);
                server.HasExited.Should().BeFalse();
            }

            await UntilAnsweredAsync(address);
            server.HasExited.Should().BeFalse();
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    [Theory]
    [InlineData("--Kestrel:Limits:MaxConcurrentConnections=many", "Kestrel:Limits:MaxConcurrentConnections")]
    [InlineData("--Kestrel:Limits:MaxRequestHeaderCount=-1", "Kestrel:Limits")]
    [InlineData("--ForwardedHeaders:KnownProxies=10.0.0.1 proxy.example", "ForwardedHeaders:KnownProxies: \"proxy.example\" is neither an address nor a network such as 10.0.0.0/8.")]
    [InlineData("--Logging:LogLevel:Default=Loud", "Logging:LogLevel:Default is \"Loud\"; there are: Trace, ")]
    [InlineData("--ForwardedHeaders:ForwardLimit=0", "ForwardedHeaders:ForwardLimit is \"0\"; it must be a whole number from 1 to 100.")]
    public async Task Server_WithAnImpossibleSetting_NamesItInOneLine(string setting, string named)
    {
        var start = () => RelationsServer.StartAsync(setting);

        (await start.Should().ThrowAsync<InvalidDataException>()).Which.Message.Should().Contain(named).And.NotContain("\n");
    }

    // What it closed is noticed by the server a moment later.
    private static async Task UntilAnsweredAsync(Uri server)
    {
        using var client = new HttpClient { BaseAddress = server };
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (true)
        {
            try
            {
                (await client.GetStringAsync("/sign-in", patience.Token)).Should().Contain("Sign in to Rexpondo");
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, patience.Token);
            }
        }
    }

    private sealed class Connections : IDisposable
    {
        private readonly List<RawConnection> all = [];

        public async Task OpenAsync(Uri server, int count)
        {
            for (var i = 0; i < count; i++)
            {
                try
                {
                    var one = await RawConnection.OpenAsync(server);
                    all.Add(one);
                    await one.SendAsync(Half);
                }
                catch (SocketException)
                {
                    // closed as soon as it was accepted
                }
            }
        }

        public void Dispose() => all.ForEach(one => one.Dispose());
    }
}
