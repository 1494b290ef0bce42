using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Watching;

/// <summary>
/// Tells every open screen what was committed, in the order of the change log. The bell only wakes it; what it tells it reads
/// from the log, once for the whole process and never on the thread of who saved. A listener that is slow gets several changes
/// as one; one that is far behind is told to read again. As many are told at once as there are processors; one that does not answer
/// gives its turn back after a while.
/// </summary>
public sealed class ChangeFeed : IDisposable, IAsyncDisposable
{
    /// <summary>A listener hears at most one batch in this time; the first comes at once.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a patient listener waits, so that others come first.</summary>
    public static readonly TimeSpan While = TimeSpan.FromMilliseconds(300);

    // A store that cannot be read for a moment is no reason to fall silent.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);

    // A screen that does not answer keeps its own turn, not everybody's; nor does it keep the program from ending.
    internal static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(2);

    // As many deliver at once as there are processors: whoever waits for a turn hears more at once instead of more often.
    private readonly SemaphoreSlim turns = new(Environment.ProcessorCount);

    // What counts over the whole desk is worked out by one, after the screens on which somebody ticks.
    private readonly SemaphoreSlim patientTurns = new(1);

    private readonly RelationsStore store;
    private readonly StoreBell bell;
    private readonly TimeProvider clock;
    private readonly ILogger<ChangeFeed> logger;
    private readonly BackgroundTasks tasks;
    private readonly Lock waking = new();
    private ImmutableHashSet<FeedListener> listeners = [];
    private long seen;
    private bool awake;
    private bool rungAgain;
    private volatile bool disposed;

    /// <summary>Begins at the revision of the store as it is now.</summary>
    public ChangeFeed(RelationsStore store, StoreBell bell, TimeProvider clock, ILogger<ChangeFeed> logger)
    {
        (this.store, this.bell, this.clock, this.logger, tasks) = (store, bell, clock, logger, new BackgroundTasks(logger));
        seen = store.Read(ChangeLog.Revision);
        bell.Rung += Wake;
    }

    /// <summary>How many listen.</summary>
    public int Subscribers => listeners.Count;

    /// <summary>
    /// Hears every later change until the answer is disposed. A listener reads its revision after it has subscribed: what is
    /// committed in between is heard twice, never missed.
    /// </summary>
    /// <param name="deliver">Takes a batch; called for one batch at a time, on no particular thread.</param>
    /// <param name="pace">How soon.</param>
    public IDisposable Subscribe(Func<ChangeBatch, Task> deliver, FeedPace pace = FeedPace.AtOnce)
    {
        var listener = new FeedListener(
            deliver, pace, pace == FeedPace.AtOnce ? turns : patientTurns, clock, logger, tasks,
            gone => ImmutableInterlocked.Update(ref listeners, all => all.Remove(gone)));
        ImmutableInterlocked.Update(ref listeners, all => all.Add(listener));
        return listener;
    }

    /// <summary>What was committed after a revision, for a screen that has been away since.</summary>
    public ChangeBatch Since(long revision) => store.Read(connection => ChangeLogReader.Since(connection, revision));

    /// <summary>Tells nobody any more.</summary>
    public void Dispose()
    {
        disposed = true;
        bell.Rung -= Wake;
    }

    /// <summary>Tells nobody any more, and waits for what is being told: not longer than a screen may take.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        foreach (var listener in listeners)
        {
            listener.Dispose();
        }

        await tasks.WhenAllAsync().WaitAsync(LongestTurn, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Wake()
    {
        lock (waking)
        {
            rungAgain = true;
            if (awake)
            {
                return;
            }

            awake = true;
        }

        tasks.Run("tell what was changed", () => Task.Run(TellAsync));
    }

    private async Task TellAsync()
    {
        while (true)
        {
            lock (waking)
            {
                if (!rungAgain || disposed)
                {
                    awake = false;
                    return;
                }

                rungAgain = false;
            }

            try
            {
                var batch = store.Read(connection => ChangeLogReader.Since(connection, seen));
                seen = batch.To;
                foreach (var listener in listeners)
                {
                    listener.Offer(batch);
                }
            }
            catch (ObjectDisposedException)
            {
                // the program ends
            }
            catch (Exception e)
            {
                // Whatever it is: silence would leave every open screen behind without a word.
                Unreadable(logger, e);
                await Task.Delay(RetryAfter, clock);
                lock (waking)
                {
                    rungAgain = true;
                }
            }
        }
    }

    private static readonly Action<ILogger, Exception?> UnreadableMessage =
        LoggerMessage.Define(LogLevel.Warning, new EventId(1, nameof(Unreadable)), "The change log cannot be read; trying again");

    private static void Unreadable(ILogger logger, Exception e) => UnreadableMessage(logger, e);
}
