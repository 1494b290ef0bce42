using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>Plans and writes portions of a mirror, each in a transaction of its own.</summary>
internal sealed class MirrorPortionWriter(
    RelationsStore store, StoreBell bell, TimeProvider clock, int backEnd, StagedPersons staged, ChangeAuthor author)
{
    /// <summary>Who asked for it still may.</summary>
    public bool MayWrite(SqliteConnection connection) => author.Agent is not { } agent || AgentRights.MayEdit(connection, agent).Login is not null;

    /// <summary>Writes one; null if who asked for it no longer may.</summary>
    public async Task<WrittenPortion?> WriteAsync(MirrorPortion portion, CancellationToken cancellationToken)
    {
        // What is to be written is found out while everybody else may save; under the lock only if somebody changed persons meanwhile.
        var planned = store.Read(Plan);
        var written = await store.WriteAsync(
            connection =>
            {
                if (!MayWrite(connection))
                {
                    return null;
                }

                var found = ChangeLog.NamesRevision(connection);
                var (plan, customers, _) = found == planned.NamesRevision ? planned : Plan(connection);
                if (plan.Changes.Count == 0)
                {
                    return new WrittenPortion(null, found, found, 0, plan.Problems);
                }

                var changeSet = ChangeLog.Begin(connection, author, clock.GetUtcNow(), touchesNames: true);
                new MirrorWriter(connection, backEnd, changeSet, customers, cancellationToken).Write(plan.Changes);
                return new WrittenPortion(changeSet, found, changeSet, plan.Changes.Count, plan.Problems);
            },
            cancellationToken);
        if (written?.ChangeSet is not null)
        {
            bell.Ring();
        }

        return written;

        Planned Plan(SqliteConnection connection)
        {
            var around = MirrorSurroundings.Of(connection, backEnd, portion.Persons, staged, portion.Others);
            return new Planned(new MirrorPlan(portion.Persons, around), around.Customers, ChangeLog.NamesRevision(connection));
        }
    }

    private sealed record Planned(MirrorPlan Plan, IReadOnlyDictionary<string, int> Customers, long NamesRevision);
}

/// <summary>A portion that was written.</summary>
/// <param name="ChangeSet">Its change set; null if nothing of it differed any more.</param>
/// <param name="Found">Persons and customers as its transaction found them (<see cref="ChangeLog.NamesRevision"/>).</param>
/// <param name="Left">As it left them.</param>
/// <param name="Changes">How many it changed.</param>
/// <param name="Problems">What of it could not be taken over.</param>
internal sealed record WrittenPortion(long? ChangeSet, long Found, long Left, int Changes, ImmutableArray<MirrorProblem> Problems);
