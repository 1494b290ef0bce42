using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Watching;

/// <summary>
/// Rings the bell when the change log has grown by another process: a command beside the server. What this process commits
/// itself rings at once; a second ring for the same commit is harmless.
/// </summary>
public sealed class StoreWatcher(RelationsStore store, StoreBell bell, TimeProvider clock) : BackgroundService
{
    /// <summary>How long open screens may show what another process has changed.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // A store that cannot be read for a moment is no reason to end the server: the next tick asks again.
    private long? Revision()
    {
        try
        {
            return store.Read(ChangeLog.Revision);
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seen = Revision() ?? 0;
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (Revision() is { } now && now != seen)
                {
                    seen = now;
                    bell.Ring();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the program ends
        }
    }
}
