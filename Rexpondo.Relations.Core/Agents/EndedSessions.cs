using System.Data.Common;
using Microsoft.Extensions.Logging;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Agents;

/// <summary>
/// The sessions that were signed out of, as long as their cookie would still be good: asked of in memory, and kept in the store,
/// because a cookie outlives a restart.
/// </summary>
public sealed class EndedSessions
{
    private static readonly Action<ILogger, Exception?> NotKept =
        LoggerMessage.Define(LogLevel.Warning, new EventId(1, nameof(NotKept)), "A sign-out could not be written; it holds until the server stops");

    private readonly RelationsStore store;
    private readonly TimeProvider clock;
    private readonly ILogger<EndedSessions> logger;
    private readonly Lock sync = new();
    private readonly Dictionary<string, long> ended;

    /// <summary>Reads what was ended before the server was started.</summary>
    public EndedSessions(RelationsStore store, TimeProvider clock, ILogger<EndedSessions> logger)
    {
        (this.store, this.clock, this.logger) = (store, clock, logger);
        ended = store.Read(connection => connection.Query(
            "SELECT session, until FROM ended_session WHERE until > $now", row => (Session: row.GetString(0), Until: row.GetInt64(1)), ("$now", Now)))
            .ToDictionary(one => one.Session, one => one.Until);
    }

    /// <summary>True if the agent has signed out of it: a copy of its cookie is worth nothing.</summary>
    public bool Contains(string session)
    {
        lock (sync)
        {
            return ended.ContainsKey(session);
        }
    }

    /// <summary>A session is over: at once in this process, and after a restart too once the answer is there.</summary>
    /// <param name="session">As its cookie names it.</param>
    /// <param name="lasts">How long a copy of the cookie may still be good.</param>
    public Task AddAsync(string session, TimeSpan lasts)
    {
        var now = Now;
        var until = now + (long)lasts.TotalMilliseconds;
        lock (sync)
        {
            ended[session] = until;
            foreach (var over in ended.Where(one => one.Value <= now).Select(one => one.Key).ToList())
            {
                ended.Remove(over);
            }
        }

        return KeepAsync(session, until, now);
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    // Whoever leaves has left, whether or not it can be written.
    private async Task KeepAsync(string session, long until, long now)
    {
        try
        {
            await store.WriteAsync(
                connection => connection.Execute("DELETE FROM ended_session WHERE until <= $now", ("$now", now))
                    + connection.Execute(
                        "INSERT OR REPLACE INTO ended_session (session, until) VALUES ($session, $until)", ("$session", session), ("$until", until)),
                CancellationToken.None);
        }
        catch (Exception e) when (e is DbException or StoreException or IOException)
        {
            NotKept(logger, e);
        }
    }
}
