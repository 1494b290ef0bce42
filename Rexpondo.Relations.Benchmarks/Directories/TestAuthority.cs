using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rexpondo.Relations.Benchmarks.Directories;

/// <summary>A certificate authority of one's own, and the certificates it gives to servers.</summary>
internal sealed class TestAuthority
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly X509Certificate2 root;

    private TestAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        root = request.CreateSelfSigned(Now.AddYears(-2), Now.AddYears(2));
    }

    /// <summary>The one that is trusted.</summary>
    public static TestAuthority House { get; } = new("House CA");

    /// <summary>Another one.</summary>
    public static TestAuthority Other { get; } = new("Other CA");

    /// <summary>Its certificate as PEM.</summary>
    public string Pem => root.ExportCertificatePem() + "\n";

    /// <summary>A certificate for a server, and its key, as PEM.</summary>
    /// <param name="host">The one name it is made out to.</param>
    /// <param name="from">First day, counted from today.</param>
    /// <param name="to">Last day, counted from today.</param>
    public (string Certificate, string Key) Server(string host = "localhost", int from = -1, int to = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = request.Create(root, Now.AddDays(from), Now.AddDays(to), RandomNumberGenerator.GetBytes(8));
        return (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
