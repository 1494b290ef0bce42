using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// Works out the consequences of what is pending on one screen, each time from the last ones. Where many customer users must be asked
/// that is done beside the page, and a newer edit ends it. Used by one circuit at a time.
/// </summary>
internal sealed class ConsequenceCount : IDisposable
{
    /// <summary>So many customer users are asked at once: nobody notices.</summary>
    public const int AtOnce = 5_000;

    private Consequences last = Consequences.None;
    private Running? running;

    /// <summary>The consequences of these edits, if they are known or are no matter; null: <see cref="CountAsync"/> must be awaited.</summary>
    public Consequences? Of(AccessWorld world, EditSet edits)
    {
        if (running is { } other && !(other.World == world && other.Edits == edits))
        {
            Stop();
        }

        return last.IsOf(world, edits) ? last
            : Consequences.Effort(world, edits, last) <= AtOnce ? last = Consequences.Of(world, edits, last)
            : null;
    }

    /// <summary>Works them out whatever it costs, on this thread.</summary>
    public Consequences Now(AccessWorld world, EditSet edits) => Of(world, edits) ?? (last = Consequences.Of(world, edits, last));

    /// <summary>Works them out on another thread.</summary>
    /// <exception cref="OperationCanceledException">Others are asked for by now, or the screen was left.</exception>
    public async Task CountAsync(AccessWorld world, EditSet edits)
    {
        if (Of(world, edits) is not null)
        {
            return;
        }

        if (running is null)
        {
            var (from, stop) = (last, new CancellationTokenSource());
            running = new Running(world, edits, stop, Task.Run(() => Consequences.Of(world, edits, from, stop.Token), stop.Token));
        }

        var mine = running;
        try
        {
            var counted = await mine.Task;
            last = mine == running ? counted : last;
        }
        finally
        {
            if (mine == running)
            {
                Stop();
            }
        }
    }

    public void Dispose() => Stop();

    private void Stop()
    {
        running?.Stop.Cancel();
        running?.Stop.Dispose();
        running = null;
    }

    private sealed record Running(AccessWorld World, EditSet Edits, CancellationTokenSource Stop, Task<Consequences> Task);
}
