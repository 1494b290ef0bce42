using System.Diagnostics;
using System.Globalization;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>
/// Measures how long a server says nothing while an answer is awaited; what the reader does in between does not count. A server
/// that says a little now and then is ended after the longest reading.
/// </summary>
/// <param name="limit">The longest silence.</param>
/// <param name="longest">The longest reading; null: <see cref="LongestReading"/>.</param>
internal sealed class LdapSilence(TimeSpan limit, TimeSpan? longest = null) : IDisposable
{
    /// <summary>So long all answers of one reading may take together.</summary>
    public static readonly TimeSpan LongestReading = TimeSpan.FromHours(2);

    private readonly long begun = Stopwatch.GetTimestamp();
    private readonly Lock gate = new();
    private readonly CancellationTokenSource tooLong = new();
    private bool awaited;

    /// <summary>Cancelled once the silence, or the reading, was too long; then for good.</summary>
    public CancellationToken TooLong => tooLong.Token;

    /// <summary>Why, as a line for people.</summary>
    public string Reason => Left > TimeSpan.Zero
        ? LdapProblems.NoAnswer(limit)
        : string.Create(CultureInfo.InvariantCulture, $"the reading is not at its end after {Longest.TotalMinutes:0.###} minutes");

    private TimeSpan Longest => longest ?? LongestReading;

    private TimeSpan Left => Longest - Stopwatch.GetElapsedTime(begun);

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
                tooLong.CancelAfter(Patience());
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
            tooLong.CancelAfter(isAwaited ? Patience() : Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan Patience() => Left is var left && left > limit ? limit : left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
