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
    private readonly AgentDirectory agents;
    private readonly TimeProvider clock;
    private readonly IDisposable listening;
    private readonly Lock sync = new();
    private readonly Dictionary<string, DateTimeOffset> ended = [];
    private ImmutableHashSet<OpenPage> open = [];

    /// <summary>Begins to listen.</summary>
    public OpenSessions(AgentDirectory agents, ChangeFeed feed, TimeProvider clock)
    {
        (this.agents, this.clock) = (agents, clock);
        listening = feed.Subscribe(HeardAsync);
    }

    /// <summary>How many pages are open.</summary>
    public int Count => open.Count;

    /// <summary>A page is opened.</summary>
    /// <param name="session">By which session.</param>
    /// <param name="end">Shows nothing any more; called at most once, on no particular thread.</param>
    /// <returns>To be disposed when it is closed.</returns>
    public IDisposable Open(CurrentAgent session, Action end)
    {
        var page = new OpenPage(this, session, end);
        ImmutableInterlocked.Update(ref open, all => all.Add(page));
        if (HasEnded(session.Session))
        {
            page.End(); // signed out in between
        }

        return page;
    }

    /// <summary>The agent has signed out: the session is over in all its pages. Her sessions of other browsers go on.</summary>
    public void End(string session)
    {
        var now = clock.GetUtcNow();
        lock (sync)
        {
            ended[session] = now;
            foreach (var old in ended.Where(one => now - one.Value > AgentCookie.Lasts).Select(one => one.Key).ToList())
            {
                ended.Remove(old); // its cookie has run out as well
            }
        }

        EndWhere(page => page.Session.Session == session);
    }

    /// <summary>True if the agent has signed out of it: a copy of its cookie is worth nothing.</summary>
    public bool HasEnded(string session)
    {
        lock (sync)
        {
            return ended.ContainsKey(session);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => listening.Dispose();

    // Agents are few and change rarely: read once for all pages.
    private async Task HeardAsync(ChangeBatch batch)
    {
        if (!open.IsEmpty)
        {
            var stamps = (await agents.ListAsync(CancellationToken.None)).Where(agent => !agent.Disabled).ToDictionary(agent => agent.Id, agent => agent.Stamp);
            EndWhere(page => stamps.GetValueOrDefault(page.Session.Id) != page.Session.Stamp);
        }
    }

    private void EndWhere(Func<OpenPage, bool> isOver)
    {
        foreach (var page in open.Where(isOver))
        {
            page.End();
        }
    }

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
