using System.Collections.Immutable;
using System.Diagnostics;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// Mirrors a read-only back end into the store: new persons appear, changed ones change, missing ones become invalid,
/// returning ones are valid again, with their relations. Nothing is written before the whole source was read and compared; then
/// a change set for every <see cref="PortionSize"/> persons who differ, each in a transaction of its own. Whatever ends it between
/// two of them, the next run goes on from there. See docs/decisions/ADR-015-mirror-in-portions.md.
/// </summary>
public sealed class Mirror(RelationsStore store, StoreBell bell, TimeProvider clock)
{
    /// <summary>So many persons are written in one transaction, and compared at once.</summary>
    public const int PortionSize = MirrorSurroundings.AtOnce;

    // If others change persons or customers meanwhile, it is compared once more; a desk that never rests is left to the next run.
    private const int MostRounds = 3;

    /// <summary>Another portion size, for tests.</summary>
    internal int Size { get; init; } = PortionSize;

    /// <summary>Mirrors once.</summary>
    /// <param name="backEnd">Which back end; it must be registered.</param>
    /// <param name="author">Who stands in the change log. An agent's right to edit is checked in every transaction (E6).</param>
    /// <param name="accepted">So many may become invalid whatever the limit, because an agent has seen this number and said yes.</param>
    /// <param name="since">
    /// Of an earlier run: the source need only say what changed since. Everybody is read all the same, in this run, where that
    /// would not end in the same store with the same problems. Null: everybody is read.
    /// </param>
    /// <param name="progress">Told now and then, on the mirroring thread.</param>
    /// <param name="cancellationToken">Ends it before the next portion is written.</param>
    public async Task<MirrorResult> RunAsync(
        BackEndDefinition backEnd, ChangeAuthor author, int accepted, MirrorMark? since, IProgress<MirrorProgress>? progress,
        CancellationToken cancellationToken)
    {
        try
        {
            return await TryAsync(since) ?? await TryAsync(since: null) ?? throw new UnreachableException();
        }
        catch (SourceException e)
        {
            return new MirrorFailed(e.Problems);
        }

        Task<MirrorResult?> TryAsync(MirrorMark? since) => RunOnceAsync(backEnd, author, accepted, since, progress, cancellationToken);
    }

    /// <summary>What <see cref="RunAsync"/> would do at this moment with everybody read; writes nothing. The back end need not be registered.</summary>
    public MirrorResult Preview(BackEndDefinition backEnd, SourceReading reading, CancellationToken cancellationToken)
    {
        var survey = Survey(backEnd, reading, since: null, keepsRemovals: false, progress: null, cancellationToken) ?? throw new UnreachableException();
        return Refusal(backEnd, reading, survey, accepted: 0) switch
        {
            MirrorStopped stopped when Survey(backEnd, reading, since: null, keepsRemovals: true, progress: null, cancellationToken) is { } kept =>
                stopped with { Problems = kept.Problems, Added = kept.Counts.Added, Changed = kept.Counts.Changed },
            { } refusal => refusal,
            null => Told(reading, survey.Counts, survey.Problems),
        };
    }

