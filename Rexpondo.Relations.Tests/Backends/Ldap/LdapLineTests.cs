using System.Net;
using System.Net.Sockets;
using Rexpondo.Relations.Benchmarks.Directories;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Backends.Ldap;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>How a directory server is reached by its name.</summary>
public sealed class LdapLineTests : IAsyncLifetime
{
    private static readonly IPAddress Other = IPAddress.Parse("127.0.0.2");

    private readonly TlsServer server = new(shown: TestAuthority.House.Server("directory.example"));
    private readonly string caFile = Path.GetTempFileName();

    public Task InitializeAsync() => File.WriteAllTextAsync(caFile, TestAuthority.House.Pem);

    [Fact]
    public async Task Address_ThatIsSilent_LeavesTimeForTheNext()
    {
        using var silent = new TcpListener(Other, server.Port);
        silent.Start();

        await using var line = await AfterTwoSecondsAsync(clock => OpenAsync(TimeSpan.FromSeconds(4), clock, Other, IPAddress.Loopback));

        line.Stream.CanWrite.Should().BeTrue();
    }

    [Fact]
    public async Task Address_WhereNobodyIs_TakesNoTimeFromTheOthers()
    {
        await using var line = await OpenAsync(Patience.Limit, TimeProvider.System, Other, IPAddress.Loopback);
        line.Stream.CanWrite.Should().BeTrue();

        (await ProblemAsync(Patience.Limit, TimeProvider.System, Other, Other)).Should().Be("SERVER: the connection is refused; no server listens there");

        using var silent = new TcpListener(IPAddress.Parse("127.0.0.3"), server.Port);
        silent.Start();
        (await ProblemAsync(TimeSpan.FromSeconds(1), TimeProvider.System, Other, IPAddress.Parse("127.0.0.3"))).Should().Be("SERVER: no answer for 1 s");
    }

    [Fact]
    public async Task Addresses_ThatFailEachInItsWay_AreAllTold()
    {
        using var silent = new TcpListener(Other, server.Port);
        silent.Start();
        await File.WriteAllTextAsync(caFile, TestAuthority.SelfSigned().Certificate);

        (await AfterTwoSecondsAsync(clock => ProblemAsync(TimeSpan.FromSeconds(4), clock, Other, IPAddress.Loopback))).Should()
            .StartWith("SERVER: 127.0.0.2: no answer for 2 s; 127.0.0.1: the certificate is signed by \"CN=House CA\"");
    }

    [Fact]
    public async Task Name_ThatIsLookedUpForEver_IsGivenUp()
    {
        var never = new TaskCompletionSource<IPAddress[]>();
        using var cancel = new CancellationTokenSource();
        var opening = LdapLine.OpenAsync(server.At("directory.example"), caFile, Patience.Limit, cancel.Token, (_, _) => never.Task);
        opening.IsCompleted.Should().BeFalse();
        await cancel.CancelAsync();
        await opening.Awaiting(line => line.WaitAsync(Patience.Limit)).Should().ThrowAsync<OperationCanceledException>();

        var silent = () => LdapLine.OpenAsync(server.At("directory.example"), caFile, TimeSpan.FromSeconds(1), CancellationToken.None, (_, _) => never.Task);
        (await silent.Should().ThrowAsync<SourceException>()).Which.Problems.Should().Equal(
            $"{server.At("directory.example")}: the name directory.example cannot be looked up: no answer for 1 s");
    }

    [Fact]
    public async Task Name_ThatCanBeNone_IsAReasonAsAnyOther()
    {
        var tooLong = () => LdapLine.OpenAsync(server.At(new string('a', 300)), caFile, Patience.Limit, CancellationToken.None);

        (await tooLong.Should().ThrowAsync<SourceException>()).Which.Problems.Should().ContainSingle().Which.Should().Contain(": the name aaa");
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        File.Delete(caFile);
    }

    // The half of four seconds is over for the first address, once it has taken the connection and TLS is waited for; for the second the clock stands.
    private static async Task<T> AfterTwoSecondsAsync<T>(Func<HandClock, Task<T>> opens)
    {
        var clock = new HandClock();
        var waits = clock.WaitedForAsync(TimeSpan.FromSeconds(2), times: 2);
        var opening = opens(clock);
        await waits;
        clock.Advance(TimeSpan.FromSeconds(2));
        return await opening.WaitAsync(Patience.Limit);
    }

    private Task<LdapLine> OpenAsync(TimeSpan timeout, TimeProvider clock, params IPAddress[] addresses) => LdapLine.OpenAsync(
        server.At("directory.example"), caFile, timeout, CancellationToken.None, (_, _) => Task.FromResult(addresses), clock);

    private async Task<string> ProblemAsync(TimeSpan timeout, TimeProvider clock, params IPAddress[] addresses)
    {
        var opening = () => OpenAsync(timeout, clock, addresses);
        return (await opening.Should().ThrowAsync<SourceException>()).Which.Message.Replace(server.At("directory.example").ToString(), "SERVER");
    }
}
