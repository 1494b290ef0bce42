using System.Collections.Concurrent;
using System.Security.Cryptography;
using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// Files that open pages offer to their agents: what is shown on a page is known to the page alone, but a browser downloads from an
/// address. Each can be fetched once, by the agent it was offered to, within <see cref="Lasts"/>.
/// </summary>
public sealed class OfferedFiles(TimeProvider clock)
{
    /// <summary>How long an offer is good.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (AgentId Agent, OfferedFile File, DateTimeOffset Until)> offers = new();

    /// <summary>Offers a file.</summary>
    /// <returns>What its address ends with; nobody can guess it.</returns>
    public string Offer(AgentId agent, OfferedFile file)
    {
        var now = clock.GetUtcNow();
        foreach (var (former, _) in offers.Where(offer => offer.Value.Until <= now))
        {
            offers.TryRemove(former, out _);
        }

        var ticket = RandomNumberGenerator.GetHexString(32, lowercase: true);
        offers[ticket] = (agent, file, now + Lasts);
        return ticket;
    }

    /// <summary>Takes an offer; null if there is none, or none for this agent.</summary>
    public OfferedFile? Take(AgentId agent, string ticket) =>
        offers.TryGetValue(ticket, out var offer) && offer.Agent == agent && offer.Until > clock.GetUtcNow() && offers.TryRemove(ticket, out _) ? offer.File : null;
}

/// <summary>A file that is written while it is sent.</summary>
/// <param name="Name">As it is saved.</param>
/// <param name="Rows">Its lines, read as they are asked for.</param>
public sealed record OfferedFile(string Name, Func<CancellationToken, IEnumerable<string>> Rows);
