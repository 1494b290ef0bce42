using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>
/// Whether a directory server is who it says: its certificate must be in force, made out to its host by a subjectAltName, and
/// lead to a root certificate of the CA file, or without one to an authority that the machine trusts, over intermediate ones that
/// the server sends or the CA file has, and none of them may have a key or a signature that can be forged today. Nothing switches this off, and nothing is fetched from elsewhere: a server that is not trusted
/// yet must not say where. So revocation is not asked for either; a CA of a house has hardly ever an address for it.
/// </summary>
internal sealed class LdapTrust : IDisposable
{
    private const int LeastRsaBits = 2048;
    private const int LeastEcBits = 256;

    // MD2, MD5 and SHA-1 with RSA, SHA-1 with DSA and ECDSA.
    private static readonly HashSet<string?> ForgeableSignatures =
        ["1.2.840.113549.1.1.2", "1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.3.14.3.2.29", "1.2.840.10040.4.3", "1.2.840.10045.4.1"];

    private readonly string? caFile;
    private readonly X509Certificate2Collection authorities;

    private LdapTrust(string? caFile, X509Certificate2Collection authorities) => (this.caFile, this.authorities) = (caFile, authorities);

    /// <summary>Why the last certificate was refused, as a line for people; null if it was not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Reads the CA file, anew for each connection, so that a new one needs no restart.</summary>
    /// <exception cref="SourceException">It cannot be read or has no certificate.</exception>
    public static LdapTrust Of(string? caFile)
    {
        var authorities = new X509Certificate2Collection();
        if (caFile is null)
        {
            return new LdapTrust(null, authorities);
        }

        try
        {
            authorities.ImportFromPemFile(caFile);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SourceException($"caFile {caFile}: there is no such file", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"caFile {caFile}: cannot be read: {e.Message}", e);
        }
        catch (CryptographicException e)
        {
            throw new SourceException($"caFile {caFile}: has a certificate that cannot be read: {e.Message}", e);
        }

        return authorities.Count > 0
            ? new LdapTrust(caFile, authorities)
            : throw new SourceException($"caFile {caFile}: there is no certificate (PEM) in it");
    }

    /// <summary>How a client that trusts so connects to a host.</summary>
    public SslClientAuthenticationOptions For(string host)
    {
        Refusal = null;
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (caFile is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }

        return new SslClientAuthenticationOptions
        {
            TargetHost = host,
            AllowRenegotiation = false,
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                Refusal = Reason(host, certificate as X509Certificate2, chain, errors);
                return Refusal is null;
            },
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var authority in authorities)
        {
            authority.Dispose();
        }
    }

    // Null: there is none.
    private string? Reason(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return "the server shows no certificate";
        }

        var reasons = new List<string>();
        if (!Names(certificate).Any())
        {
            // The name in the subject alone says nothing any more (RFC 9525).
            reasons.Add("the certificate has no subjectAltName with a host name or an address");
        }
        else if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            reasons.Add($"the certificate is made out to {string.Join(", ", Names(certificate).DefaultIfEmpty(certificate.Subject))}, not to {host}");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            reasons.AddRange(chain?.ChainStatus.Select(status => Of(certificate, chain, status)).Distinct() ?? []);
        }

        reasons.AddRange((chain?.ChainElements.AsEnumerable() ?? []).Select(element => element.Certificate).SelectMany(Weaknesses));
        return reasons.Count > 0 ? string.Join("; ", reasons)
            : errors == SslPolicyErrors.None ? null
            : $"the certificate is refused: {errors}";
    }

    private static IEnumerable<string> Weaknesses(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ec = certificate.GetECDsaPublicKey();
        if (rsa?.KeySize < LeastRsaBits || ec?.KeySize < LeastEcBits)
        {
            var (kind, bits, least) = rsa is null ? ("elliptic curve", ec!.KeySize, LeastEcBits) : ("RSA", rsa.KeySize, LeastRsaBits);
            yield return string.Create(
                CultureInfo.InvariantCulture, $"the certificate \"{certificate.Subject}\" has a key of {bits} bits ({kind}); {least} are the least that is taken");
        }

        // What a root says of itself is not what it is trusted for.
        if (!IsRoot(certificate) && ForgeableSignatures.Contains(certificate.SignatureAlgorithm.Value))
        {
            yield return $"the certificate \"{certificate.Subject}\" is signed with SHA-1 or older, which can be forged";
        }
    }

    private string Of(X509Certificate2 certificate, X509Chain chain, X509ChainStatus status) => status.Status switch
    {
        X509ChainStatusFlags.NotTimeValid => OutOfTime(certificate),
        X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain or X509ChainStatusFlags.NotSignatureValid => Unsigned(chain, status),
        _ => $"the certificate is refused: {status.StatusInformation.Trim()}",
    };

    private string Unsigned(X509Chain chain, X509ChainStatus status)
    {
        if (caFile is null)
        {
            return "the certificate is not signed by an authority that this machine trusts; caFile names another one";
        }

        if (chain.ChainElements is [{ Certificate: var only }] && IsRoot(only))
        {
            return $"the certificate is signed by itself and is not in caFile {caFile}";
        }

        if (!authorities.Any(IsRoot))
        {
            return $"caFile {caFile} must have the root certificate of the authority, not only an intermediate one";
        }

        return status.Status == X509ChainStatusFlags.PartialChain
            ? $"the certificate is signed by \"{chain.ChainElements[^1].Certificate.Issuer}\", which is not in caFile {caFile}; "
                + "if that is an intermediate certificate, the server must send it, or caFile have it"
            : $"the certificate is not signed by caFile {caFile}";
    }

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static string OutOfTime(X509Certificate2 certificate)
    {
        var (from, to, now) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(), TimeProvider.System.GetUtcNow().UtcDateTime);
        return now > to ? string.Create(CultureInfo.InvariantCulture, $"the certificate expired on {to:yyyy-MM-dd HH:mm} UTC")
            : now < from ? string.Create(CultureInfo.InvariantCulture, $"the certificate is not valid before {from:yyyy-MM-dd HH:mm} UTC")
            : "the certificate of the authority is expired or not valid yet";
    }

    private static IEnumerable<string> Names(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(names => names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(address => address.ToString())));
}
