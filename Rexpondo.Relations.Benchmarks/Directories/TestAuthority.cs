using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rexpondo.Relations.Benchmarks.Directories;

/// <summary>A certificate authority of one's own, and the certificates it gives to servers.</summary>
internal sealed class TestAuthority
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly X509Certificate2 own;

    private TestAuthority(string name, TestAuthority? above = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        if (above is null)
        {
            own = request.CreateSelfSigned(Now.AddYears(-2), Now.AddYears(2));
        }
        else
        {
            using var certificate = request.Create(above.own, Now.AddYears(-1), Now.AddYears(1), RandomNumberGenerator.GetBytes(8));
            own = certificate.CopyWithPrivateKey(key);
        }
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
    public (string Certificate, string Key) Server(string host = "localhost", int from = -1, int to = 30, string? issuerAt = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(host, key);
        if (issuerAt is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [issuerAt]));
        }

        using var certificate = request.Create(own, Now.AddDays(from), Now.AddDays(to), RandomNumberGenerator.GetBytes(8));
        return Written(certificate, key);
    }

    /// <summary>A certificate that a server has signed itself, and its key, as PEM.</summary>
    public static (string Certificate, string Key) SelfSigned(string host = "localhost")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Request(host, key).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
        return Written(certificate, key);
    }

    private static CertificateRequest Request(string host, ECDsa key)
    {
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
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
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        return request;
    }

    private static (string Certificate, string Key) Written(X509Certificate2 certificate, ECDsa key) =>
        (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
}
