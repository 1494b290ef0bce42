using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Watching;

/// <summary>
/// Rings the bell when the change log has grown by another process: a command beside the server. What this process commits
/// itself rings at once; a second ring for the same commit is harmless. It also looks whether the file is still the one that was
/// opened, and says on the console when it is not.
/// </summary>
public sealed class StoreWatcher(RelationsStore store, StoreBell bell, TimeProvider clock, ILogger<StoreWatcher> log) : BackgroundService
{
    private static readonly Action<ILogger, string, Exception?> Replaced = LoggerMessage.Define<string>(
        LogLevel.Critical, new EventId(1, nameof(Replaced)),
        "The database file {Path} was deleted or replaced. Nothing is saved until it is back or the server is started again");

    private static readonly Action<ILogger, string, Exception?> Back =
        LoggerMessage.Define<string>(LogLevel.Warning, new EventId(2, nameof(Back)), "The database file {Path} is back");

    private bool wasThere = true;

    /// <summary>How long open screens may show what another process has changed.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // A store that cannot be read for a moment is no reason to end the server: the next tick asks again.
    private long? Revision()
    {
        try
        {
            return store.Read(ChangeLog.Revision);
        }
        catch (DbException)
        {
            return null;
        }
    }

    private void Look()
    {
        if (store.IsThere() != wasThere)
        {
            wasThere = !wasThere;
            (wasThere ? Back : Replaced)(log, store.DatabasePath, null);
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
                Look();
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
