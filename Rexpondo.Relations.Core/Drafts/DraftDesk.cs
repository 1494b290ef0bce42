using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Drafts;

/// <summary>
/// Keeps unsaved changes: shared by the tabs of one agent, and in the store a moment after each change, so that neither a
/// lost connection nor a server that stops loses them.
/// </summary>
public sealed class DraftDesk(RelationsStore store, DraftOptions options, TimeProvider clock, ILogger<DraftDesk> logger) : BackgroundService
{
    /// <summary>How long a change may be unwritten.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan CleanEvery = TimeSpan.FromHours(1);

    private static readonly Action<ILogger, string, Exception?> NotWritten =
        LoggerMessage.Define<string>(LogLevel.Warning, new EventId(1, nameof(NotWritten)), "The draft of {Screen} could not be written; trying again");

    private readonly Lock sync = new();
    private readonly Dictionary<(AgentId Agent, DraftScreen Screen), ISharedDraft> open = [];

    /// <summary>An agent's drafts in the store have changed; raised on no particular thread.</summary>
    public event Action<AgentId>? Changed;

    /// <summary>How many drafts are open in some tab, or not written yet.</summary>
    public int OpenCount
    {
        get
        {
            lock (sync)
            {
                return open.Count;
            }
        }
    }

    /// <summary>Opens a screen's unsaved changes: those of another tab, or those of the store, or none.</summary>
    public OpenDraft<T> Open<T>(AgentId agent, DraftScreen screen, IDraftFormat<T> format)
        where T : class
    {
        lock (sync)
        {
            if (open.GetValueOrDefault((agent, screen)) is not SharedDraft<T> shared)
            {
                var kept = store.Read(connection => DraftTable.Find(connection, agent, screen));
                open[(agent, screen)] = shared = new SharedDraft<T>(format, screen, kept, changed => Plan(agent, screen, changed));
            }

            shared.Tabs++;
            return new OpenDraft<T>(shared, clock, () => Close(agent, screen, shared), () => WriteAsync(agent, screen, shared));
        }
    }

    /// <summary>The agent's drafts in the store, the newest first.</summary>
    public IReadOnlyList<Draft> Of(AgentId agent) => store.Read(connection => DraftTable.Of(connection, agent));

    /// <summary>Writes all that is due.</summary>
    public async Task FlushAsync()
    {
        List<(AgentId Agent, DraftScreen Screen, ISharedDraft Draft)> all;
        lock (sync)
        {
            all = [.. open.Select(one => (one.Key.Agent, one.Key.Screen, one.Value))];
        }

        foreach (var (agent, screen, draft) in all)
        {
            await WriteAsync(agent, screen, draft);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CleanEvery, clock);
        try
        {
            do
            {
                await RemoveOldAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // the program ends
        }
    }

    /// <summary>Removes drafts that nobody has touched for longer than they are kept; how many.</summary>
    internal async Task<int> RemoveOldAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await store.WriteAsync(connection => DraftTable.RemoveBefore(connection, clock.GetUtcNow() - options.KeptFor), cancellationToken);
        }
        catch (SqliteException)
        {
            return 0; // the next hour tries again
        }
    }

    private void Plan(AgentId agent, DraftScreen screen, ISharedDraft draft)
    {
        lock (sync)
        {
            draft.Due ??= clock.CreateTimer(_ => _ = WriteAsync(agent, screen, draft), null, Moment, Timeout.InfiniteTimeSpan);
        }
    }

    private void Close(AgentId agent, DraftScreen screen, ISharedDraft draft)
    {
        lock (sync)
        {
            draft.Tabs--;
        }

        _ = WriteAsync(agent, screen, draft);
    }

    private async Task WriteAsync(AgentId agent, DraftScreen screen, ISharedDraft draft)
    {
        lock (sync)
        {
            draft.Due?.Dispose();
            draft.Due = null;
        }

        await draft.Writing.WaitAsync();
        try
        {
            if (draft.NextWrite(out var next))
            {
                await store.WriteAsync(
                    connection => next is null ? DraftTable.Remove(connection, agent, screen) : DraftTable.Put(connection, agent, next), CancellationToken.None);
                draft.Written(next);
                Changed?.Invoke(agent);
            }

            Forget(agent, screen, draft);
        }
        catch (SqliteException e)
        {
            NotWritten(logger, screen.Name, e);
            Plan(agent, screen, draft);
        }
        catch (ObjectDisposedException)
        {
            // the program has ended
        }
        finally
        {
            draft.Writing.Release();
        }
    }

    private void Forget(AgentId agent, DraftScreen screen, ISharedDraft draft)
    {
        lock (sync)
        {
            if (draft is { Tabs: 0, Due: null } && !draft.NextWrite(out _) && open.GetValueOrDefault((agent, screen)) == draft)
            {
                open.Remove((agent, screen));
            }
        }
    }
}
