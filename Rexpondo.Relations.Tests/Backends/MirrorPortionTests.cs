using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Backends;

/// <summary>A mirror is written portion by portion: what happens between two of them, and that it is all the same in the end.</summary>
public sealed class MirrorPortionTests : IDisposable
{
    private readonly MirroredDesk mirrored = new(size: 2);
    private readonly ScriptedSource source = new();

    public MirrorPortionTests()
    {
        for (var i = 1; i <= 5; i++)
        {
            source.Put($"{i}", $"p{i}", $"p{i}@p.example", "ACME");
        }
    }

    private Desk Desk => mirrored.Desk;

    private BackEndDefinition BackEnd => mirrored.Partners with { Source = source };

    [Fact]
    public async Task Portions_AreAChangeSetEach_AndOneIfAllFitIntoIt()
    {
        var revision = Desk.Revision();

        (await RunAsync()).Should().Match<Mirrored>(result => result.Added == 5 && result.ChangeSet == revision + 3);
        source.Put("2", "p2", lastName: "Berg");
        source.Move("5", isThere: false);
        var second = await RunAsync();

        (second.ChangeSet, second.Changed, second.MadeInvalid).Should().Be((revision + 4, 2, 1));
        mirrored.Persons()[^1].Should().Be("p5| |p5@p.example|ACME|invalid");
        (await RunAsync()).ChangeSet.Should().BeNull();
    }

    [Fact]
    public async Task Progress_IsToldBeforeEachPortion()
    {
        var told = new List<MirrorProgress>();

        await RunAsync(new Told(progress => told.Add(progress)));

        told.Where(progress => progress.Stage == MirrorStage.Writing).Should().Equal(
            new MirrorProgress(MirrorStage.Writing, 0, 5), new MirrorProgress(MirrorStage.Writing, 2, 5), new MirrorProgress(MirrorStage.Writing, 4, 5));
    }