    // Null: only a reading of everybody can tell.
    private async Task<MirrorResult?> RunOnceAsync(
        BackEndDefinition backEnd, ChangeAuthor author, int accepted, MirrorMark? since, IProgress<MirrorProgress>? progress,
        CancellationToken cancellationToken)
    {
        var fingerprint = backEnd.Source.Fingerprint();
        using var reading = await SourceReading.OfAsync(backEnd.Source, since?.Value, progress, clock, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var writer = new MirrorPortionWriter(store, bell, clock, reading.Staged, author, progress);
        await CleanLoginsAsync(backEnd.Name, author, writer, cancellationToken);
        for (var round = 1; ; round++)
        {
            if (Survey(backEnd, reading, since, keepsRemovals: false, progress, cancellationToken) is not { } survey)
            {
                return null;
            }

            var refusal = Refusal(backEnd, reading, survey, accepted);
            if (refusal is MirrorStopped stopped)
            {
                // Removals wait for somebody who has seen their number; joiners, new names and all else do not wait with them.
                if (Survey(backEnd, reading, since, keepsRemovals: true, progress, cancellationToken) is not { } kept)
                {
                    return null;
                }

                survey = kept;
                refusal = stopped with { Problems = kept.Problems };
                await store.WriteAsync(connection => BackEndStateTable.Stopped(connection, kept.BackEnd, stopped.Valid), cancellationToken);
            }
            else if (refusal is not null)
            {
                return refusal;
            }

            var (revision, isAllowed) = await writer.WriteAsync(survey, Size, keepsRemovals: refusal is not null, cancellationToken);
            if (!isAllowed)
            {
                return new MirrorNotAllowed(author.Login);
            }

            if (refusal is MirrorStopped waiting)
            {
                return waiting with { ChangeSet = writer.ChangeSet, Added = writer.Counts.Added, Changed = writer.Counts.Changed };
            }

            // Whoever changed persons or customers meanwhile may have changed what was already compared.
            var (isSettled, mark) = store.Read(
                connection => revision is not null && ChangeLog.NamesRevision(connection) == revision
                    ? (true, reading.Mark is { } value && survey.Problems.IsEmpty ? new MirrorMark(connection, survey.BackEnd, value, survey.Missing) : null)
                    : (false, null),
                cancellationToken);
            if (!isSettled && round < MostRounds)
            {
                continue;
            }

            var result = Told(reading, writer.Counts, survey.Problems) with
            {
                ChangeSet = writer.ChangeSet,
                NamesRevision = isSettled ? revision!.Value : survey.NamesRevision,
                Mark = mark,
            };
            return await store.WriteAsync<MirrorResult>(
                connection =>
                {
                    if (!writer.MayWrite(connection))
                    {
                        return new MirrorNotAllowed(author.Login);
                    }

                    BackEndStateTable.Mirrored(connection, survey.BackEnd, fingerprint, clock.GetUtcNow());
                    return result;
                },
                cancellationToken);
        }
    }

    private async Task CleanLoginsAsync(string backEnd, ChangeAuthor author, MirrorPortionWriter writer, CancellationToken cancellationToken)
    {
        if (store.Read(connection => MirrorLogins.Unclean(connection, backEnd), cancellationToken).Count > 0 && await store.WriteAsync(
            connection =>
            {
                var may = writer.MayWrite(connection);
                if (may)
                {
                    MirrorLogins.Clean(connection, backEnd, () => ChangeLog.Begin(connection, author, clock.GetUtcNow(), touchesNames: true));
                }

                return may;
            },
            cancellationToken))
        {
            bell.Ring();
        }
    }

    private MirrorSurvey? Survey(
        BackEndDefinition backEnd, SourceReading reading, MirrorMark? since, bool keepsRemovals, IProgress<MirrorProgress>? progress,
        CancellationToken cancellationToken) => store.Read(
            connection => MirrorSurveyor.Survey(connection, backEnd.Name, reading, since, Size, keepsRemovals, progress, cancellationToken), cancellationToken);

    private static MirrorResult? Refusal(BackEndDefinition backEnd, SourceReading reading, MirrorSurvey survey, int accepted)
    {
        // A source without anybody is hardly ever meant, whatever the limit; only somebody who has seen the number can say so.
        var isEmpty = reading.Count == 0;
        if (isEmpty && survey.Stored == 0 && backEnd.Source.WhyNobody is { } why)
        {
            return new MirrorFailed([why]);
        }

        var removed = survey.Counts.MadeInvalid;
        return removed > Math.Max(accepted, isEmpty ? 0 : backEnd.Removable(survey.Valid))
            ? new MirrorStopped(removed, survey.Valid, backEnd.RemovalLimit, backEnd.RemovalFloor, survey.Problems) { SourceIsEmpty = isEmpty }
            : null;
    }

    private static Mirrored Told(SourceReading reading, MirrorCounts counts, ImmutableArray<MirrorProblem> problems) =>
        new(ChangeSet: null, reading.Count, counts.Added, counts.Changed, counts.MadeInvalid, problems) { ReadWhole = reading.IsWhole };
}
