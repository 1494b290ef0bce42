using Microsoft.Extensions.Logging;

namespace Rexpondo.Relations.Core;

/// <summary>
/// Work that nobody waits for where it begins. An exception in it is logged, and its owner can wait for all of it when it ends.
/// </summary>
/// <param name="logger">Takes the exceptions.</param>
public sealed class BackgroundTasks(ILogger logger)
{
    private static readonly Action<ILogger, string, Exception?> Failed =
        LoggerMessage.Define<string>(LogLevel.Error, new EventId(1, nameof(Failed)), "Failed in the background: {What}");

    private readonly Lock sync = new();
    private int running;
    private TaskCompletionSource? idle;

    /// <summary>Begins on the caller's thread. Being cancelled or finding something disposed is the usual end of a page or of the program, and no failure.</summary>
    /// <param name="what">What is done, for the log: <c>write a draft</c>.</param>
    /// <param name="work">Does it.</param>
    public void Run(string what, Func<Task> work)
    {
        lock (sync)
        {
            running++;
        }

        _ = ObserveAsync(what, work); // the one task that is not kept: it cannot fail
    }

    /// <summary>Completes once nothing runs.</summary>
    public Task WhenAllAsync()
    {
        lock (sync)
        {
            return running == 0 ? Task.CompletedTask : (idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private async Task ObserveAsync(string what, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // its page has gone, or the program ends
        }
        catch (Exception e)
        {
            Failed(logger, what, e);
        }
        finally
        {
            lock (sync)
            {
                if (--running == 0)
                {
                    idle?.SetResult();
                    idle = null;
                }
            }
        }
    }
}
