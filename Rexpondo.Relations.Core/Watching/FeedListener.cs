using Microsoft.Extensions.Logging;

namespace Rexpondo.Relations.Core.Watching;

/// <summary>One listener of the <see cref="ChangeFeed"/>: what it has not heard yet waits here as one batch.</summary>
internal sealed class FeedListener(
    Func<ChangeBatch, Task> deliver, FeedPace pace, SemaphoreSlim turns, TimeProvider clock, ILogger logger, BackgroundTasks tasks, Action<FeedListener> gone)
    : IDisposable
{
    private static readonly Action<ILogger, Exception?> Failed =
        LoggerMessage.Define(LogLevel.Error, new EventId(2, nameof(Failed)), "A screen could not take over what was changed");

    private readonly Lock sync = new();
    private ChangeBatch? waiting;
    private bool delivering;
    private volatile bool disposed;

    /// <summary>One more batch; comes at once, or with the next delivery.</summary>
    public void Offer(ChangeBatch batch)
    {
        lock (sync)
        {
            waiting = waiting is null ? batch : waiting.Then(batch);
            if (delivering || disposed)
            {
                return;
            }

            delivering = true;
        }

        tasks.Run("tell a screen what was changed", () => Task.Run(DeliverAsync));
    }

    public void Dispose()
    {
        lock (sync)
        {
            (disposed, waiting) = (true, null);
        }

        gone(this);
    }

    private async Task DeliverAsync()
    {
        while (true)
        {
            if (pace == FeedPace.AfterAWhile)
            {
                await Task.Delay(ChangeFeed.While, clock);
            }

            await turns.WaitAsync();
            var begun = clock.GetTimestamp();
            var delivery = Task.CompletedTask;
            try
            {
                if (Next() is not { } batch)
                {
                    return;
                }

                delivery = DeliverAsync(batch);
                await delivery.WaitAsync(ChangeFeed.LongestTurn, clock);
            }
            catch (TimeoutException)
            {
                // it goes on alone, and hears the next when it is done
            }
            finally
            {
                turns.Release();
            }

            await delivery;
            if (disposed)
            {
                return;
            }

            var rest = ChangeFeed.Pace - clock.GetElapsedTime(begun);
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, clock);
            }
        }
    }

    private async Task DeliverAsync(ChangeBatch batch)
    {
        try
        {
            await deliver(batch);
        }
        catch (ObjectDisposedException)
        {
            // the program ends, or the screen has gone meanwhile
        }
        catch (Exception e)
        {
            if (!disposed)
            {
                Failed(logger, e);
            }
        }
    }

    private ChangeBatch? Next()
    {
        lock (sync)
        {
            var batch = disposed ? null : waiting;
            waiting = null;
            delivering = batch is not null;
            return batch;
        }
    }
}
