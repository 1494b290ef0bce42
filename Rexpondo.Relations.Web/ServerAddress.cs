using System.Net;
using System.Net.Sockets;

namespace Rexpondo.Relations.Web;

/// <summary>Where the server listens: the setting <c>Urls</c>. What is wrong with it is said in one line.</summary>
internal static class ServerAddress
{
    /// <summary>Looks at the setting before anything is begun.</summary>
    /// <exception cref="InvalidDataException">It is no address.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var url in Urls(configuration).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IsAddress(url))
            {
                throw new InvalidDataException($"Urls: Invalid url: '{url}'");
            }
        }
    }

    /// <summary>Starts the server.</summary>
    /// <exception cref="IOException">It cannot listen there: the address is taken, not of this machine, or not allowed.</exception>
    public static async Task ListenAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (SocketException e)
        {
            throw new IOException($"Failed to bind to address {Urls(app.Configuration)}: {e.Message}.", e);
        }
    }

    private static string Urls(IConfiguration configuration) => configuration[WebHostDefaults.ServerUrlsKey] ?? "";

    private static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http" or "https", Port: <= IPEndPoint.MaxPort };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
