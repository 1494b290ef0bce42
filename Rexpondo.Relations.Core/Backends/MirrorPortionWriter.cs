using System.Globalization;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>Plans and writes the portions of a mirror, each in a transaction of its own.</summary>
internal sealed class MirrorPortionWriter(
    RelationsStore store, StoreBell bell, TimeProvider clock, StagedPersons staged, ChangeAuthor author, IProgress<MirrorProgress>? progress)
{
    /// <summary>What was written so far.</summary>
    public MirrorCounts Counts { get; private set; }

    /// <summary>The last change set; null if nothing was written.</summary>
    public long? ChangeSet { get; private set; }

    /// <summary>Who asked for it still may.</summary>
    public bool MayWrite(SqliteConnection connection) => author.Agent is not { } agent || AgentRights.MayEdit(connection, agent).Login is not null;

    /// <summary>Writes what a survey found.</summary>
    /// <param name="survey">What it found.</param>
    /// <param name="size">So many persons make a portion.</param>
    /// <param name="keepsRemovals">Removals wait.</param>
    /// <param name="cancellationToken">Ends it before the next portion.</param>
    /// <returns>
    /// Persons and customers as it left them (<see cref="ChangeLog.NamesRevision"/>); null if somebody else changed them since the
    /// survey: then it may not be all. And whether who asked for it still may; if not, what was not yet written is not.
    /// </returns>
    public async Task<(long? Revision, bool IsAllowed)> WriteAsync(MirrorSurvey survey, int size, bool keepsRemovals, CancellationToken cancellationToken)
    {
        var (revision, isAlone, all) = (survey.NamesRevision, true, Counts.All + survey.Counts.All);
        foreach (var portion in survey.Counts.All == 0 ? [] : MirrorPortion.Of(survey.Entangled, staged, size))
        {
            progress?.Report(new MirrorProgress(MirrorStage.Writing, Counts.All, all));
            Written? written;
            try
            {
                written = await WriteAsync(portion, survey.BackEnd, keepsRemovals, cancellationToken);
            }
            catch (Exception e) when (Counts.All > 0 && !cancellationToken.IsCancellationRequested)
            {
                throw new StoreException(
                    string.Create(CultureInfo.InvariantCulture, $"{StoreFault.Words(e)} ({Counts.All:N0} of {Plural.Of(all, "change is", "changes are")} written; the next refresh goes on)"), e);
            }

            if (written is null)
            {
                return (null, false);
            }

            (isAlone, revision) = (isAlone && written.Found == revision, written.Left);
            (Counts, ChangeSet) = (Counts + written.Counts, written.ChangeSet ?? ChangeSet);
        }

        return (isAlone ? revision : null, true);
    }

    // Null: who asked for it no longer may.
    private async Task<Written?> WriteAsync(MirrorPortion portion, int backEnd, bool keepsRemovals, CancellationToken cancellationToken)
    {
        // What is to be written is found out while everybody else may save; under the lock only if somebody changed persons meanwhile.
        var planned = store.Read(Plan, cancellationToken);
        if (planned.Plan.Changes.Count == 0)
        {
            return new Written(null, planned.NamesRevision, planned.NamesRevision, default);
        }

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
                    return new Written(null, found, found, default);
                }

                var changeSet = ChangeLog.Begin(connection, author, clock.GetUtcNow(), touchesNames: true);
                new MirrorWriter(connection, backEnd, changeSet, customers, cancellationToken).Write(plan.Changes);
                return new Written(changeSet, found, changeSet, MirrorCounts.Of(plan.Changes));
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
            return new Planned(new MirrorPlan(portion.Persons, around, keepsRemovals), around.Customers, ChangeLog.NamesRevision(connection));
        }
    }

    private sealed record Planned(MirrorPlan Plan, IReadOnlyDictionary<string, int> Customers, long NamesRevision);

    /// <param name="ChangeSet">The change set of a portion; null if nothing of it differed any more.</param>
    /// <param name="Found">Persons and customers as its transaction found them.</param>
    /// <param name="Left">As it left them.</param>
    /// <param name="Counts">How many it changed.</param>
    private sealed record Written(long? ChangeSet, long Found, long Left, MirrorCounts Counts);
}
