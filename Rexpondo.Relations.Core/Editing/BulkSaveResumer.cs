using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>At the start of a server goes on with the saves that the last one left in the middle.</summary>
public sealed class BulkSaveResumer(RelationEditor editor, ILogger<BulkSaveResumer> logger) : BackgroundService
{
    private static readonly Action<ILogger, Exception?> Finished =
        LoggerMessage.Define(LogLevel.Information, new EventId(1, nameof(Finished)), "A save in parts that was interrupted is finished");

    private static readonly Action<ILogger, int, int, Exception?> Ended = LoggerMessage.Define<int, int>(
        LogLevel.Warning, new EventId(2, nameof(Ended)),
        "A save in parts that was interrupted ended after {Done} of {Total} cells: its agent may not edit any more, or a rule stands against it");

    private static readonly Action<ILogger, Exception?> Failed =
        LoggerMessage.Define(LogLevel.Error, new EventId(3, nameof(Failed)), "A save in parts that was interrupted cannot go on; the next start tries again");

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var result in await editor.ResumeAsync(stoppingToken))
            {
                if (result is Stopped(_, var done, var total, _))
                {
                    Ended(logger, done, total, null);
                }
                else
                {
                    Finished(logger, null);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // the program ends; the next start goes on
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            Failed(logger, e);
        }
    }
}
