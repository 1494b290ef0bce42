using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// Who has what open, in the whole process. An agent with several pages on one thing counts once and never meets herself.
/// Whoever attends is told when the others of the same place change, and nobody else is.
/// </summary>
public sealed class PresenceBoard
{
    private readonly Lock gate = new();
    private readonly Dictionary<PresencePlace, List<Attendance>> places = [];

    /// <summary>How many pages attend anything.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return places.Values.Sum(here => here.Count);
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
        lock (gate)
        {
            if (!places.TryGetValue(place, out var here))
            {
                places.Add(place, here = []);
            }

            here.Add(attendance);
        }

        TellOthers(attendance);
        return attendance;
    }

    /// <summary>The other agents of the place, by login.</summary>
    internal IReadOnlyList<Attendee> Others(Attendance me)
    {
        lock (gate)
        {
            return places.TryGetValue(me.Place, out var here)
                ? [.. here.Where(other => other.Agent != me.Agent && !other.IsAway)
                    .GroupBy(other => other.Agent)
                    .Select(pages => new Attendee(pages.First().Login, pages.Any(page => page.HasUnsaved)))
                    .OrderBy(attendee => attendee.Login, StringComparer.Ordinal)]
                : [];
        }
    }

    /// <summary>Changes one page under the lock.</summary>
    internal void Change(Attendance attendance, Func<bool> change)
    {
        lock (gate)
        {
            if (!change())
            {
                return;
            }
        }

        TellOthers(attendance);
    }

    internal void Leave(Attendance attendance)
    {
        lock (gate)
        {
            if (!places.TryGetValue(attendance.Place, out var here) || !here.Remove(attendance))
            {
                return;
            }

            if (here.Count == 0)
            {
                places.Remove(attendance.Place);
            }
        }

        TellOthers(attendance);
    }

    private void TellOthers(Attendance me)
    {
        List<Attendance> others;
        lock (gate)
        {
            others = places.TryGetValue(me.Place, out var here) ? [.. here.Where(other => other.Agent != me.Agent)] : [];
        }

        foreach (var other in others)
        {
            other.Tell();
        }
    }
}
