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
    /// <param name="progress">Told now and then, on the mirroring thread.</param>
    /// <param name="cancellationToken">Ends it before it is written; then nothing is.</param>
    public async Task<MirrorResult> RunAsync(
        BackEndDefinition backEnd, ChangeAuthor author, int accepted, IProgress<MirrorProgress>? progress, CancellationToken cancellationToken)
    {
        var fingerprint = backEnd.Source.Fingerprint();
        List<SourcePerson> source;
        try
        {
            source = await ReadAsync(backEnd.Source, progress, cancellationToken);
        }
        catch (SourceException e)
        {
            return new MirrorFailed(e.Problems);
        }

        // What is to be written is found out while everybody else may save; under the lock only if somebody changed persons meanwhile.
        var (id, seen, plan, customers) = store.Read(connection => Plan(connection, backEnd, source));
        if (Refusal(backEnd, source, plan, accepted) is { } refusal)
        {
            return refusal;
        }

        var result = await store.WriteAsync<MirrorResult>(
            connection =>
            {
                if (author.Agent is { } agent && AgentRights.MayEdit(connection, agent).Login is null)
                {
                    return new MirrorNotAllowed(author.Login);
                }

                if (ChangeLog.NamesRevision(connection) != seen)
                {
                    (id, _, plan, customers) = Plan(connection, backEnd, source);
                    if (Refusal(backEnd, source, plan, accepted) is { } late)
                    {
                        return late;
                    }
                }

                var now = clock.GetUtcNow();
                long? changeSet = null;
                if (plan.Changes.Count > 0)
                {
                    changeSet = ChangeLog.Begin(connection, author, now, touchesNames: true);
                    new MirrorWriter(connection, id, changeSet.Value, customers, progress).Write(plan.Changes);
                }

                BackEndStateTable.Mirrored(connection, id, fingerprint, now);
                return Told(source, plan, changeSet);
            },
            cancellationToken);
        if (result is Mirrored { ChangeSet: not null })
        {
            bell.Ring();
        }

        return result;
    }

    /// <summary>What <see cref="RunAsync"/> would do at this moment; writes nothing. The back end need not be registered.</summary>
    public MirrorResult Preview(BackEndDefinition backEnd, IReadOnlyList<SourcePerson> source)
    {
        var (_, _, plan, _) = store.Read(connection => Plan(connection, backEnd, source));
        return Refusal(backEnd, source, plan, accepted: 0) ?? Told(source, plan, changeSet: null);
    }

    /// <summary>All persons of a source.</summary>
    /// <exception cref="SourceException">It cannot be read or is not whole.</exception>
    public static async Task<List<SourcePerson>> ReadAsync(CustomerUserSource source, IProgress<MirrorProgress>? progress, CancellationToken cancellationToken)
    {
        var persons = new List<SourcePerson>();
        progress?.Report(new MirrorProgress(MirrorStage.Reading, 0, null));
        await foreach (var person in source.ReadAsync(since: null, cancellationToken).OfType<SourcePerson>())
        {
            persons.Add(person);
            if (persons.Count % 1000 == 0)
            {
                progress?.Report(new MirrorProgress(MirrorStage.Reading, persons.Count, null));
            }
        }

        return persons;
    }

    private static (int Id, long NamesRevision, MirrorPlan Plan, IReadOnlyDictionary<string, int> Customers) Plan(
        SqliteConnection connection, BackEndDefinition backEnd, IReadOnlyList<SourcePerson> source)
    {
        var id = (int)connection.Scalar("SELECT id FROM back_end WHERE name = $name", ("$name", backEnd.Name));
        var around = MirrorSurroundings.Read(connection, id, source);
        return (id, ChangeLog.NamesRevision(connection), new MirrorPlan(source, around), around.Customers);
    }

    private static MirrorResult? Refusal(BackEndDefinition backEnd, IReadOnlyList<SourcePerson> source, MirrorPlan plan, int accepted)
    {
        // A source without anybody is hardly ever meant, whatever the limit; only somebody who has seen the number can say so.
        var isEmpty = source.Count == 0;
        return plan.MadeInvalid > Math.Max(accepted, isEmpty ? 0 : backEnd.Removable(plan.Valid))
            ? new MirrorStopped(plan.MadeInvalid, plan.Valid, backEnd.RemovalLimit, plan.Problems) { SourceIsEmpty = isEmpty }
            : null;
    }

    private static Mirrored Told(IReadOnlyList<SourcePerson> source, MirrorPlan plan, long? changeSet) => new(
        changeSet,
        source.Count,
        plan.Changes.Count(change => change.Before is null),
        plan.Changes.Count(change => change.Before is not null),
        plan.MadeInvalid,
        plan.Problems);
}
