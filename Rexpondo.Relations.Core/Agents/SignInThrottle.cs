namespace Rexpondo.Relations.Core.Agents;

/// <summary>
/// Slows down guessing: after five wrong tries for a login from an address each further one waits, twice as long each time.
/// In memory and bounded; a restart forgets it.
/// </summary>
internal sealed class SignInThrottle(TimeProvider clock, int capacity = 10_000)
{
    /// <summary>So many tries are free.</summary>
    public const int FreeTries = 5;

    /// <summary>The wait after the last free try.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    // Twice the longest wait without a try, and the count starts anew.
    private static readonly TimeSpan Memory = 2 * LongestWait;

    private readonly Dictionary<(string Login, string Address), Tries> tries = [];
    private readonly Lock guard = new();

    /// <summary>How many pairs of login and address are remembered.</summary>
    public int Count
    {
        get
        {
            lock (guard)
            {
                return tries.Count;
            }
        }
    }

    /// <summary>
    /// Counts a try, before the password is looked at, so that tries at the same moment count too. Gives how long to wait,
    /// or null if the try may go on; a try that must wait is not counted.
    /// </summary>
    public TimeSpan? Enter(string login, string address)
    {
        var now = clock.GetUtcNow();
        lock (guard)
        {
            var before = tries.TryGetValue((login, address), out var known) && now - known.Last < Memory ? known : default;
            if (before.NotBefore > now)
            {
                return before.NotBefore - now;
            }

            if (before.Count == 0 && tries.Count >= capacity)
            {
                Forget_NeedsLock(now);
            }

            tries[(login, address)] = new Tries(before.Count + 1, now, now + WaitAfter(before.Count + 1));
            return null;
        }
    }

    /// <summary>The password was right: the count starts anew.</summary>
    public void Succeed(string login, string address)
    {
        lock (guard)
        {
            tries.Remove((login, address));
        }
    }

    private static TimeSpan WaitAfter(int count) => count < FreeTries
        ? TimeSpan.Zero
        : TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, FirstWait.Ticks << Math.Min(count - FreeTries, 20)));

    // What is out of date; and the oldest tenth, so that many logins tried at once cannot fill the memory.
    private void Forget_NeedsLock(DateTimeOffset now)
    {
        foreach (var (key, _) in tries.OrderBy(item => item.Value.Last).TakeWhile((item, i) => i < (capacity / 10) + 1 || now - item.Value.Last >= Memory).ToList())
        {
            tries.Remove(key);
        }
    }

    private readonly record struct Tries(int Count, DateTimeOffset Last, DateTimeOffset NotBefore);
}
