using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// Mirrors the read-only back ends in the background: at the start, whenever a source changes or its interval is over, and when an
/// agent asks for it; never a file that still changes. Each has a loop of its own, so a source that does not answer holds up no
/// other. A source that fails changes nothing; it is tried again when the source changes, and after growing pauses.
/// </summary>
public sealed class BackEndRunner(RelationsStore store, Mirror mirror, BackEndSetup setup, TimeProvider clock, ILogger<BackEndRunner> log) : BackgroundService
{
    /// <summary>How often the sources are asked whether they changed. A change is mirrored once it has rested as long.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>The first pause after a failure; each further one is twice as long.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);

    /// <summary>The longest pause. Pauses grow to it also where a source is read more often than that while all is well.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>
    /// So long at most a source is asked only for what changed; then everybody is read once. What a source tells wrongly of
    /// its changes (a clock that was set back, a restored directory) is right again after that.
    /// </summary>
    public static readonly TimeSpan WholeAfter = TimeSpan.FromHours(24);

    /// <summary>
    /// So long at most a back end waits at the start until those before it were tried once. Of two that bring the same login for
    /// the first time the earlier has it; one that does not answer must not keep the others from being refreshed.
    /// </summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    // A source that hears of the end has so long to return. One that does not is left behind: what it gives is thrown away.
    private static readonly TimeSpan StopPatience = TimeSpan.FromMilliseconds(500);

    private readonly List<WatchedBackEnd> all = [.. setup.BackEnds.Select(backEnd => new WatchedBackEnd(backEnd))];
    private readonly BackEndStates states = new(store, log);
    private readonly Lock beginning = new();
    private bool begun;

    /// <summary>Something about a state is new; raised on the thread that mirrors, several at a time, handlers return at once.</summary>
    public event Action? Changed
    {
        add => states.Changed += value;
        remove => states.Changed -= value;
    }

    /// <summary>How a back end fares.</summary>
    public BackEndState this[string backEnd] => states[backEnd];

    /// <summary>True if a back end of this name is mirrored here: it is configured without a mistake.</summary>
    public bool Mirrors(string backEnd) => all.Exists(watched => watched.BackEnd.Name == backEnd);

    /// <summary>
    /// Asks to mirror a back end now, in the name of an agent: everybody is read. While it is being mirrored, it is mirrored once
    /// more as soon as that is done.
    /// </summary>
    /// <param name="backEnd">Its name.</param>
    /// <param name="agent">Who asks; must be an admin, now and when it is written.</param>
    /// <param name="accepted">How many may become invalid whatever the limit (<see cref="MirrorStopped.MadeInvalid"/>); 0: the limit holds.</param>
    public BackEndRequest Refresh(string backEnd, AgentId agent, int accepted = 0)
    {
        var (login, refused) = store.Read(connection => AgentRights.MayEdit(connection, agent));
        if (login is null)
        {
            return new RefreshNotAllowed(refused);
        }

        if (all.Find(watched => watched.BackEnd.Name == backEnd) is not { } found)
        {
            return new RefreshNotPossible();
        }

        found.Ask(new Asked(new ChangeAuthor(agent, login, ChangeWay.BackEnd), accepted));
        return new RefreshAsked();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        all.ForEach(watched => watched.Dispose());
    }

    /// <summary>Looks at every back end once, in order, and mirrors those that are due.</summary>
    internal async Task TickAsync(CancellationToken cancellationToken)
    {
        foreach (var watched in all)
        {
            await LookAsync(watched, cancellationToken);
        }
    }

    /// <summary>Looks at one of them, as its loop does.</summary>
    internal Task LookAsync(string backEnd, CancellationToken cancellationToken) =>
        LookAsync(all.Single(watched => watched.BackEnd.Name == backEnd), cancellationToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A source may block its thread, the first one before anybody else begins; so none begins here.
        var loops = Task.WhenAll(all.Select(watched => Task.Run(() => LoopAsync(watched, stoppingToken), CancellationToken.None)));
        try
        {
            await loops.WaitAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(loops, Task.Delay(StopPatience, clock, CancellationToken.None));
        }
    }

