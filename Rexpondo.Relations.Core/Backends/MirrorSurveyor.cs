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
    private readonly MirrorTangle tangle;
    private readonly HashSet<int> missing = [];
    private readonly ImmutableArray<MirrorProblem>.Builder problems = ImmutableArray.CreateBuilder<MirrorProblem>();
    private MirrorCounts counts;
    private int stored;
    private int valid;
    private int known;

    private MirrorSurveyor(SqliteConnection connection, int backEnd, StagedPersons staged, int atOnce)
    {
        (this.connection, this.backEnd, this.staged, this.atOnce) = (connection, backEnd, staged, atOnce);
        tangle = new MirrorTangle(connection, backEnd, staged);
    }

    /// <summary>Compares.</summary>
    /// <param name="connection">The store, as it is at one moment.</param>
    /// <param name="backEnd">Name of the back end.</param>
    /// <param name="reading">The reading; who differs is marked in it.</param>
    /// <param name="since">With which mark it was asked for; null: for everybody.</param>
    /// <param name="atOnce">So many persons at a time.</param>
    /// <returns>Null: only a reading of everybody can tell.</returns>
    public static MirrorSurvey? Survey(SqliteConnection connection, string backEnd, SourceReading reading, MirrorMark? since, int atOnce)
    {
        var id = (int)connection.Scalar("SELECT id FROM back_end WHERE name = $name", ("$name", backEnd));
        var mark = reading.IsWhole ? null : since;
        if (!reading.IsWhole && (reading.IsInconclusive || mark?.Holds(connection, id) != true))
        {
            return null;
        }

        var surveyor = new MirrorSurveyor(connection, id, reading.Staged, atOnce);
        surveyor.CompareGiven();
        surveyor.LookForOthers(mark);

        // Which of those who clash is left out, and with which words, depends also on those who were not given whole.
        if (!reading.IsWhole && (surveyor.known < reading.Staged.Unchanged || surveyor.tangle.Persons.Count > 0 || surveyor.problems.Count > 0))
        {
            return null;
        }

        surveyor.CompareEntangled();
        return new MirrorSurvey(
            id, ChangeLog.NamesRevision(connection), surveyor.stored, surveyor.valid, surveyor.counts, surveyor.problems.ToImmutable(), surveyor.missing,
            surveyor.tangle.Persons);
    }

    // Once nobody more turns out to hang on somebody, all who are for themselves have been planned.
    private void CompareGiven()
    {
        for (var isSettled = false; !isSettled;)
        {
            isSettled = true;
            counts = default;
            problems.Clear();
            staged.ForgetDifferences();
            foreach (var some in staged.In(StagedState.Plain, atOnce))
            {
                var persons = some.ConvertAll(one => one.Person);
                var around = MirrorSurroundings.Of(connection, backEnd, persons, staged);
                var identity = new MirrorIdentity(around.Stored);
                var entangled = some.FindAll(one => identity.IsEntangled(one.Person));
                if (entangled.Count > 0)
                {
                    isSettled = false;
                    tangle.Add(entangled);
                }
                else if (isSettled)
                {
                    var plan = new MirrorPlan(persons, around);
                    Take(plan);
                    var sequences = some.ToLookup(one => one.Person.Login, one => one.Sequence);
                    staged.SetDiffers(plan.Changes.Select(change => sequences[change.After.Login].Single()));
                }
            }
        }
    }

    // Who is stored, but was not given: still there as she was, or missing.
    private void LookForOthers(MirrorMark? mark) => connection.Each(
        "SELECT id, external_id, login_folded, validity FROM customer_user WHERE back_end = $backEnd ORDER BY id",
        row =>
        {
            var (id, validity) = (row.GetInt32(0), (Validity)row.GetInt32(3));
            stored++;
            valid += validity == Validity.Valid ? 1 : 0;
            if (tangle.Holds(id))
            {
                return;
            }

            var there = staged.Of(row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2));
            known += there.IsUnchanged && mark?.WasMissing(id) == false ? 1 : 0;
            var isMissing = there is { IsGiven: false, IsUnchanged: false };
            if (isMissing)
            {
                missing.Add(id);
            }

            if ((isMissing ? Validity.Invalid : there.Validity) is { } now && now != validity)
            {
                staged.AddOther(id, now);
                counts += new MirrorCounts(0, 1, validity == Validity.Valid ? 1 : 0);
            }
        },
        ("$backEnd", backEnd));

    private void CompareEntangled()
    {
        var persons = tangle.Persons.ToList().ConvertAll(one => one.Person);
        var plan = new MirrorPlan(persons, MirrorSurroundings.Of(connection, backEnd, persons, staged));
        Take(plan);
        missing.UnionWith(plan.Missing);
    }

    private void Take(MirrorPlan plan)
    {
        counts += MirrorCounts.Of(plan.Changes);
        problems.AddRange(plan.Problems);
    }
}
