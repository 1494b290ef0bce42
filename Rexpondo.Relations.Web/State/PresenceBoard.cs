using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// Who has what open, in the whole process. An agent with several pages on one thing counts once and never meets herself.
/// Whoever attends is told when the others of the same place change, and nobody else is.
/// </summary>
public sealed class PresenceBoard(TimeProvider clock, ILogger<PresenceBoard> logger) : IAsyncDisposable
{
    /// <summary>The others are told at once, and after that no more often than this: in a crowd somebody always begins or ends an edit.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private readonly BackgroundTasks tasks = new(logger);
    private readonly Lock gate = new();
    private readonly Dictionary<PresencePlace, Place> places = [];

    /// <summary>How many pages attend anything.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return places.Values.Sum(place => place.Pages.Count);
            }
        }
    }

    /// <summary>A page is opened; until it is disposed the others of the place see its agent.</summary>
    /// <param name="place">What it shows.</param>
    /// <param name="agent">Whose page.</param>
    /// <param name="login">Her name for the others.</param>
    /// <param name="changed">Called on a thread of the pool when <see cref="Attendance.Others"/> may say something else; several
    /// changes at once are one call. It may come once more just after the page is gone.</param>
    public Attendance Attend(PresencePlace place, AgentId agent, string login, Action changed)
    {
        var attendance = new Attendance(this, place, agent, login, changed);
        Change(attendance, () =>
        {
            if (!places.TryGetValue(place, out var here))
            {
                places.Add(place, here = new Place());
            }

            here.Pages.Add(attendance);
            return true;
        });
        return attendance;
    }

    /// <summary>Waits for who is still told; that is at most <see cref="Pace"/> away.</summary>
    public async ValueTask DisposeAsync() => await tasks.WhenAllAsync();

    /// <summary>The other agents of the place, by login.</summary>
    internal IReadOnlyList<Attendee> Others(Attendance me)
    {
        IReadOnlyList<(AgentId Agent, Attendee Attendee)> all;
        lock (gate)
        {
            all = places.TryGetValue(me.Place, out var here) ? here.Agents : [];
        }

        return [.. all.Where(one => one.Agent != me.Agent).Select(one => one.Attendee)];
    }

    /// <summary>Changes one page under the lock; the others of its place are told if it says so.</summary>
    internal void Change(Attendance attendance, Func<bool> change)
    {
        Place here;
        TimeSpan wait;
        lock (gate)
        {
            if (!change() || !places.TryGetValue(attendance.Place, out here!))
            {
                return;
            }

            here.Forget();
            here.Changers.Add(attendance.Agent);
            if (here.IsPlanned)
            {
                return;
            }

            here.IsPlanned = true;
            wait = here.LastTold is { } told ? Pace - clock.GetElapsedTime(told) : TimeSpan.Zero;
        }

        tasks.Run(nameof(PresenceBoard), () => TellAsync(here, wait));
    }

    internal void Leave(Attendance attendance) => Change(attendance, () =>
    {
        var left = places.TryGetValue(attendance.Place, out var here) && here.Pages.Remove(attendance);
        if (left && here!.Pages.Count == 0)
        {
            places.Remove(attendance.Place);
        }

        return left;
    });

    private async Task TellAsync(Place place, TimeSpan wait)
    {
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock);
        }

        List<Attendance> pages;
        lock (gate)
        {
            (place.IsPlanned, place.LastTold) = (false, clock.GetTimestamp());
            pages = [.. place.Pages.Where(page => place.Changers.Any(changer => changer != page.Agent))];
            place.Changers.Clear();
        }

        pages.ForEach(page => page.Tell());
    }

    /// <summary>One thing and who has it open; guarded by the board.</summary>
    private sealed class Place
    {
        private IReadOnlyList<(AgentId Agent, Attendee Attendee)>? agents;

        public List<Attendance> Pages { get; } = [];

        /// <summary>Whose pages have changed since the last telling; nobody is told of herself.</summary>
        public HashSet<AgentId> Changers { get; } = [];

        public bool IsPlanned { get; set; }

        public long? LastTold { get; set; }

        // Worked out once for all who ask.
        public IReadOnlyList<(AgentId Agent, Attendee Attendee)> Agents => agents ??=
            [.. Pages.Where(page => !page.IsAway).GroupBy(page => page.Agent)
                .Select(pages => (pages.Key, new Attendee(pages.First().Login, pages.Any(page => page.HasUnsaved))))
                .OrderBy(one => one.Item2.Login, StringComparer.Ordinal)];

        public void Forget() => agents = null;
    }
}
