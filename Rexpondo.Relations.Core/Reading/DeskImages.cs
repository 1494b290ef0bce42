using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// Reads what is kept in memory of everybody when the server starts, in the background: the image of access, what lists count, the
/// names. A screen waits for <see cref="Ready"/> and says so; it never waits for a lock with its thread, and shows nothing before.
/// </summary>
public sealed class DeskImages(MatrixReader matrices, ILogger<DeskImages> logger) : BackgroundService
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done once everything is read; also when that failed, as then whoever asks reads it and is told why.</summary>
    public Task Ready => ready.Task;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // One after the other: each is read by two threads already.
            await Task.Run(matrices.Prepare, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // the program ends
        }
        catch (Exception e)
        {
            Unread(logger, e);
        }
        finally
        {
            ready.TrySetResult();
        }
    }

    private static readonly Action<ILogger, Exception?> UnreadMessage =
        LoggerMessage.Define(LogLevel.Error, new EventId(1, nameof(Unread)), "The desk could not be read at the start");

    private static void Unread(ILogger logger, Exception e) => UnreadMessage(logger, e);
}
