using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// Compares a reading with the store, some persons at a time, so that of a large source little is held in memory: of who is for
/// herself only a mark whether she differs; she is planned once more when she is written.
/// </summary>
internal sealed class MirrorSurveyor
{
    private readonly SqliteConnection connection;
    private readonly int backEnd;
    private readonly StagedPersons staged;
    private readonly int atOnce;
    private readonly bool keepsRemovals;
    private readonly IProgress<MirrorProgress>? progress;
    private readonly CancellationToken cancellationToken;
    private readonly MirrorTangle tangle;
    private readonly HashSet<int> missing = [];
    private readonly ImmutableArray<MirrorProblem>.Builder problems = ImmutableArray.CreateBuilder<MirrorProblem>();
    private MirrorCounts counts;
    private int stored;
    private int valid;
    private int known;

    private MirrorSurveyor(
        SqliteConnection connection, int backEnd, StagedPersons staged, int atOnce, bool keepsRemovals, IProgress<MirrorProgress>? progress,
        CancellationToken cancellationToken)
    {
        (this.connection, this.backEnd, this.staged, this.atOnce, this.keepsRemovals) = (connection, backEnd, staged, atOnce, keepsRemovals);
        (this.progress, this.cancellationToken) = (progress, cancellationToken);
        staged.Forget();
        tangle = new MirrorTangle(connection, backEnd, staged);
        tangle.Add(staged.Doubles());
    }

    /// <summary>Compares.</summary>
    /// <param name="connection">The store, as it is at one moment.</param>
    /// <param name="backEnd">Name of the back end.</param>
    /// <param name="reading">The reading; who differs is marked in it.</param>
    /// <param name="since">With which mark it was asked for; null: for everybody.</param>
    /// <param name="atOnce">So many persons at a time.</param>
    /// <param name="keepsRemovals">Removals wait: only what else differs is counted and marked.</param>
    /// <param name="progress">Told for each of these.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null: only a reading of everybody can tell.</returns>
    public static MirrorSurvey? Survey(
        SqliteConnection connection, string backEnd, SourceReading reading, MirrorMark? since, int atOnce, bool keepsRemovals,
        IProgress<MirrorProgress>? progress, CancellationToken cancellationToken)
    {
        var id = (int)connection.Scalar("SELECT id FROM back_end WHERE name = $name", ("$name", backEnd));
        var mark = reading.IsWhole ? null : since;
        if (!reading.IsWhole && (reading.IsInconclusive || mark?.Holds(connection, id) != true))
        {
            return null;
        }

        var surveyor = new MirrorSurveyor(connection, id, reading.Staged, atOnce, keepsRemovals, progress, cancellationToken);
        surveyor.CompareGiven();
        surveyor.LookForOthers(mark);

        // Which of those who clash is left out, and with which words, depends also on those who were not given whole.
        if (!reading.IsWhole && (surveyor.known < reading.Staged.Unchanged || surveyor.tangle.Count > 0 || surveyor.problems.Count > 0))
        {
            return null;
        }

        var groups = surveyor.tangle.Groups();
        surveyor.CompareEntangled(groups);
        return new MirrorSurvey(
            id, ChangeLog.NamesRevision(connection), surveyor.stored, BackEndStateTable.ValidThen(connection, id) is { } then ? Math.Min(then, surveyor.valid) : surveyor.valid,
            surveyor.counts, surveyor.problems.ToImmutable(), surveyor.missing, groups);
    }

    // Once nobody more turns out to hang on somebody, all who are for themselves have been planned.
    private void CompareGiven()
    {
        for (List<StagedPerson> entangled; ; tangle.Add(entangled))
        {
            entangled = [];
            (counts, var done) = (default, 0);
            problems.Clear();
            staged.ForgetDifferences();
            foreach (var some in staged.Pieces(StagedState.Plain, atOnce))
            {
                Tell(done);
                done += some.Count;
                var persons = some.ConvertAll(one => one.Person);
                var around = MirrorSurroundings.Of(connection, backEnd, persons, staged);
                var identity = new MirrorIdentity(around.Stored);
                entangled.AddRange(some.FindAll(one => identity.IsEntangled(one.Person)));
                if (entangled.Count == 0)
                {
                    var plan = new MirrorPlan(persons, around, keepsRemovals);
                    Take(plan);
                    var sequences = some.ToLookup(one => one.Person.Login, one => one.Sequence);
                    staged.SetDiffers(plan.Changes.Select(change => sequences[change.After.Login].Single()));
                }
            }

            if (entangled.Count == 0)
            {
                return;
            }
        }
    }

    // Who is stored, but was not given: still there as she was, or missing.
    private void LookForOthers(MirrorMark? mark) => connection.Each(
        "SELECT id, external_id, login_folded, validity FROM customer_user WHERE back_end = $backEnd ORDER BY id",
        row =>
        {
            var (id, validity) = (row.GetInt32(0), (Validity)row.GetInt32(3));
            cancellationToken.ThrowIfCancellationRequested();
            stored++;
            valid += validity == Validity.Valid ? 1 : 0;
            if (tangle.Holds(id))
            {
                return;
            }

            var there = staged.PresenceOf(row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2));
            known += there.IsUnchanged && mark?.WasMissing(id) == false ? 1 : 0;
            var isMissing = there is { IsGiven: false, IsUnchanged: false };
            if (isMissing)
            {
                missing.Add(id);
            }

            if ((isMissing ? Validity.Invalid : there.Validity) is { } now && now != validity && !(keepsRemovals && validity == Validity.Valid))
            {
                staged.AddOther(id, now);
                counts += new MirrorCounts(0, 1, validity == Validity.Valid ? 1 : 0);
            }
        },
        ("$backEnd", backEnd));

    private void CompareEntangled(List<List<StagedPerson>> groups)
    {
        foreach (var persons in MirrorPortion.Packed(groups, atOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var plan = new MirrorPlan(persons, MirrorSurroundings.Of(connection, backEnd, persons, staged), keepsRemovals);
            Take(plan);
            missing.UnionWith(plan.Missing);
        }
    }

    private void Tell(int done)
    {
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(new MirrorProgress(MirrorStage.Comparing, done, staged.Given));
    }

    private void Take(MirrorPlan plan)
    {
        counts += MirrorCounts.Of(plan.Changes);
        problems.AddRange(plan.Problems);
    }
}
