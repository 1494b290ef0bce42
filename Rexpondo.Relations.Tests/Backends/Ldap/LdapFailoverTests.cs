using System.Text.Json;
using Rexpondo.Relations.Benchmarks.Directories;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Backends.Ldap;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>Which server is asked when one does TLS and then does not do what it should.</summary>
public sealed class LdapFailoverTests : IDisposable
{
    private const int Success = 0, InvalidCredentials = 49, Busy = 51, Unavailable = 52, Other = 80;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relations-");

    [Theory]
    [InlineData(Busy, Success)]
    [InlineData(Unavailable, Success)]
    [InlineData(Other, Success)]
    [InlineData(FakeDirectory.Gone, Success)]
    [InlineData(FakeDirectory.Silent, Success)]
    [InlineData(Success, Busy)]
    [InlineData(Success, Unavailable)]
    [InlineData(Success, FakeDirectory.Gone)]
    [InlineData(Success, FakeDirectory.Silent)]
    public async Task Server_ThatTakesNoBindOrAnswersNoSearch_IsFollowedByTheNext(int bind, int search)
    {
        await using var first = new FakeDirectory(bind, search);
        await using var second = new FakeDirectory();

        await using var session = await LdapSession.OpenAsync(Options(first, second), CancellationToken.None);

        (session.Server, first.Binds).Should().Be((second.Server, 1));
    }

    [Fact]
    public async Task Servers_ThatAllFail_AreAllTold()
    {
        await using var first = new FakeDirectory(bind: Busy);
        await using var second = new FakeDirectory(search: Unavailable);
        var opening = () => LdapSession.OpenAsync(Options(first, second), CancellationToken.None);

        (await opening.Should().ThrowAsync<SourceException>()).Which.Problems.Should().Equal(
            $"{first.Server}: the server does not take the bind as \"cn=r\": the server is busy", $"{second.Server}: the server answers Unavailable");
    }

    [Fact]
    public async Task Password_ThatIsRefused_IsTriedAtNoOther_AndIsKnownUntilItIsAnotherOne()
    {
        await using var first = new FakeDirectory(bind: InvalidCredentials);
        await using var second = new FakeDirectory();
        var options = Options(first, second);
        options.Password!.IsRefused.Should().BeFalse();
        var opening = () => LdapSession.OpenAsync(options, CancellationToken.None);

        (await opening.Should().ThrowAsync<SourceException>()).Which.Problems.Should().Equal(
            $"{first.Server}: the server refuses the bind as \"cn=r\": invalid credentials");
        (second.Binds, options.Password.IsRefused).Should().Be((0, true));

        Write("password", "");
        options.Password.IsRefused.Should().BeTrue("the new one is only being written");
        Write("password", "another");
        options.Password.IsRefused.Should().BeFalse();
    }

    public void Dispose() => folder.Delete(recursive: true);

    private LdapOptions Options(params FakeDirectory[] servers)
    {
        Write("ca.pem", TestAuthority.House.Pem);
        Write("password", "geheim");
        var keys = JsonSerializer.SerializeToElement(new
        {
            servers = string.Join(' ', servers.Select(each => each.Server)),
            caFile = "ca.pem",
            bindDn = "cn=r",
            passwordFile = "password",
            @base = "o=x",
            timeout = 2,
        });
        return LdapOptions.Of(new BackEndKeys("f", "", keys, asText: false, folder.FullName, []))!;
    }

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(folder.FullName, name), content);
}