    private async Task LoopAsync(WatchedBackEnd watched, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(watched, cancellationToken);
                await watched.RestAsync(Interval, cancellationToken);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                // the program ends; whatever a source says to that is no failure
            }
        }
    }

    private async Task LookAsync(WatchedBackEnd watched, CancellationToken cancellationToken)
    {
        // An exception that leaves here would end the loop. The next look is soon.
        try
        {
            Begin();
        }
        catch (Exception e)
        {
            Log(e, "How the back ends fared could not be read");
            return;
        }

        try
        {
            await MirrorIfDueAsync(watched, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log(e, $"Back end {watched.BackEnd.Name} could not be looked at");
            WasTried(watched);
        }
    }

    private void Begin()
    {
        lock (beginning)
        {
            if (begun)
            {
                return;
            }

            var takenOver = states.Read();
            all.ForEach(watched => watched.TakenOver = takenOver.GetValueOrDefault(watched.BackEnd.Name));
            begun = true;
        }
    }

    private async Task MirrorIfDueAsync(WatchedBackEnd watched, CancellationToken cancellationToken)
    {
        var (fingerprint, now) = (watched.BackEnd.Source.Fingerprint(), clock.GetUtcNow());
        if (watched.SeenSince is null || watched.Seen != fingerprint)
        {
            (watched.Seen, watched.SeenSince) = (fingerprint, now);
        }

        // A file that is being written may look whole at the end of any of its rows; it is left to rest, also at the start and
        // when an agent asks, whose wish waits as long. One that was taken over before is known to be whole.
        if ((fingerprint is not null && fingerprint != watched.TakenOver && !WatchedBackEnd.IsOver(watched.SeenSince.Value, Interval, now))
            || MustWait(watched, now))
        {
            return;
        }

        if (watched.TakeAsked() is { } asked)
        {
            await MirrorAsync(watched, fingerprint, asked.Author, asked.Accepted, since: null, cancellationToken);
        }
        else if (IsDue(watched, fingerprint, now))
        {
            var author = new ChangeAuthor(null, watched.BackEnd.Name, ChangeWay.BackEnd);
            await MirrorAsync(watched, fingerprint, author, accepted: 0, watched.Since(now), cancellationToken);
        }
    }

    // The first back end in order wins, so the earlier ones come first at the start.
    private bool MustWait(WatchedBackEnd watched, DateTimeOffset now)
    {
        if (watched.WasTried || all.TakeWhile(earlier => earlier != watched).All(earlier => earlier.WasTried))
        {
            return false;
        }

        watched.WaitsSince ??= now;
        return !WatchedBackEnd.IsOver(watched.WaitsSince.Value, LongestWait, now);
    }

    private void WasTried(WatchedBackEnd watched)
    {
        if (!watched.WasTried)
        {
            watched.WasTried = true;
            foreach (var later in all.SkipWhile(other => other != watched).Skip(1))
            {
                later.Wake();
            }
        }
    }

    private bool IsDue(WatchedBackEnd watched, string? fingerprint, DateTimeOffset now)
    {
        if (watched.TriedAt is not { } tried || watched.Tried != fingerprint)
        {
            return true;
        }

        if (watched.Failures > 0)
        {
            return watched.IsDueAgain(tried, now);
        }

        if (watched.BackEnd.Source.Interval is { } interval)
        {
            return WatchedBackEnd.IsOver(tried, interval, now);
        }

        // An unknown customer may be there by now, a login given up: both are changes of persons or customers. A source with an
        // interval finds that out when it is over; a directory is not read anew at each save of an agent.
        return !this[watched.BackEnd.Name].Warnings.IsEmpty && store.Read(ChangeLog.NamesRevision) != watched.NamesRevision;
    }

    private async Task MirrorAsync(
        WatchedBackEnd watched, string? fingerprint, ChangeAuthor author, int accepted, MirrorMark? since, CancellationToken cancellationToken)
    {
        var name = watched.BackEnd.Name;
        MirrorResult result;
        try
        {
            var progress = new Told(progress => states.Runs(name, progress));
            result = await mirror.RunAsync(watched.BackEnd, author, accepted, since, progress, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever a source or the store does, the others are mirrored and the server goes on.
            Log(e, $"Back end {name} could not be mirrored");
            result = new MirrorFailed([StoreFault.Words(e)]);
        }

        if (result is MirrorFailed)
        {
            // A source that was told to stop may call it a lost connection.
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (result is MirrorNotAllowed)
        {
            states.Runs(name, null);
            return;
        }

        var now = clock.GetUtcNow();
        watched.Note(result, fingerprint, now);
        switch (result)
        {
            case Mirrored mirrored:
                states.Good(name, mirrored, now);
                break;
            case MirrorStopped stopped:
                await states.BadAsync(
                    name, new BackEndState { Problems = [stopped.Reason], Stopped = stopped, Warnings = stopped.Problems }, now, cancellationToken);
                break;
            case MirrorFailed failed:
                await states.BadAsync(name, new BackEndState { Problems = failed.Problems, Warnings = this[name].Warnings }, now, cancellationToken);
                break;
        }

        WasTried(watched);
    }

    private void Log(Exception e, string what) =>
        log.Log(e is DbException or IOException or OperationCanceledException ? LogLevel.Warning : LogLevel.Error, e, "{What}", what);

    private sealed class Told(Action<MirrorProgress> show) : IProgress<MirrorProgress>
    {
        public void Report(MirrorProgress value) => show(value);
    }
}
