using System.Collections.Immutable;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Watching;

namespace Rexpondo.Relations.Web.Agents;

/// <summary>
/// The pages that are open, by the session that opened them; one for the process. A page that stays open sends no requests, so
/// it is told here that its session has ended: by a sign-out in whichever tab, or because the agent is disabled or has another
/// password or role.
/// </summary>
public sealed class OpenSessions : IDisposable
{
    private readonly SessionCheck check;
    private readonly EndedSessions ended;
    private readonly AgentDirectory agents;
    private readonly ILogger<OpenSessions> logger;
    private readonly IDisposable listening;
    private ImmutableHashSet<OpenPage> open = [];

    /// <summary>Begins to listen.</summary>
    public OpenSessions(SessionCheck check, EndedSessions ended, AgentDirectory agents, ChangeFeed feed, ILogger<OpenSessions> logger)
    {
        (this.check, this.ended, this.agents, this.logger) = (check, ended, agents, logger);
        listening = feed.Subscribe(HeardAsync);
    }

    /// <summary>How many pages are open.</summary>
    public int Count => open.Count;

    /// <summary>A page is opened.</summary>
    /// <param name="session">By which session.</param>
    /// <param name="end">Shows nothing any more; called at most once, on no particular thread.</param>
    /// <returns>To be disposed when it is closed.</returns>
    public async Task<IDisposable> OpenAsync(CurrentAgent session, Action end)
    {
        var page = new OpenPage(this, session, end);
        ImmutableInterlocked.Update(ref open, all => all.Add(page));
        try
        {
            // What ended the session since its cookie was looked at was told before this page listened.
            if (!await check.HoldsAsync(session, CancellationToken.None))
            {
                page.End();
            }
        }
        catch (Exception e)
        {
            // Whatever it is, the page asks again by itself within half a minute, and then leaves if it cannot be told.
            NotAsked(logger, e);
        }

        return page;
    }

    /// <summary>
    /// The agent has signed out: the session is over in all its pages, at once, and a copy of its cookie is worth nothing, after a
    /// restart either. Her sessions of other browsers go on.
    /// </summary>
    public async Task EndAsync(string session)
    {
        var kept = ended.AddAsync(session, AgentCookie.Lasts);
        EndWhere(page => page.Session.Session == session);
        await kept;
    }

    /// <inheritdoc/>
    public void Dispose() => listening.Dispose();

    // Agents are few and change rarely: read once for all pages.
    private async Task HeardAsync(ChangeBatch batch)
    {
        if (batch.TouchesAgents && !open.IsEmpty)
        {
            var stamps = (await agents.ListAsync(CancellationToken.None)).Where(agent => !agent.Disabled).ToDictionary(agent => agent.Id, agent => agent.Stamp);
            EndWhere(page => stamps.GetValueOrDefault(page.Session.Id) != page.Session.Stamp);
        }
    }

    private void EndWhere(Func<OpenPage, bool> isOver)
    {
        foreach (var page in open.Where(isOver))
        {
            try
            {
                page.End();
            }
            catch (Exception e)
            {
                NotEnded(logger, e); // the others end all the same
            }
        }
    }

    private static readonly Action<ILogger, Exception?> NotAsked =
        LoggerMessage.Define(LogLevel.Warning, new EventId(1, nameof(NotAsked)), "A page could not ask whether its session holds; it asks again");

    private static readonly Action<ILogger, Exception?> NotEnded =
        LoggerMessage.Define(LogLevel.Error, new EventId(2, nameof(NotEnded)), "A page whose session has ended could not be closed");

    private sealed class OpenPage(OpenSessions all, CurrentAgent session, Action end) : IDisposable
    {
        private Action? end = end;

        public CurrentAgent Session => session;

        public void End()
        {
            var once = Interlocked.Exchange(ref end, null);
            Dispose();
            once?.Invoke();
        }

        public void Dispose() => ImmutableInterlocked.Update(ref all.open, pages => pages.Remove(this));
    }
}
