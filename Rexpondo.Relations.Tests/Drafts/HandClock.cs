namespace Rexpondo.Relations.Tests.Drafts;

/// <summary>A clock that stands until the test moves it, and whose timers go off while it does.</summary>
internal sealed class HandClock : TimeProvider
{
    private readonly Lock sync = new();
    private readonly List<HandTimer> timers = [];
    private DateTimeOffset now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(this, () => callback(state), now + dueTime);
        lock (sync)
        {
            timers.Add(timer);
        }

        return timer;
    }

    public void Advance(TimeSpan time)
    {
        now += time;
        List<HandTimer> due;
        lock (sync)
        {
            due = [.. timers.Where(timer => timer.At <= now)];
            timers.RemoveAll(due.Contains);
        }

        due.ForEach(timer => timer.Ring());
    }

    private sealed class HandTimer(HandClock clock, Action ring, DateTimeOffset at) : ITimer
    {
        public DateTimeOffset At => at;

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose()
        {
            lock (clock.sync)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