    [Fact]
    public async Task Fault_BetweenTwoPortions_LeavesWholeOnes_AndTheNextRunGoesOn()
    {
        Desk.Change("CREATE TRIGGER broken BEFORE INSERT ON customer_user WHEN NEW.login = 'p4' BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
        var (revision, rung) = (Desk.Revision(), 0);
        Desk.Bell.Rung += () => rung++;

        var running = () => RunAsync();

        (await running.Should().ThrowAsync<SqliteException>()).WithMessage("*the disk is full*");
        (mirrored.Persons().Count, Desk.Revision(), rung).Should().Be((2, revision + 1, 1));
        Desk.Change("DROP TRIGGER broken");
        (await RunAsync()).Added.Should().Be(3);
        mirrored.Persons().Should().HaveCount(5);
    }

    [Fact]
    public async Task Agent_WhoIsNoLongerAnAdmin_WritesNoFurtherPortion()
    {
        var author = new ChangeAuthor(Desk.Root, "root", ChangeWay.BackEnd);

        var result = await mirrored.MirrorAsync(author: author, backEnd: BackEnd, progress: Before(portion: 2, () => Desk.Change("UPDATE agent SET role = 1")));

        result.Should().Be(new MirrorNotAllowed("root"));
        mirrored.Persons().Should().HaveCount(2);
    }

    [Fact]
    public async Task Login_ThatSomebodyElseTakesBetweenTwoPortions_IsHers_AndNoMarkIsGiven()
    {
        var result = await RunAsync(Before(portion: 3, () => Desk.CustomerUser("p5", email: "new@p.example")));

        result.Problems.Select(problem => problem.ToString()).Should().Equal("p5: the login belongs to back end Default; left out");
        (result.Mark, mirrored.Persons().Count).Should().Be((null, 4));
        Desk.Scalar("SELECT count(*) FROM customer_user WHERE login = 'p5'").Should().Be(1);
    }

    [Fact]
    public async Task Change_OfPersonsBetweenTwoPortions_GivesNoMark_ForWhatWasWrittenMayHaveRestedOnIt()
    {
        (await RunAsync(Before(portion: 2, () => Desk.Change(connection => ChangeLog.Begin(
            connection, new ChangeAuthor(null, "cli", ChangeWay.Import), Desk.Clock.GetUtcNow(), touchesNames: true))))).Mark.Should().BeNull();
        (await RunAsync()).Mark.Should().NotBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Portions_EndAsIfAllHadBeenPlannedAtOnce(int size)
    {
        using var small = new MirroredDesk(size);
        small.Desk.CustomerUser("u7", email: "e7@p.example");
        var random = new Random(size);
        var (problems, entangled) = (0, 0);
        for (var step = 0; step < 60; step++)
        {
            var clashing = new ScriptedSource();
            foreach (var person in Clashing(random))
            {
                clashing.WhenWhole.Add(person);
            }

            var (rows, told) = await PlannedAtOnceAsync(small, clashing);
            var result = (Mirrored)await small.MirrorAsync(accepted: 1000, backEnd: small.Partners with { Source = clashing });

            // Numbers are given in the order of writing, which is all that may differ.
            Rows(small).ConvertAll(row => row with { Id = 0 }).Should().BeEquivalentTo(rows.ConvertAll(row => row with { Id = 0 }), "step {0}", step);
            result.Problems.Should().BeEquivalentTo(told, "step {0}", step);
            problems += told.Count;
            entangled += result.ChangeSet is not null ? 1 : 0;
        }

        (problems, entangled).Should().Match<(int Problems, int Changed)>(seen => seen.Problems > 60 && seen.Changed > 30, "else nothing is compared");
    }

    public void Dispose() => mirrored.Dispose();

    // Up to eight persons who take each other's ids, logins and e-mails, stay away, or are not possible.
    private static List<SourcePerson> Clashing(Random random)
    {
        return [.. Enumerable.Range(0, 8).Where(_ => random.Next(4) > 0).Select(i => new SourcePerson(
            random.Next(12) == 0 ? null : $"id-{Own(i)}",
            random.Next(15) == 0 ? "" : $"{(random.Next(2) == 0 ? "u" : "U")}{Own(i)}",
            "",
            $"N{random.Next(2)}",
            random.Next(3) == 0 ? "" : $"e{Own(i)}@p.example",
            random.Next(3) == 0 ? "" : random.Next(8) == 0 ? "NOBODY" : "ACME",
            random.Next(4) == 0 ? Validity.Invalid : Validity.Valid)
        {
            Place = $"cn={i}",
            Fault = random.Next(20) == 0 ? "uid has 2 values" : null,
        })];

        int Own(int i) => random.Next(5) == 0 ? random.Next(8) : i;
    }

    private static async Task<(List<MirroredPerson> Rows, List<MirrorProblem> Problems)> PlannedAtOnceAsync(MirroredDesk desk, ScriptedSource source)
    {
        using var reading = await SourceReading.OfAsync(source, since: null, progress: null, desk.Desk.Clock, CancellationToken.None);
        using var connection = desk.Desk.Store.Open();
        var stored = Rows(desk);
        var around = MirrorSurroundings.Of(
            connection, 2, reading.First(int.MaxValue), reading.Staged, [.. stored.Select(person => (person.Id, person.Validity))]) with
        {
            Others = new Dictionary<int, Validity>(),
        };
        var plan = new MirrorPlan(reading.First(int.MaxValue), around);
        var changed = plan.Changes.Where(change => change.Before is not null).ToDictionary(change => change.Before!.Id, change => change.After);
        return (
            [.. stored.Select(person => changed.GetValueOrDefault(person.Id, person)), .. plan.Changes.Where(change => change.Before is null).Select(change => change.After)],
            [.. plan.Problems]);
    }

    private static List<MirroredPerson> Rows(MirroredDesk desk)
    {
        using var connection = desk.Desk.Store.Open();
        using var nobody = new StagedPersons();
        return [.. MirrorSurroundings.Of(
            connection, 2, [], nobody, [.. connection.Query("SELECT id FROM customer_user WHERE back_end = 2", row => (row.GetInt32(0), Validity.Valid))]).Stored];
    }

    private async Task<Mirrored> RunAsync(IProgress<MirrorProgress>? progress = null) =>
        (await mirrored.MirrorAsync(accepted: 1000, backEnd: BackEnd, progress: progress)).Should().BeOfType<Mirrored>().Subject;

    private static Told Before(int portion, Action act)
    {
        var portions = 0;
        return new Told(progress =>
        {
            if (progress.Stage == MirrorStage.Writing && ++portions == portion)
            {
                act();
            }
        });
    }

    private sealed class Told(Action<MirrorProgress> tell) : IProgress<MirrorProgress>
    {
        public void Report(MirrorProgress value) => tell(value);
    }
}
