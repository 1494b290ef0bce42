using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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

    [Fact]
    public async Task Certificate_WithoutASubjectAltName_IsRefused()
    {
        const string Nameless = "the certificate has no subjectAltName with a host name or an address";
        (await ProblemAsync(Root, TestAuthority.House.Server(host: "localhost", named: false))).Should().Be(Nameless);
        (await ProblemAsync(Root, TestAuthority.House.Server(host: "elsewhere", named: false))).Should().Be(Nameless);
    }

    [Theory]
    [InlineData(1024, "1024 bits (RSA); 2048 are")]
    [InlineData(2048, null)]
    public async Task Certificate_WithAShortRsaKey_IsRefused(int bits, string? reason)
    {
        using var key = RSA.Create(bits);

        var refusal = await RefusalAsync(Root, TestAuthority.House.Server(key: key));

        refusal.Should().Be(reason is null ? null : $"the certificate \"CN=localhost\" has a key of {reason} the least that is taken");
    }

    [Fact]
    public async Task Authority_WithAShortKey_IsRefused()
    {
        using var rsa = RSA.Create(1024);
        var short1 = new TestAuthority("Short RSA CA", key: rsa);
        using var ec = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp224r1"));
        var short2 = new TestAuthority("Short EC CA", key: ec);

        (await RefusalAsync(short1.Pem, short1.Server())).Should().Be("the certificate \"CN=Short RSA CA\" has a key of 1024 bits (RSA); 2048 are the least that is taken");
        (await RefusalAsync(short2.Pem, short2.Server())).Should().Be("the certificate \"CN=Short EC CA\" has a key of 224 bits (elliptic curve); 256 are the least that is taken");
    }

    [Fact]
    public async Task Signature_WithSha1_IsRefusedButForWhatARootSaysOfItself()
    {
        var old = new TestAuthority("Old CA", sha1: true);
        var between = new TestAuthority("Between CA", old, sha1: true);

        (await RefusalAsync(old.Pem, old.Server())).Should().BeNull();
        (await RefusalAsync(old.Pem, old.Server(sha1: true))).Should().Be("the certificate \"CN=localhost\" is signed with SHA-1 or older, which can be forged");
        (await RefusalAsync(old.Pem, between.Server(), sent: between.Pem)).Should().Be("the certificate \"CN=Between CA\" is signed with SHA-1 or older, which can be forged");
    }

    public void Dispose() => File.Delete(caFile);

    // The same without a handshake, for what the TLS of this machine may refuse before anybody is asked.
    private async Task<string?> RefusalAsync(string authorities, (string Certificate, string Key) shown, string? sent = null)
    {
        await File.WriteAllTextAsync(caFile, authorities);
        using var trust = LdapTrust.Of(caFile);
        var options = trust.For("localhost");
        using var certificate = X509Certificate2.CreateFromPem(shown.Certificate);
        using var chain = new X509Chain { ChainPolicy = options.CertificateChainPolicy! };
        chain.ChainPolicy.ExtraStore.ImportFromPem(sent ?? "");
        var errors = chain.Build(certificate) ? SslPolicyErrors.None : SslPolicyErrors.RemoteCertificateChainErrors;
        options.RemoteCertificateValidationCallback!(this, certificate, chain, errors).Should().Be(trust.Refusal is null);
        return trust.Refusal;
    }

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
