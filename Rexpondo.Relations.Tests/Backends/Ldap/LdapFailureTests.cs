using System.Net;
using System.Net.Sockets;
using Rexpondo.Relations.Benchmarks.Directories;
using Rexpondo.Relations.Core.Backends;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>What can go wrong with a directory: nothing changes, and the reason says what to do.</summary>
public sealed class LdapFailureTests
{
    private static readonly DirectoryPerson[] Thirty = [.. Enumerable.Range(10, 30).Select(i => DirectoryPerson.Of($"p{i}"))];

    [SlapdFact]
    public async Task Server_KilledBetweenPages_ChangesNothing_AndIsReadAgainLater()
    {
        await using var desk = await MirroredAsync();
        desk.Slapd.Delete(Thirty[0]);

        (await desk.FailAsync((5, desk.Slapd.KillAsync))).Should().Be("SERVER: the connection ended after 10 entries");
        (await desk.FailAsync()).Should().Be("SERVER: the connection is refused; no server listens there");

        await desk.Slapd.RestartAsync();
        (await desk.MirrorAsync()).MadeInvalid.Should().Be(1);
    }

    [SlapdFact]
    public async Task Server_ThatHangs_IsGivenUpAfterTheTimeout()
    {
        await using var desk = await MirroredAsync();

        desk.Configure(("timeout", 10), ("pageSize", 10));
        (await desk.FailAsync((15, () => Do(desk.Slapd.Freeze)))).Should().Be("SERVER: no answer for 10 s");
        desk.Configure(("timeout", 1));
        // The half of it where the machine has a second address for its own name, and there nobody listens.
        (await desk.FailAsync()).Should().BeOneOf("SERVER: no answer for 1 s", "SERVER: no answer for 0.5 s");

        desk.Slapd.Thaw();
        desk.Configure();
        (await desk.MirrorAsync()).ChangeSet.Should().BeNull();
    }

    [SlapdFact]
    public async Task Server_ThatHangs_IsLeftAtOnceWhenTheReadingIsCancelled()
    {
        await using var desk = await MirroredAsync();
        var source = desk.Configure(("timeout", 600), ("pageSize", 10)).Source;
        using var cancel = new CancellationTokenSource();
        var read = source.ReadAsync(null, cancel.Token).Where(item => item is SourcePerson).GetAsyncEnumerator(CancellationToken.None);
        for (var i = 0; i < 10; i++)
        {
            await read.MoveNextAsync();
        }

        desk.Slapd.Freeze();
        var waiting = read.MoveNextAsync().AsTask();
        waiting.IsCompleted.Should().BeFalse();
        await cancel.CancelAsync();

        var asked = async () => await waiting.WaitAsync(Patience.Limit);
        await asked.Should().ThrowAsync<OperationCanceledException>();
        await read.DisposeAsync();
    }

