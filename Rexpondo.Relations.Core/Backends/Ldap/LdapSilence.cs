using System.Globalization;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>
/// Measures how long a server says nothing while an answer is awaited; what the reader does in between is no silence. A server
/// that says a little now and then is ended after the longest reading, in which that counts.
/// </summary>
internal sealed class LdapSilence : IDisposable
{
    /// <summary>So long all answers of one reading may take together.</summary>
    public static readonly TimeSpan LongestReading = TimeSpan.FromHours(2);

    private readonly TimeSpan limit;
    private readonly TimeSpan longest;
    private readonly TimeProvider clock;
    private readonly long begun;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource tooLong;
    private bool awaited;

    // What ends it is decided when the clock is set: it may ring a moment early, and would then say the other.
    private bool isLongest;

    /// <summary>A reading begins.</summary>
    /// <param name="limit">The longest silence.</param>
    /// <param name="longest">The longest reading.</param>
    /// <param name="clock">Measures both.</param>
    public LdapSilence(TimeSpan limit, TimeSpan longest, TimeProvider clock)
    {
        (this.limit, this.longest, this.clock, begun) = (limit, longest, clock, clock.GetTimestamp());
        tooLong = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
    }

    /// <summary>Cancelled once the silence, or the reading, was too long; then for good.</summary>
    public CancellationToken TooLong => tooLong.Token;

    /// <summary>Why, as a line for people.</summary>
    public string Reason => isLongest
        ? string.Create(CultureInfo.InvariantCulture, $"the reading is not at its end after {longest.TotalMinutes:0.###} minutes")
        : LdapProblems.NoAnswer(limit);

    /// <summary>An answer is awaited from now on.</summary>
    public void Begin() => Set(isAwaited: true);

    /// <summary>The answer is there.</summary>
    public void End() => Set(isAwaited: false);

    /// <summary>Something came.</summary>
    public void Heard()
    {
        lock (gate)
        {
            if (awaited)
            {
                Wait();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        tooLong.Dispose();
    }

    private void Set(bool isAwaited)
    {
        lock (gate)
        {
            awaited = isAwaited;
            if (awaited)
            {
                Wait();
            }
            else
            {
                tooLong.CancelAfter(Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Wait()
    {
        if (tooLong.IsCancellationRequested)
        {
            return;
        }

        var left = longest - clock.GetElapsedTime(begun);
        isLongest = left <= limit;
        tooLong.CancelAfter(!isLongest ? limit : left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }
}
