using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// Mirrors a read-only back end into the store: new persons appear, changed ones change, missing ones become invalid,
/// returning ones are valid again, with their relations. All of it in one transaction and one change set, or nothing.
/// </summary>
public sealed class Mirror(RelationsStore store, StoreBell bell, TimeProvider clock)
{
    /// <summary>Mirrors once.</summary>
    /// <param name="backEnd">Which back end; it must be registered.</param>
    /// <param name="author">Who stands in the change log. An agent's right to edit is checked in the same transaction (E6).</param>
    /// <param name="accepted">So many may become invalid whatever the limit, because an agent has seen this number and said yes.</param>
    /// <param name="since">
    /// Of an earlier run: the source need only say what changed since. Everybody is read all the same, in this run, where that
    /// would not end in the same store with the same problems. Null: everybody is read.
    /// </param>
    /// <param name="progress">Told now and then, on the mirroring thread.</param>
    /// <param name="cancellationToken">Ends it before it is written; then nothing is.</param>
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
    public MirrorResult Preview(BackEndDefinition backEnd, SourceReading reading)
    {
        var planned = store.Read(connection => Plan(connection, backEnd, reading, since: null)) ?? throw new UnreachableException();
        return Refusal(backEnd, reading, planned.Plan, accepted: 0) ?? Told(reading, planned.Plan);
    }

    // Null: only a reading of everybody can tell.
    private async Task<MirrorResult?> RunOnceAsync(
        BackEndDefinition backEnd, ChangeAuthor author, int accepted, MirrorMark? since, IProgress<MirrorProgress>? progress,
        CancellationToken cancellationToken)
    {
        var fingerprint = backEnd.Source.Fingerprint();
        var reading = await SourceReading.OfAsync(backEnd.Source, since?.Value, progress, clock, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        // What is to be written is found out while everybody else may save; under the lock only if somebody changed persons meanwhile.
        if (store.Read(connection => Plan(connection, backEnd, reading, since)) is not { } planned)
        {
            return null;
        }

        if (Refusal(backEnd, reading, planned.Plan, accepted) is { } refusal)
        {
            return refusal;
        }

        var result = await store.WriteAsync<MirrorResult?>(
            connection =>
            {
                if (author.Agent is { } agent && AgentRights.MayEdit(connection, agent).Login is null)
                {
                    return new MirrorNotAllowed(author.Login);
                }

                if (ChangeLog.NamesRevision(connection) != planned.NamesRevision)
                {
                    if (Plan(connection, backEnd, reading, since) is not { } late)
                    {
                        return null;
                    }

                    planned = late;
                    if (Refusal(backEnd, reading, planned.Plan, accepted) is { } lateRefusal)
                    {
                        return lateRefusal;
                    }
                }

                return Write(connection, planned, author, reading, fingerprint, progress, cancellationToken);
            },
            cancellationToken);
        if (result is Mirrored { ChangeSet: not null })
        {
            bell.Ring();
        }

        return result;
    }

    private Mirrored Write(
        SqliteConnection connection, Planned planned, ChangeAuthor author, SourceReading reading, string? fingerprint, IProgress<MirrorProgress>? progress,
        CancellationToken cancellationToken)
    {
        var (id, namesRevision, plan, customers) = planned;
        var now = clock.GetUtcNow();
        long? changeSet = null;
        if (plan.Changes.Count > 0)
        {
            changeSet = ChangeLog.Begin(connection, author, now, touchesNames: true);
            new MirrorWriter(connection, id, changeSet.Value, customers, progress, cancellationToken).Write(plan.Changes);
        }

        BackEndStateTable.Mirrored(connection, id, fingerprint, now);
        return Told(reading, plan) with
        {
            ChangeSet = changeSet,
            NamesRevision = changeSet ?? namesRevision,
            Mark = reading.Mark is { } mark && plan.Problems.IsEmpty ? new MirrorMark(connection, id, mark, plan.Missing) : null,
        };
    }

    private static Planned? Plan(SqliteConnection connection, BackEndDefinition backEnd, SourceReading reading, MirrorMark? since)
    {
        var id = (int)connection.Scalar("SELECT id FROM back_end WHERE name = $name", ("$name", backEnd.Name));
        var around = since is null || reading.IsWhole
            ? MirrorSurroundings.Read(connection, id, reading.Persons)
            : MirrorSurroundings.Since(connection, id, reading, since);
        if (around is null)
        {
            return null;
        }

        // Which of two who clash is left out, and with which words, depends on those who were not given whole.
        var plan = new MirrorPlan(reading.Persons, around);
        return reading.IsWhole || plan.Problems.IsEmpty ? new Planned(id, ChangeLog.NamesRevision(connection), plan, around.Customers) : null;
    }

    private static MirrorResult? Refusal(BackEndDefinition backEnd, SourceReading reading, MirrorPlan plan, int accepted)
    {
        // A source without anybody is hardly ever meant, whatever the limit; only somebody who has seen the number can say so.
        var isEmpty = reading.Count == 0;
        if (isEmpty && !plan.KnowsAnybody && backEnd.Source.WhyNobody is { } why)
        {
            return new MirrorFailed([why]);
        }

        return plan.MadeInvalid > Math.Max(accepted, isEmpty ? 0 : backEnd.Removable(plan.Valid))
            ? new MirrorStopped(plan.MadeInvalid, plan.Valid, backEnd.RemovalLimit, plan.Problems) { SourceIsEmpty = isEmpty }
            : null;
    }

    private static Mirrored Told(SourceReading reading, MirrorPlan plan) => new(
        ChangeSet: null,
        reading.Count,
        plan.Changes.Count(change => change.Before is null),
        plan.Changes.Count(change => change.Before is not null),
        plan.MadeInvalid,
        plan.Problems)
    {
        ReadWhole = reading.IsWhole,
    };

    private sealed record Planned(int BackEnd, long NamesRevision, MirrorPlan Plan, IReadOnlyDictionary<string, int> Customers);
}
