using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>
/// Whether a directory server is who it says: its certificate must be in force, made out to its host, and signed by the CA
/// file, or without one by an authority that the machine trusts. Nothing switches this off. Revocation is not asked for: a CA
/// of a house has hardly ever an address for it, and an address out of reach must not end the mirror.
/// </summary>
internal sealed class LdapTrust : IDisposable
{
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
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (caFile is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
            policy.DisableCertificateDownloads = true;
        }

        return new SslClientAuthenticationOptions
        {
            TargetHost = host,
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                Refusal = errors == SslPolicyErrors.None ? null : Reason(host, certificate as X509Certificate2, chain, errors);
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

    private string Reason(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return "the server shows no certificate";
        }

        var reasons = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            reasons.Add($"the certificate is made out to {string.Join(", ", Names(certificate).DefaultIfEmpty(certificate.Subject))}, not to {host}");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            reasons.AddRange(chain?.ChainStatus.Select(status => Of(certificate, status)).Distinct() ?? []);
        }

        return reasons.Count > 0 ? string.Join("; ", reasons) : $"the certificate is refused: {errors}";
    }

    private string Of(X509Certificate2 certificate, X509ChainStatus status) => status.Status switch
    {
        X509ChainStatusFlags.NotTimeValid => OutOfTime(certificate),
        X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain or X509ChainStatusFlags.NotSignatureValid => caFile is null
            ? "the certificate is not signed by an authority that this machine trusts; caFile names another one"
            : $"the certificate is not signed by caFile {caFile}",
        _ => $"the certificate is refused: {status.StatusInformation.Trim()}",
    };

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
