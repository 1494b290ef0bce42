using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Rexpondo.Relations.Web;

/// <summary>
/// The section <c>ForwardedHeaders</c>: whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are believed. Without a word
/// nobody's.
/// </summary>
public static class ProxySettings
{
    private const string KnownProxies = "ForwardedHeaders:KnownProxies";
    private const string ForwardLimit = "ForwardedHeaders:ForwardLimit";

    /// <summary>What the settings say.</summary>
    /// <exception cref="InvalidDataException">A setting is not possible; the message names it.</exception>
    public static Action<ForwardedHeadersOptions> Read(IConfiguration configuration)
    {
        var (addresses, networks) = (new List<IPAddress>(), new List<System.Net.IPNetwork>());
        foreach (var word in (configuration[KnownProxies] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(word, out var address))
            {
                addresses.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(word, out var network))
            {
                networks.Add(network);
            }
            else
            {
                throw new InvalidDataException($"{KnownProxies}: \"{word}\" is neither an address nor a network such as 10.0.0.0/8.");
            }
        }

        var limit = 1;
        if (configuration[ForwardLimit] is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 100))
        {
            throw new InvalidDataException($"{ForwardLimit} is \"{text}\"; it must be a whole number from 1 to 100.");
        }

        return options =>
        {
            options.ForwardLimit = limit;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            addresses.ForEach(options.KnownProxies.Add);
            networks.ForEach(options.KnownIPNetworks.Add);
            // The framework takes two empty lists for "believe everybody".
            options.ForwardedHeaders = addresses.Count + networks.Count == 0
                ? ForwardedHeaders.None
                : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        };
    }
}
