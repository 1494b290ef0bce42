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

        (await running.Should().ThrowAsync<StoreException>()).WithMessage("*the disk is full* (2 of 5 changes are written; the next refresh goes on)");
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
        (result.Added, mirrored.Persons().Count, result.Mark).Should().Be((4, 4, null));
        Desk.Scalar("SELECT count(*) FROM customer_user WHERE login = 'p5'").Should().Be(1);
    }

    [Fact]
    public async Task Customer_WhoComesBetweenTwoPortions_IsThatOfEverybody()
    {
        for (var i = 1; i <= 5; i++)
        {
            source.Put($"{i}", $"p{i}", customer: "GLOBEX");
        }

        var result = await RunAsync(Before(portion: 2, () =>
        {
            Desk.Customer("GLOBEX");
            SomebodyChangesPersons();
        }));

        (result.Added, result.Changed, result.Problems.Length).Should().Be((5, 2, 0), "the first portion was written before");
        mirrored.Persons().Should().OnlyContain(person => person.EndsWith("|GLOBEX|valid", StringComparison.Ordinal));
        result.Mark.Should().NotBeNull("it was compared once more");
    }

    [Fact]
    public async Task Desk_ThatNeverRests_IsLeftToTheNextRun()
    {
        var compared = 0;

        var result = await RunAsync(new Told(progress =>
        {
            if (progress is { Stage: MirrorStage.Comparing, Done: 0 })
            {
                compared++;
                source.Put("1", "p1", lastName: "is not read again");
            }

            SomebodyChangesPersons();
        }));

        (result.Added, result.Mark, compared).Should().Be((5, null, 3));
        (await RunAsync()).Should().Match<Mirrored>(second => second.Changed == 1 && second.Mark != null);
    }

    [Theory]
    [InlineData(MirrorStage.Comparing, 0)]
    [InlineData(MirrorStage.Writing, 2)]
    public async Task Stop_WhileItComparesOrWrites_EndsItThere(MirrorStage stage, int written)
    {
        using var stop = new CancellationTokenSource();
        var portions = 0;
        var told = new Told(progress =>
        {
            if (progress.Stage == stage && ++portions == 2)
            {
                stop.Cancel();
            }
        });

        var running = () => mirrored.Mirror.RunAsync(BackEnd, new ChangeAuthor(null, "Partners", ChangeWay.BackEnd), 0, since: null, told, stop.Token);

        await running.Should().ThrowAsync<OperationCanceledException>();
        mirrored.Persons().Should().HaveCount(written);
    }

    [Fact]
    public async Task Logins_ThatAreAllPassedOn_AreWrittenTogether_AndEverybodyElseApart()
    {
        await RunAsync();
        for (var i = 1; i <= 4; i++)
        {
            source.Put($"{i}", $"p{(i % 4) + 1}", $"q{i}@p.example", "ACME");
        }

        source.Put("5", "p5", "q5@p.example", "ACME");
        var revision = Desk.Revision();

        var result = await RunAsync();

        (result.Changed, result.ChangeSet).Should().Be((5, revision + 2), "four are more than a portion, but swap");
        mirrored.Persons().Select(person => person.Split('|')[2]).Should().Equal(
            "q4@p.example", "q1@p.example", "q2@p.example", "q3@p.example", "q5@p.example");
    }

    [Fact]
    public async Task FormerLogin_IsOneThatNobodyHasOrIsToHave_WhereverSheIs()
    {
        await RunAsync();
        var id = mirrored.Person("p1").Id.Value;
        source.Move("1", isThere: false);
        source.Put("9", "p1");
        source.Put("10", $"p1 #{id}");
        Desk.CustomerUser($"p1 #{id}-2", email: "default@p.example");

        var result = await RunAsync();

        result.Problems.Select(problem => problem.Reason).Should().Equal($"belongs to somebody new; the former one is kept as \"p1 #{id}-3\", invalid");
        mirrored.Person($"p1 #{id}-3").Id.Value.Should().Be(id);
        mirrored.Persons().Should().HaveCount(7);
    }

    [Fact]
    public async Task Ids_ThatTheSourceNoLongerHas_EntangleNobodyWithAnother()
    {
        await RunAsync();
        var withoutIds = new ScriptedSource { GivesMarks = false };
        for (var i = 1; i <= 5; i++)
        {
            withoutIds.WhenWhole.Add(new SourcePerson(null, $"p{i}", "", "Berg", $"p{i}@p.example", "ACME", Validity.Valid));
        }

        var revision = Desk.Revision();
        var result = (Mirrored)await mirrored.MirrorAsync(backEnd: mirrored.Partners with { Source = withoutIds });

        (result.Changed, result.ChangeSet, result.Problems.Length).Should().Be((5, revision + 3, 0), "three portions");
    }

    [Fact]
    public void Holders_AreLookedUpByEveryKey_HoweverManyAreStored()
    {
        using var connection = Desk.Store.Open();

        var plan = connection.Query(
            "EXPLAIN QUERY PLAN " + MirrorSurroundings.Holders, row => row.GetString(3),
            ("$backEnd", 2), ("$externalIds", "[]"), ("$logins", "[]"), ("$emails", "[]"));

        plan.Where(step => step.StartsWith("SEARCH p", StringComparison.Ordinal)).Should().SatisfyRespectively(
            step => step.Should().Contain("external_id=?"), step => step.Should().Contain("login_folded=?"), step => step.Should().Contain("email_folded=?"));
        plan.Should().NotContain(step => step.StartsWith("SCAN p", StringComparison.Ordinal));
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
        var (problems, changed) = (0, 0);
        for (var step = 0; step < 60; step++)
        {
            var clashing = new ScriptedSource();
            foreach (var person in Clashing(random))
            {
                clashing.WhenWhole.Add(person);
            }

            if (random.Next(3) == 0)
            {
                small.Desk.Change($"UPDATE customer_user SET login = 'u{step % 9}', login_folded = 'u{step % 9}' WHERE back_end = 1 AND NOT EXISTS (SELECT 1 FROM customer_user WHERE login_folded = 'u{step % 9}')");
            }

            var (rows, told, counts) = await PlannedAtOnceAsync(small, clashing);
            var result = (Mirrored)await small.MirrorAsync(accepted: 1000, backEnd: small.Partners with { Source = clashing });

            // Numbers are given in the order of writing, which is all that may differ.
            Rows(small).ConvertAll(row => row with { Id = 0 }).Should().BeEquivalentTo(rows.ConvertAll(row => row with { Id = 0 }), "step {0}", step);
            result.Problems.Should().BeEquivalentTo(told, "step {0}", step);
            new MirrorCounts(result.Added, result.Changed, result.MadeInvalid).Should().Be(counts, "step {0}", step);
            problems += told.Count;
            changed += result.ChangeSet is not null ? 1 : 0;
        }

        (problems, changed).Should().Match<(int Problems, int Changed)>(seen => seen.Problems > 60 && seen.Changed > 30, "else nothing is compared");
    }

    public void Dispose() => mirrored.Dispose();

    // Up to eight persons who take each other's ids, logins and e-mails, stay away, or are not possible.
    private static List<SourcePerson> Clashing(Random random)
    {
        return [.. Enumerable.Range(0, 8).Where(_ => random.Next(4) > 0).Select(i => new SourcePerson(
            random.Next(12) switch { 0 => null, 1 when random.Next(3) == 0 => "", _ => $"id-{Own(i)}" },
            random.Next(15) == 0 ? "" : random.Next(15) == 0 ? $"u{i} #{random.Next(9)}" : $"{(random.Next(2) == 0 ? "u" : "U")}{Own(i)}",
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

    private static async Task<(List<MirroredPerson> Rows, List<MirrorProblem> Problems, MirrorCounts Counts)> PlannedAtOnceAsync(MirroredDesk desk, ScriptedSource source)
    {
        using var reading = await SourceReading.OfAsync(source, since: null, progress: null, desk.Desk.Clock, CancellationToken.None);
        using var connection = desk.Desk.Store.Open();
        var stored = Rows(desk);
        var around = MirrorSurroundings.Of(
            connection, 2, reading.First(int.MaxValue), reading.Staged, [.. stored.Select(person => (person.Id, person.Validity))]) with
        {
            Others = new Dictionary<int, Validity>(),
        };
        var plan = new MirrorPlan(reading.First(int.MaxValue), around, keepsRemovals: false);
        var changed = plan.Changes.Where(change => change.Before is not null).ToDictionary(change => change.Before!.Id, change => change.After);
        return (
            [.. stored.Select(person => changed.GetValueOrDefault(person.Id, person)), .. plan.Changes.Where(change => change.Before is null).Select(change => change.After)],
            [.. plan.Problems],
            MirrorCounts.Of(plan.Changes));
    }

    private static List<MirroredPerson> Rows(MirroredDesk desk)
    {
        using var connection = desk.Desk.Store.Open();
        using var nobody = new StagedPersons();
        return [.. MirrorSurroundings.Of(
            connection, 2, [], nobody, [.. connection.Query("SELECT id FROM customer_user WHERE back_end = 2", row => (row.GetInt32(0), Validity.Valid))]).Stored];
    }

    private void SomebodyChangesPersons() => Desk.Change(connection => ChangeLog.Begin(
        connection, new ChangeAuthor(null, "cli", ChangeWay.Import), Desk.Clock.GetUtcNow(), touchesNames: true));

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
