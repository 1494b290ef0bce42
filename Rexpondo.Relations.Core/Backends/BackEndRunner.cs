using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// Mirrors the read-only back ends in the background, one at a time: at the start, whenever a source changes, and when an
/// agent asks for it; never a file that still changes. A failure changes nothing; it is tried again when the source changes, and after growing pauses.
/// </summary>
public sealed class BackEndRunner(RelationsStore store, Mirror mirror, BackEndSetup setup, TimeProvider clock, ILogger<BackEndRunner> log) : BackgroundService
{
    /// <summary>How often the sources are asked whether they changed. A change is mirrored once it has rested as long.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>The first pause after a failure; each further one is twice as long.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);

    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly List<Watched> all = [.. setup.BackEnds.Select(backEnd => new Watched(backEnd))];
    private readonly ConcurrentDictionary<string, BackEndState> states = new();
    private readonly SemaphoreSlim wake = new(0);
    private bool begun;

    /// <summary>Something about a state is new; raised on the mirroring thread, handlers return at once.</summary>
    public event Action? Changed;

    /// <summary>How a back end fares.</summary>
    public BackEndState this[string backEnd] => states.GetValueOrDefault(backEnd) ?? new BackEndState();

    /// <summary>True if a back end of this name is mirrored here: it is configured without a mistake.</summary>
    public bool Mirrors(string backEnd) => all.Exists(watched => watched.BackEnd.Name == backEnd);

    /// <summary>Asks to mirror a back end now, in the name of an agent.</summary>
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

        found.Asked = new Asked(new ChangeAuthor(agent, login, ChangeWay.BackEnd), accepted);
        wake.Release();
        return new RefreshAsked();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    /// <summary>Looks at every back end once, and mirrors those that are due.</summary>
    internal async Task TickAsync(CancellationToken cancellationToken)
    {
        try
        {
            Begin();
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            log.LogWarning(e, "How the back ends fared could not be read");
            return;
        }

        foreach (var watched in all)
        {
            try
            {
                await LookAsync(watched, cancellationToken);
            }
            catch (Exception e) when (!IsEnd(e, cancellationToken))
            {
                // An exception that leaves here would end the server. The next look is soon.
                Log(e, $"Back end {watched.BackEnd.Name} could not be looked at");
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await TickAsync(stoppingToken);
                await wake.WaitAsync(Interval, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the program ends
        }
    }

    // A source that gives up waiting throws the same as a program that ends.
    private static bool IsEnd(Exception e, CancellationToken cancellationToken) => e is OperationCanceledException && cancellationToken.IsCancellationRequested;

    private void Begin()
    {
        if (!begun)
        {
            foreach (var (name, (state, fingerprint)) in store.Read(BackEndStateTable.Read))
            {
                states[name] = state;
                if (all.Find(watched => watched.BackEnd.Name == name) is { } found)
                {
                    found.TakenOver = fingerprint;
                }
            }

            begun = true;
        }
    }

    private async Task LookAsync(Watched watched, CancellationToken cancellationToken)
    {
        var (fingerprint, now) = (watched.BackEnd.Source.Fingerprint(), clock.GetUtcNow());
        if (watched.SeenSince is null || watched.Seen != fingerprint)
        {
            (watched.Seen, watched.SeenSince) = (fingerprint, now);
        }

        // A file that is being written may look whole at the end of any of its rows; it is left to rest, also at the start and
        // when an agent asks, whose wish waits as long. One that was taken over before is known to be whole.
        if (fingerprint is not null && fingerprint != watched.TakenOver && now < watched.SeenSince + Interval)
        {
            return;
        }

        if (watched.TakeAsked() is { } asked)
        {
            await MirrorAsync(watched, fingerprint, asked.Author, asked.Accepted, cancellationToken);
        }
        else if (IsDue(watched, fingerprint))
        {
            await MirrorAsync(watched, fingerprint, new ChangeAuthor(null, watched.BackEnd.Name, ChangeWay.BackEnd), accepted: 0, cancellationToken);
        }
    }

    private bool IsDue(Watched watched, string? fingerprint)
    {
        var now = clock.GetUtcNow();
        if (watched.TriedAt is not { } tried || watched.Tried != fingerprint)
        {
            return true;
        }

        if (watched.Failures > 0)
        {
            return now >= tried + PauseAfter(watched.Failures);
        }

        // An unknown customer may be there by now, a login given up: both are changes of persons or customers.
        return (watched.BackEnd.Source.Interval is { } interval && now >= tried + interval)
            || (!this[watched.BackEnd.Name].Warnings.IsEmpty && store.Read(ChangeLog.NamesRevision) != watched.NamesRevision);
    }

    private static TimeSpan PauseAfter(int failures) =>
        TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(failures - 1, 20)));

