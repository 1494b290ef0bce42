using System.Collections.Concurrent;
using Rexpondo.Relations.Core.Backends;

namespace Rexpondo.Relations.Benchmarks.Directories;

/// <summary>
/// The most that a mirroring holds at any moment: collects everything that can be collected, again and again while it lasts, and
/// notes what is left. That slows it down, so its time is measured elsewhere.
/// </summary>
internal sealed class LiveHeap : IProgress<MirrorProgress>, IAsyncDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<MirrorStage, long> highest = new();
    private readonly Task watching;
    private volatile MirrorStage stage;
    private long workingSet;

    /// <summary>Begins.</summary>
    public LiveHeap() => watching = Task.Run(WatchAsync);

    /// <summary>What is left after a full collection, in bytes.</summary>
    public static async Task<long> NowAsync()
    {
        // Whatever was awaited before still holds what it had, until the stack of its last step is gone.
        await Task.Delay(50);
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>As megabytes.</summary>
    public static string Mega(long bytes) => $"{bytes / 1048576.0:F1} MB";

    /// <inheritdoc/>
    public void Report(MirrorProgress value)
    {
        stage = value.Stage;
        Note();
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"at most {string.Join(", ", highest.OrderBy(most => most.Key).Select(most => $"{Mega(most.Value)} {most.Key}"))}; "
        + $"working set {Mega(workingSet)}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await watching;
        end.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!end.IsCancellationRequested)
        {
            Note();

            // How often it looks: a peak between two looks is not seen.
            await Task.Delay(10, CancellationToken.None);
        }
    }

    private void Note()
    {
        var (during, live) = (stage, GC.GetTotalMemory(forceFullCollection: true));
        highest.AddOrUpdate(during, live, (_, most) => Math.Max(most, live));
        workingSet = Math.Max(workingSet, Environment.WorkingSet);
    }
}
