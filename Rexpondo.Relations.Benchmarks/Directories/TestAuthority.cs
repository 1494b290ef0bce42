using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rexpondo.Relations.Benchmarks.Directories;

/// <summary>A certificate authority of one's own, and the certificates it gives to servers.</summary>
internal sealed class TestAuthority
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly X509Certificate2 own;

    /// <param name="name">What it is called.</param>
    /// <param name="above">The authority that signs its certificate; null: it does so itself.</param>
    /// <param name="sha1">That signature is made with SHA-1, as nobody should any more.</param>
    /// <param name="key">Its key, ECDSA or RSA; null: a good one.</param>
    public TestAuthority(string name, TestAuthority? above = null, bool sha1 = false, AsymmetricAlgorithm? key = null)
    {
        using var good = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        key ??= good;
        var request = Request($"CN={name}", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        using var certificate = Sign(request, above?.own.SubjectName ?? request.SubjectName, above?.own, key, Now.AddYears(-1), Now.AddYears(1), sha1);
        own = key is RSA rsa ? certificate.CopyWithPrivateKey(rsa) : certificate.CopyWithPrivateKey((ECDsa)key);
    }

    /// <summary>The one that is trusted.</summary>
    public static TestAuthority House { get; } = new("House CA");

    /// <summary>Another one.</summary>
    public static TestAuthority Other { get; } = new("Other CA");

    /// <summary>One whose certificate the trusted one has signed: an intermediate one.</summary>
    public static TestAuthority Issuing { get; } = new("Issuing CA", House);

    /// <summary>Its certificate as PEM.</summary>
    public string Pem => own.ExportCertificatePem() + "\n";

    /// <summary>A certificate for a server, and its key, as PEM.</summary>
    /// <param name="host">The one name or address it is made out to.</param>
    /// <param name="from">First day, counted from today.</param>
    /// <param name="to">Last day, counted from today.</param>
    /// <param name="issuerAt">Where it says that the certificate of its authority can be fetched.</param>
    /// <param name="named">Whether a subjectAltName says so, not its subject alone.</param>
    /// <param name="sha1">It is signed with SHA-1.</param>
    /// <param name="key">Its key, ECDSA or RSA; null: a good one.</param>
    public (string Certificate, string Key) Server(
        string host = "localhost", int from = -1, int to = 30, string? issuerAt = null, bool named = true, bool sha1 = false, AsymmetricAlgorithm? key = null)
    {
        using var good = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = ServerRequest(host, key ?? good, named);
        if (issuerAt is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [issuerAt]));
        }

        using var certificate = Sign(request, own.SubjectName, own, null, Now.AddDays(from), Now.AddDays(to), sha1);
        return Written(certificate, key ?? good);
    }

    /// <summary>A certificate that a server has signed itself, and its key, as PEM.</summary>
    public static (string Certificate, string Key) SelfSigned(string host = "localhost")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = ServerRequest(host, key).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
        return Written(certificate, key);
    }

    private static CertificateRequest Request(string subject, AsymmetricAlgorithm key) => key is RSA rsa
        ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);

    private static CertificateRequest ServerRequest(string host, AsymmetricAlgorithm key, bool named = true)
    {
        var request = Request($"CN={host}", key);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        if (!named)
        {
            return request;
        }

        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    // With the key of who signs: of a certificate, or the one's own that has none yet. It may be of another kind than that in the request.
    private static X509Certificate2 Sign(
        CertificateRequest request, X500DistinguishedName signer, X509Certificate2? by, AsymmetricAlgorithm? own, DateTimeOffset from, DateTimeOffset to, bool sha1)
    {
        using var rsaOf = by?.GetRSAPrivateKey();
        using var ecOf = by?.GetECDsaPrivateKey();
        X509SignatureGenerator generator = (rsaOf ?? (by is null ? own as RSA : null)) is { } rsa ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)
            : sha1 ? new Sha1Signature(ecOf ?? (ECDsa)own!)
            : X509SignatureGenerator.CreateForECDsa(ecOf ?? (ECDsa)own!);
        return request.Create(signer, generator, from, to, RandomNumberGenerator.GetBytes(8));
    }

    // The framework makes none any more.
    private sealed class Sha1Signature(ECDsa key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => [0x30, 0x09, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x01];

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
            key.SignData(data, HashAlgorithmName.SHA1, DSASignatureFormat.Rfc3279DerSequence);

        protected override PublicKey BuildPublicKey() => new(key);
    }

    private static (string Certificate, string Key) Written(X509Certificate2 certificate, AsymmetricAlgorithm key) =>
        (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
}
