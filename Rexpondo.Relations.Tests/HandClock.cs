namespace Rexpondo.Relations.Tests;

/// <summary>A clock that stands until the test moves it, and whose timers go off while it does.</summary>
internal sealed class HandClock : TimeProvider
{
    private readonly Lock sync = new();
    private readonly List<HandTimer> timers = [];
    private readonly List<Waiting> awaited = [];
    private DateTimeOffset now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait for their time.</summary>
    public int Timers
    {
        get
        {
            lock (sync)
            {
                return timers.Count;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (sync)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Done once somebody, from now on, has begun to wait for so long, so many times; to advance before that would be too early.</summary>
    public Task WaitedForAsync(TimeSpan time, int times = 1)
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (sync)
        {
            awaited.Add(new Waiting(time, times, waiting));
        }

        return waiting.Task.WaitAsync(Patience.Limit);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        List<HandTimer> due;
        lock (sync)
        {
            now += time;
            due = [.. timers.Where(timer => timer.At <= now)];
            timers.RemoveAll(due.Contains);
        }

        due.ForEach(timer => timer.Ring());
    }

    private sealed class Waiting(TimeSpan time, int times, TaskCompletionSource done)
    {
        private int left = times;

        public TimeSpan Time => time;

        public void Begin()
        {
            if (--left == 0)
            {
                done.SetResult();
            }
        }
    }

    private sealed class HandTimer(HandClock clock, Action ring) : ITimer
    {
        public DateTimeOffset At { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan)
            {
                throw new NotSupportedException("It rings once.");
            }

            lock (clock.sync)
            {
                clock.timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    At = clock.now + dueTime;
                    clock.timers.Add(this);
                    clock.awaited.FindAll(one => one.Time == dueTime).ForEach(one => one.Begin());
                }
            }

            return true;
        }

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