    private async Task MirrorAsync(Watched watched, string? fingerprint, ChangeAuthor author, int accepted, CancellationToken cancellationToken)
    {
        var name = watched.BackEnd.Name;
        MirrorResult result;
        try
        {
            result = await mirror.RunAsync(
                watched.BackEnd, author, accepted, new Told(progress => Show(name, this[name] with { Running = progress })), cancellationToken);
        }
        catch (Exception e) when (!IsEnd(e, cancellationToken))
        {
            // Whatever a source or the store does, the others are mirrored and the server goes on.
            Log(e, $"Back end {name} could not be mirrored");
            result = new MirrorFailed([e.Message]);
        }

        if (result is MirrorNotAllowed)
        {
            Show(name, this[name] with { Running = null });
            return;
        }

        (watched.Tried, watched.TriedAt) = (fingerprint, clock.GetUtcNow());
        switch (result)
        {
            case Mirrored mirrored:
                Good(watched, mirrored);
                break;
            case MirrorStopped stopped:
                await BadAsync(watched, new BackEndState { Problems = [stopped.Reason], Stopped = stopped, Warnings = stopped.Problems }, cancellationToken);
                break;
            case MirrorFailed failed:
                await BadAsync(watched, new BackEndState { Problems = failed.Problems, Warnings = this[name].Warnings }, cancellationToken);
                break;
        }
    }

    private void Good(Watched watched, Mirrored mirrored)
    {
        var name = watched.BackEnd.Name;
        if (watched.Failures > 0 || mirrored.ChangeSet is not null)
        {
            log.LogInformation(
                "Back end {BackEnd}: {Persons} customer users, {Added} added, {Changed} changed, {Problems} problems",
                name, mirrored.Persons, mirrored.Added, mirrored.Changed, mirrored.Problems.Length);
        }

        watched.Failures = 0;
        Show(name, new BackEndState { MirroredAt = watched.TriedAt, Warnings = mirrored.Problems });
        watched.NamesRevision = store.Read(ChangeLog.NamesRevision);
    }

    private async Task BadAsync(Watched watched, BackEndState bad, CancellationToken cancellationToken)
    {
        var (name, before) = (watched.BackEnd.Name, this[watched.BackEnd.Name]);
        watched.Failures++;
        bad = bad with { MirroredAt = before.MirroredAt, FailingSince = before.FailingSince ?? watched.TriedAt };
        Show(name, bad);
        if (!before.Problems.SequenceEqual(bad.Problems))
        {
            log.LogWarning("Back end {BackEnd} is not mirrored: {Problem}", name, bad.Problems[0]);
        }

        try
        {
            await store.WriteAsync(
                connection =>
                {
                    BackEndStateTable.Failed(connection, name, string.Join('\n', bad.Problems), watched.TriedAt!.Value);
                    return true;
                },
                cancellationToken);
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            log.LogWarning(e, "The failure of back end {BackEnd} could not be stored", name);
        }
    }

    private void Log(Exception e, string what) =>
        log.Log(e is DbException or IOException or OperationCanceledException ? LogLevel.Warning : LogLevel.Error, e, "{What}", what);

    private void Show(string name, BackEndState state)
    {
        states[name] = state;
        Changed?.Invoke();
    }

    private sealed record Asked(ChangeAuthor Author, int Accepted);

    private sealed class Told(Action<MirrorProgress> show) : IProgress<MirrorProgress>
    {
        public void Report(MirrorProgress value) => show(value);
    }

    private sealed class Watched(BackEndDefinition backEnd)
    {
        private Asked? asked;

        public BackEndDefinition BackEnd => backEnd;

        /// <summary>Fingerprint at the last look.</summary>
        public string? Seen { get; set; }

        /// <summary>Since when it is that; null before the first look.</summary>
        public DateTimeOffset? SeenSince { get; set; }

        /// <summary>Fingerprint of what was taken over last before this start.</summary>
        public string? TakenOver { get; set; }

        /// <summary>Fingerprint at the last try.</summary>
        public string? Tried { get; set; }

        public DateTimeOffset? TriedAt { get; set; }

        public int Failures { get; set; }

        public long NamesRevision { get; set; }

        public Asked Asked
        {
            set => Volatile.Write(ref asked, value);
        }

        public Asked? TakeAsked() => Interlocked.Exchange(ref asked, null);
    }
}
