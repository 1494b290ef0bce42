using System.Data.Common;
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

    /// <summary>How long the next try waits after the store could not be written.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan CleanEvery = TimeSpan.FromHours(1);

    private static readonly Action<ILogger, string, Exception?> NotWritten =
        LoggerMessage.Define<string>(LogLevel.Warning, new EventId(1, nameof(NotWritten)), "The draft of {Screen} could not be written; trying again");

    private readonly Lock sync = new();
    private readonly BackgroundTasks tasks = new(logger);

    // Read when first asked for, outside of the lock: who opens the same screen waits for that, nobody else does.
    private readonly Dictionary<(AgentId Agent, DraftScreen Screen), Lazy<ISharedDraft>> open = [];

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
        while (true)
        {
            Lazy<ISharedDraft>? entry;
            lock (sync)
            {
                if (!open.TryGetValue((agent, screen), out entry))
                {
                    open[(agent, screen)] = entry = new(() => new SharedDraft<T>(
                        format, screen, store.Read(connection => DraftTable.Find(connection, agent, screen)), changed => Plan(agent, screen, changed, Moment)));
                }
            }

            var shared = (SharedDraft<T>)Read(agent, screen, entry);
            lock (sync)
            {
                // Another tab may have been closed meanwhile, as the last one: then it is no longer kept here.
                if (open.GetValueOrDefault((agent, screen)) == entry)
                {
                    shared.Tabs++;
                    return new OpenDraft<T>(shared, clock, () => Close(agent, screen, shared), () => WriteAsync(agent, screen, shared));
                }
            }
        }
    }

    /// <summary>The agent's drafts in the store, the newest first.</summary>
    public IReadOnlyList<KeptDraft> Of(AgentId agent) => store.Read(connection => DraftTable.Of(connection, agent));

    /// <summary>Gives up a draft, in all tabs that have it open.</summary>
    /// <returns>What it was, for <see cref="RestoreAsync"/>; null if there was none.</returns>
    public async Task<Draft?> DiscardAsync(AgentId agent, DraftScreen screen)
    {
        if (Shared(agent, screen) is { IsHeld: true })
        {
            return null; // it is being saved
        }

        var discarded = Shared(agent, screen)?.Discard();
        var kept = await store.WriteAsync(
            connection =>
            {
                var kept = DraftTable.Find(connection, agent, screen);
                DraftTable.Remove(connection, agent, screen);
                return kept;
            },
            CancellationToken.None);
        discarded ??= Shared(agent, screen)?.Discard() ?? kept; // a tab may have opened it meanwhile
        Changed?.Invoke(agent);
        return discarded;
    }

    /// <summary>Takes back what was given up, unless something else has been changed on that screen since.</summary>
    public async Task<bool> RestoreAsync(AgentId agent, Draft draft)
    {
        if (Shared(agent, draft.Screen) is { } shared)
        {
            return shared.Restore(draft);
        }

        var restored = await store.WriteAsync(
            connection => DraftTable.Find(connection, agent, draft.Screen) is null && DraftTable.Put(connection, agent, draft) > 0, CancellationToken.None);
        Changed?.Invoke(agent);
        return restored;
    }

    /// <summary>Writes all that is due.</summary>
    /// <returns>False if the store could not be written.</returns>
    public async Task<bool> FlushAsync()
    {
        List<(AgentId Agent, DraftScreen Screen, ISharedDraft Draft)> all;
        lock (sync)
        {
            all = [.. open.Where(one => one.Value.IsValueCreated).Select(one => (one.Key.Agent, one.Key.Screen, one.Value.Value))];
        }

        var written = true;
        foreach (var (agent, screen, draft) in all)
        {
            written &= await WriteAsync(agent, screen, draft);
        }

        return written;
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        while (!await FlushAsync() && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Moment, clock, CancellationToken.None);
        }

        await tasks.WhenAllAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
            var removed = await store.WriteAsync(connection => DraftTable.RemoveBefore(connection, clock.GetUtcNow() - options.KeptFor), cancellationToken);
            foreach (var agent in removed.Distinct())
            {
                Changed?.Invoke(agent);
            }

            return removed.Count;
        }
        catch (DbException)
        {
            return 0; // the next hour tries again
        }
    }

    private ISharedDraft? Shared(AgentId agent, DraftScreen screen)
    {
        Lazy<ISharedDraft>? entry;
        lock (sync)
        {
            entry = open.GetValueOrDefault((agent, screen));
        }

        return entry is null ? null : Read(agent, screen, entry);
    }

    // One that could not be read is not kept: the next one who opens the screen tries again.
    private ISharedDraft Read(AgentId agent, DraftScreen screen, Lazy<ISharedDraft> entry)
    {
        try
        {
            return entry.Value;
        }
        catch
        {
            lock (sync)
            {
                if (open.GetValueOrDefault((agent, screen)) == entry)
                {
                    open.Remove((agent, screen));
                }
            }

            throw;
        }
    }

    private void Plan(AgentId agent, DraftScreen screen, ISharedDraft draft, TimeSpan wait)
    {
        lock (sync)
        {
            // What ends a save after its tab was closed comes back here. If another tab has opened the screen anew since, that one counts.
            if (open.TryAdd((agent, screen), new(draft)) || IsOpen(agent, screen, draft))
            {
                draft.Due ??= clock.CreateTimer(_ => Write(agent, screen, draft), null, wait, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Close(AgentId agent, DraftScreen screen, ISharedDraft draft)
    {
        lock (sync)
        {
            draft.Tabs--;
        }

        Write(agent, screen, draft);
    }

    private bool IsOpen(AgentId agent, DraftScreen screen, ISharedDraft draft) =>
        open.GetValueOrDefault((agent, screen)) is { IsValueCreated: true } entry && entry.Value == draft;

    private void Write(AgentId agent, DraftScreen screen, ISharedDraft draft) =>
        tasks.Run($"write the draft of {screen.Name}", () => WriteAsync(agent, screen, draft));

    private async Task<bool> WriteAsync(AgentId agent, DraftScreen screen, ISharedDraft draft)
    {
        lock (sync)
        {
            draft.Due?.Dispose();
            draft.Due = null;
        }

        var written = false;
        await draft.Writing.WaitAsync();
        try
        {
            if (draft.NextWrite(out var next))
            {
                await store.WriteAsync(
                    connection => next is null ? DraftTable.Remove(connection, agent, screen) : DraftTable.Put(connection, agent, next), CancellationToken.None);
                draft.Written(next);
                written = true;
            }

            Forget(agent, screen, draft);
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            NotWritten(logger, screen.Name, e);
            Plan(agent, screen, draft, Again);
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true; // the program has ended
        }
        finally
        {
            draft.Writing.Release();
        }

        if (written)
        {
            Changed?.Invoke(agent);
        }

        return true;
    }

    private void Forget(AgentId agent, DraftScreen screen, ISharedDraft draft)
    {
        lock (sync)
        {
            if (draft is { Tabs: 0, Due: null, IsHeld: false } && !draft.NextWrite(out _) && IsOpen(agent, screen, draft))
            {
                open.Remove((agent, screen));
            }
        }
    }
}
