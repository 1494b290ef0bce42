using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Rexpondo.Relations.Benchmarks.Directories;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Backends.Ldap;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>Which certificates of a server are good with which CA file, and what is said of the others.</summary>
public sealed class LdapTrustTests : IDisposable
{
    private static readonly string Root = TestAuthority.House.Pem;
    private static readonly string Intermediate = TestAuthority.Issuing.Pem;

    private readonly string caFile = Path.GetTempFileName();

    /// <summary>Those that this machine has; in some containers there is no IPv6.</summary>
    public static TheoryData<string> Addresses => new(
        NetworkInterface.GetAllNetworkInterfaces().SelectMany(each => each.GetIPProperties().UnicastAddresses)
            .Any(each => each.Address.Equals(IPAddress.IPv6Loopback))
            ? ["127.0.0.1", "::1"]
            : ["127.0.0.1"]);

    [Fact]
    public async Task Intermediate_SentByTheServer_OrOnlyInTheFile_LeadsToTheRoot()
    {
        (await ProblemAsync(Root, TestAuthority.Issuing.Server(), sent: Intermediate)).Should().BeNull();
        (await ProblemAsync(Root + Intermediate, TestAuthority.Issuing.Server())).Should().BeNull();
    }

    [Fact]
    public async Task Intermediate_ThatNobodyHas_IsNamed()
    {
        (await ProblemAsync(Root, TestAuthority.Issuing.Server())).Should().Be(
            "the certificate is signed by \"CN=Issuing CA\", which is not in caFile FILE; "
                + "if that is an intermediate certificate, the server must send it, or caFile have it");
    }

    [Fact]
    public async Task File_WithTheIssuingAuthorityAlone_IsToldApartFromAWrongOne()
    {
        const string OnlyIntermediate = "caFile FILE must have the root certificate of the authority, not only an intermediate one";
        (await ProblemAsync(Intermediate, TestAuthority.Issuing.Server())).Should().Be(OnlyIntermediate);
        (await ProblemAsync(Intermediate, TestAuthority.Issuing.Server(), sent: Intermediate)).Should().Be(OnlyIntermediate);
        (await ProblemAsync(TestAuthority.Other.Pem, TestAuthority.Issuing.Server(), sent: Intermediate)).Should()
            .StartWith("the certificate is signed by \"CN=House CA\", which is not in caFile FILE; ");
    }

    [Fact]
    public async Task Certificate_ThatAServerSignedItself_IsGoodOnceItIsInTheFile()
    {
        var own = TestAuthority.SelfSigned();

        (await ProblemAsync(Root, own)).Should().Be("the certificate is signed by itself and is not in caFile FILE");
        (await ProblemAsync(own.Certificate, own)).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Address_InsteadOfAName_MustStandInTheCertificate(string address)
    {
        (await ProblemAsync(Root, TestAuthority.House.Server(address), host: address)).Should().BeNull();
        (await ProblemAsync(Root, TestAuthority.House.Server(), host: address)).Should().Be($"the certificate is made out to localhost, not to {address}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Server_ThatSaysWhereItsAuthorityCanBeFetched_IsNotFollowed(bool withFile)
    {
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)elsewhere.LocalEndpoint).Port}/ca.cer");

        (await ProblemAsync(withFile ? Root : null, TestAuthority.Issuing.Server(issuerAt: address))).Should().NotBeNull();

        elsewhere.Pending().Should().BeFalse();
    }

    public void Dispose() => File.Delete(caFile);

    // Null: it is trusted.
    private async Task<string?> ProblemAsync(string? authorities, (string Certificate, string Key) shown, string? sent = null, string host = "localhost")
    {
        await File.WriteAllTextAsync(caFile, authorities);
        var address = IPAddress.TryParse(host, out var parsed) ? parsed : IPAddress.Loopback;
        await using var tls = new TlsServer(shown: shown, sent: sent, address: address);
        try
        {
            await using var line = await LdapLine.OpenAsync(
                tls.At(host), authorities is null ? null : caFile, Patience.Limit, CancellationToken.None, (_, _) => Task.FromResult(new[] { address }));
            return null;
        }
        catch (SourceException e)
        {
            return e.Message.Replace($"{tls.At(host)}: ", "").Replace(caFile, "FILE");
        }
    }
}