    [Fact]
    public async Task Port_ThatTakesConnectionsAndNeverAnswers_IsGivenUpAfterTheTimeout()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        (await ProblemAsync($"ldaps://127.0.0.1:{port}", ("timeout", 1))).Should().Be($"ldaps://127.0.0.1:{port}: no answer for 1 s");
    }

    [Fact]
    public async Task Port_ThatSpeaksNoTls_IsSaid()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var enough = new TaskCompletionSource();
        var answered = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            await stream.ReadExactlyAsync(new byte[10]);
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
            await enough.Task;
        });

        (await ProblemAsync($"ldaps://127.0.0.1:{port}")).Should().StartWith($"ldaps://127.0.0.1:{port}: TLS is not possible: ");
        enough.SetResult();
        await answered;
    }

    [Fact]
    public async Task Name_ThatNobodyKnows_IsSaid()
    {
        (await ProblemAsync("ldaps://directory.invalid")).Should().Be("ldaps://directory.invalid:636: the name directory.invalid is not known");
    }

    [SlapdFact]
    public async Task Certificate_ThatIsNotRight_IsRefusedWithTheReason()
    {
        await using var desk = await MirroredAsync();

        desk.Configure(("caFile", desk.Slapd.Write("other.pem", TestAuthority.Other.Pem)));
        (await desk.FailAsync()).Should().StartWith("SERVER: the certificate is signed by \"CN=House CA\", which is not in caFile other.pem; ");

        desk.Configure(("caFile", null));
        (await desk.FailAsync()).Should().Be(
            "SERVER: the certificate is not signed by an authority that this machine trusts; caFile names another one");

        desk.Configure(("servers", desk.Slapd.OtherAddress));
        (await desk.FailAsync()).Should().EndWith(": the certificate is made out to localhost, not to 127.0.0.1");

        desk.Configure(("caFile", desk.Slapd.PathOf("nowhere.pem")));
        (await desk.FailAsync()).Should().Be("caFile nowhere.pem: there is no such file");

        desk.Configure(("caFile", desk.Slapd.PasswordFile));
        (await desk.FailAsync()).Should().Be("caFile password: there is no certificate (PEM) in it");

        desk.Configure();
        (await desk.MirrorAsync()).ChangeSet.Should().BeNull();
    }

    [SlapdFact]
    public async Task Certificate_ThatExpired_IsRefused()
    {
        await using var desk = await DirectoryDesk.OfAsync(Slapd.StartAsync(Thirty, certificate: TestAuthority.House.Server(from: -20, to: -10)));

        (await desk.FailAsync()).Should().MatchRegex(@"^SERVER: the certificate expired on \d{4}-\d\d-\d\d \d\d:\d\d UTC$");
    }

    [SlapdFact]
    public async Task Certificates_UpToTheRoot_MayAllBeSent()
    {
        var (leaf, key) = TestAuthority.Issuing.Server();
        await using var desk = await DirectoryDesk.OfAsync(
            Slapd.StartAsync(Thirty, certificate: (leaf + TestAuthority.Issuing.Pem + TestAuthority.House.Pem, key)));
        (await desk.MirrorAsync()).Added.Should().Be(30);

        desk.Configure(("caFile", desk.Slapd.Write("other.pem", TestAuthority.Other.Pem)));
        (await desk.FailAsync()).Should().Be("SERVER: the certificate is not signed by caFile other.pem");
    }

    [SlapdFact]
    public async Task Bind_WithoutTheRightPassword_IsRefused()
    {
        await using var desk = await MirroredAsync();

        desk.Configure(("passwordFile", desk.Slapd.Write("wrong", "wr0ng-secret")));
        var refused = await desk.FailAsync();
        refused.Should().Be($"SERVER: the server refuses the bind as \"{Slapd.Reader}\": invalid credentials").And.NotContain("wr0ng");
        desk.Mirrored.Partners.Source.IsRefused.Should().BeTrue();

        desk.Configure(("passwordFile", desk.Slapd.Write("empty", "\n")));
        (await desk.FailAsync()).Should().Be("passwordFile: the password is empty");

        desk.Configure(("passwordFile", desk.Slapd.PathOf("nowhere")));
        (await desk.FailAsync()).Should().Be("passwordFile: there is no such file");

        desk.Configure(("passwordFile", null), ("passwordVariable", "RELATIONS_TEST_NO_SUCH"));
        (await desk.FailAsync()).Should().Be("passwordVariable: there is no such environment variable");

        desk.Configure(("passwordFile", null), ("bindDn", null));
        (await desk.FailAsync()).Should().Be($"SERVER: there is no base \"ou=people,{Slapd.Base}\", or anonymous may not see it");
    }

    [SlapdFact]
    public async Task Password_IsReadAnew_FromFileOrVariable()
    {
        await using var desk = await DirectoryDesk.StartAsync(Thirty);
        var file = desk.Slapd.Write("later", "not yet");
        desk.Configure(("passwordFile", file));
        await desk.FailAsync();
        desk.Slapd.Write("later", Slapd.Password + "\r\n");
        (await desk.MirrorAsync()).Added.Should().Be(30);

        Environment.SetEnvironmentVariable("RELATIONS_TEST_DIRECTORY", Slapd.Password);
        try
        {
            desk.Configure(("passwordFile", null), ("passwordVariable", "RELATIONS_TEST_DIRECTORY"));
            (await desk.MirrorAsync()).ChangeSet.Should().BeNull();
        }
        finally
        {
            Environment.SetEnvironmentVariable("RELATIONS_TEST_DIRECTORY", null);
        }

        desk.Mirrored.Partners.Source.Connection.Should().Be($"{desk.Slapd.Address} below ou=people,{Slapd.Base}");
    }

    [SlapdFact]
    public async Task Server_ThatGivesFewerThanThereAre_ChangesNothing()
    {
        await using var desk = await DirectoryDesk.OfAsync(Slapd.StartAsync(Thirty, sizeLimit: 25));
        desk.Configure(("pageSize", 10));

        (await desk.FailAsync()).Should().Be($"SERVER: the server gives at most 25 entries; its size limit for \"{Slapd.Reader}\" must allow all of them");
    }

    [SlapdFact]
    public async Task Base_ThatIsNotThere_IsSaid()
    {
        await using var desk = await MirroredAsync();

        desk.Configure(("base", "ou=nobody," + Slapd.Base));
        (await desk.FailAsync()).Should().StartWith($"SERVER: there is no base \"ou=nobody,{Slapd.Base}\", or \"{Slapd.Reader}\" may not see it");

        desk.Configure(("base", "nobody"));
        (await desk.FailAsync()).Should().StartWith("SERVER: the base \"nobody\" is no distinguished name");
    }

    [SlapdFact]
    public async Task SecondServer_IsAskedWhenTheFirstIsDown()
    {
        await using var desk = await DirectoryDesk.StartAsync(Thirty);

        desk.Configure(("servers", $"ldaps://127.0.0.1:9 {desk.Slapd.Address}"));
        (await desk.MirrorAsync()).Added.Should().Be(30);

        await desk.Slapd.KillAsync();
        (await desk.FailAsync()).Should().Be(
            "ldaps://127.0.0.1:9: the connection is refused; no server listens there\nSERVER: the connection is refused; no server listens there");
    }

    private static async Task<DirectoryDesk> MirroredAsync()
    {
        var desk = await DirectoryDesk.StartAsync(Thirty);
        desk.Configure(("pageSize", 10));
        (await desk.MirrorAsync()).Added.Should().Be(30);
        return desk;
    }

    // Without a server of our own.
    private static async Task<string> ProblemAsync(string server, params (string Key, int Value)[] more)
    {
        using var mirrored = new MirroredDesk();
        var further = string.Concat(more.Select(key => $", \"{key.Key}\": {key.Value}"));
        mirrored.Configure($$"""{ "name": "Partners", "kind": "Ldap", "servers": "{{server}}", "base": "o=x"{{further}} }""");
        return (await mirrored.MirrorAsync()).Should().BeOfType<MirrorFailed>().Which.Problems.Should().ContainSingle().Subject;
    }

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
