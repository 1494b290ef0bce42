using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// What <see cref="BackEndRunner"/> knows of one back end. Only the loop of that back end writes here; others ask, wake it and
/// see whether it was tried.
/// </summary>
internal sealed class WatchedBackEnd(BackEndDefinition backEnd) : IDisposable
{
    private readonly SemaphoreSlim wake = new(0);
    private readonly Lock asking = new();
    private Asked? asked;
    private volatile bool wasTried;
    private MirrorMark? mark;
    private DateTimeOffset? wholeAt;
    private bool isStopped;
    private bool isRefused;

    public BackEndDefinition BackEnd => backEnd;

    /// <summary>Fingerprint at the last look.</summary>
    public string? Seen { get; set; }

    /// <summary>Since when it is that; null before the first look.</summary>
    public DateTimeOffset? SeenSince { get; set; }

    /// <summary>Fingerprint of what was taken over last before this start.</summary>
    public string? TakenOver { get; set; }

    /// <summary>Since when it waits for the first try of those before it; null: it never had to.</summary>
    public DateTimeOffset? WaitsSince { get; set; }

    /// <summary>It was tried since the start, whatever came of it.</summary>
    public bool WasTried
    {
        get => wasTried;
        set => wasTried = value;
    }

    /// <summary>Fingerprint at the last try.</summary>
    public string? Tried { get; private set; }

    /// <summary>When the last try ended.</summary>
    public DateTimeOffset? TriedAt { get; private set; }

    /// <summary>How many tries failed one after the other.</summary>
    public int Failures { get; private set; }

    /// <summary>Persons and customers as the last good run left them.</summary>
    public long NamesRevision { get; private set; }

    /// <summary>What a run may begin with that nobody asked for; null: everybody is read.</summary>
    public MirrorMark? Since(DateTimeOffset now) => wholeAt is { } whole && !IsOver(whole, BackEndRunner.WholeAfter, now) ? mark : null;

    /// <summary>True once so much time has passed since; also if the clock was set back behind it, as nobody knows then.</summary>
    public static bool IsOver(DateTimeOffset since, TimeSpan time, DateTimeOffset now) => now < since || now >= since + time;

    /// <summary>True if a failed try is due again.</summary>
    /// <param name="tried">When that was.</param>
    /// <param name="now">Now.</param>
    public bool IsDueAgain(DateTimeOffset tried, DateTimeOffset now)
    {
        // A source that says well that too many are gone is asked again ever more seldom, until as seldom as if all were well.
        var longest = isStopped && backEnd.Source.Interval is { } interval ? interval : BackEndRunner.LongestPause;

        // A refused password is tried again seldom, another one at once.
        return isRefused
            ? IsOver(tried, BackEndRunner.LongestPause, now) || !backEnd.Source.IsRefused
            : IsOver(tried, Pause(longest), now);
    }

    /// <summary>What became of a try.</summary>
    public void Note(MirrorResult result, string? fingerprint, DateTimeOffset now)
    {
        (Tried, TriedAt) = (fingerprint, now);
        (isStopped, isRefused) = (result is MirrorStopped, result is MirrorFailed && backEnd.Source.IsRefused);
        if (result is not Mirrored mirrored)
        {
            Failures++;
            mark = null;
            return;
        }

        (Failures, NamesRevision, mark) = (0, mirrored.NamesRevision, mirrored.Mark);
        if (mirrored.ReadWhole)
        {
            wholeAt = now;
        }
    }

    /// <summary>An agent wants it to be mirrored. Of several wishes before it is, the one that accepts most does for all.</summary>
    public void Ask(Asked wish)
    {
        lock (asking)
        {
            asked = asked is { } earlier && earlier.Accepted > wish.Accepted ? earlier : wish;
        }

        Wake();
    }

    /// <summary>The wish, which is gone then.</summary>
    public Asked? TakeAsked()
    {
        lock (asking)
        {
            var wish = asked;
            asked = null;
            return wish;
        }
    }

    /// <summary>Its loop looks at once; if it is busy, as soon as it is done.</summary>
    public void Wake() => wake.Release();

    /// <summary>Waits until somebody wakes it, at most so long.</summary>
    public Task RestAsync(TimeSpan time, CancellationToken cancellationToken) => wake.WaitAsync(time, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => wake.Dispose();

    private TimeSpan Pause(TimeSpan longest) => TimeSpan.FromTicks(Math.Min(longest.Ticks, BackEndRunner.FirstPause.Ticks << Math.Min(Failures - 1, 20)));
}

/// <summary>The wish to mirror a back end now.</summary>
/// <param name="Author">Who asks.</param>
/// <param name="Accepted">How many may become invalid whatever the limit.</param>
internal sealed record Asked(ChangeAuthor Author, int Accepted);
