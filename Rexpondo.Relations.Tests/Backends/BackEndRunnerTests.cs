using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Backends;

public sealed class BackEndRunnerTests : IDisposable
{
    private const string Header = MirroredDesk.Header;

    private readonly MirroredDesk mirrored = new();

    private Desk Desk => mirrored.Desk;

    [Fact]
    public async Task Tick_AtTheStartAndWhenTheFileRests_Mirrors()
    {
        mirrored.Write(Header, "bea,Bea,Berg,,,valid");
        using var runner = mirrored.Runner();

        await TickAsync(runner);
        mirrored.Persons().Should().BeEmpty("at the start it may be growing, too");
        await TickAsync(runner);
        mirrored.Persons().Should().HaveCount(1);
        runner["Partners"].MirroredAt.Should().Be(Desk.Clock.Now);

        mirrored.Write(Header, "bea,Bea,Berg,,,valid", "cem,Cem,Can,,,valid");
        await TickAsync(runner);
        mirrored.Persons().Should().HaveCount(1, "it may still be growing");
        mirrored.Write(Header, "bea,Bea,Berg,,,valid", "cem,Cem,Can,,,valid", "dora,,,,,valid");
        await TickAsync(runner);
        mirrored.Persons().Should().HaveCount(1, "it did grow");
        await TickAsync(runner);
        mirrored.Persons().Should().HaveCount(3);

        var revision = Desk.Revision();
        await TickAsync(runner);
        Desk.Revision().Should().Be(revision);
    }

    [Fact]
    public async Task File_ThatWasTakenOverBefore_NeedsNoRestAtTheStart()
    {
        mirrored.Write(Header, "bea,Bea,Berg,,GLOBEX,valid");
        using var runner = mirrored.Runner();
        await TickAsync(runner, 2);

        using var other = mirrored.Runner();
        await TickAsync(other);

        other["Partners"].Warnings.Should().ContainSingle("what could not be taken over is known again at once");
    }

    [Fact]
    public async Task File_ThatChanged_RestsTwoSecondsHoweverOftenItIsLookedAt()
    {
        mirrored.Write(Header, "bea,Bea,Berg,,,valid");
        using var runner = mirrored.Runner();
        await TickAsync(runner, 2);

        mirrored.Write(Header, "bea,Bea,Berg,,,valid", "cem,Cem,Can,,,valid");
        runner.Refresh("Partners", Desk.Root).Should().Be(new RefreshAsked());
        for (var i = 0; i < 3; i++)
        {
            await runner.TickAsync(CancellationToken.None);
        }

        mirrored.Persons().Should().HaveCount(1, "it may still be growing, also when an agent asks");
        await TickAsync(runner);
        mirrored.Persons().Should().HaveCount(2);
        Desk.Scalar("SELECT count(*) FROM change_set WHERE agent_login = 'root' AND way = 'back end'").Should().Be(1, "the wish waited");
    }

    [Fact]
    public async Task Store_ThatCannotBeRead_IsAFailureOfThisLook()
    {
        mirrored.Write(Header, "bea,Bea,Berg,,,valid");
        using var runner = mirrored.Runner();
        Desk.Execute("ALTER TABLE back_end_state RENAME TO elsewhere");
        await TickAsync(runner, 2);
        Desk.Execute("ALTER TABLE elsewhere RENAME TO back_end_state");
        mirrored.Write(Header, "bea,Beate,Berg,,GLOBEX,valid");
        await TickAsync(runner, 2);
        mirrored.Persons().Should().Equal("bea|Beate Berg|||valid");

        Desk.Customer("GLOBEX");
        Desk.Execute("ALTER TABLE change_set RENAME TO elsewhere");
        await TickAsync(runner, 2);
        Desk.Execute("ALTER TABLE elsewhere RENAME TO change_set");
        await TickAsync(runner, 6);

        mirrored.Persons().Should().Equal("bea|Beate Berg||GLOBEX|valid");
    }

    [Fact]
    public async Task Source_ThatGivesUpWaiting_IsAFailureAndTriedAgain()
    {
        var source = new GatedSource { GivesUp = true };
        using var runner = RunnerOf(source);
        await TickAsync(runner);
        runner["Partners"].FailingSince.Should().NotBeNull();

        source.GivesUp = false;
        Desk.Clock.Advance(BackEndRunner.FirstPause);
        await TickAsync(runner);

        (runner["Partners"].FailingSince, mirrored.Persons().Count).Should().Be((null, 1));
    }

    [Fact]
    public async Task Failure_SaysSinceWhenAndWhy_AndIsOverWithAGoodFile()
    {
        mirrored.Write(Header, "bea,Bea,Berg,,,valid");
        using var runner = mirrored.Runner();
        await TickAsync(runner, 2);
        var good = Desk.Clock.Now;
        Desk.Clock.Advance(TimeSpan.FromHours(1));

        mirrored.Write(Header, "bea,Bea");
        await TickAsync(runner, 2);
        var since = Desk.Clock.Now;
        Desk.Clock.Advance(TimeSpan.FromHours(1));
        await TickAsync(runner);
        mirrored.Write(Header, "bea,\"Bea");
        await TickAsync(runner, 2);

        var state = runner["Partners"];
        (state.MirroredAt, state.FailingSince).Should().Be((good, since));
        state.Problems.Should().Equal("partners.csv:2: a quote is not closed");
        mirrored.Persons().Should().Equal("bea|Bea Berg|||valid");

        // Another start of the server knows it, too.
        using var other = mirrored.Runner();
        await TickAsync(other);
        (other["Partners"].FailingSince, other["Partners"].Problems.Length).Should().Be((since, 1));

        mirrored.Write(Header, "bea,Beate,Berg,,,valid");
        await TickAsync(runner, 2);
        runner["Partners"].Should().BeEquivalentTo(new BackEndState { MirroredAt = Desk.Clock.Now });
        mirrored.Persons().Should().Equal("bea|Beate Berg|||valid");
    }

    [Fact]
    public async Task Failure_OfTheSameFile_IsTriedAgainAfterGrowingPauses()
    {
        var source = new GatedSource();
        using var runner = RunnerOf(source);
        source.Failing = "no answer";
        await TickAsync(runner);
        var tries = new List<int>();
        for (var second = 10; second <= 90; second += 10)
        {
            Desk.Clock.Advance(TimeSpan.FromSeconds(10));
            await TickAsync(runner);
            tries.Add(source.Reads);
        }

        tries.Should().Equal(2, 2, 3, 3, 3, 3, 4, 4, 4);
    }

    [Fact]
    public async Task Source_ThatCannotSayWhetherItChanged_IsReadAtItsInterval()
    {
        var source = new GatedSource { Every = TimeSpan.FromMinutes(15) };
        using var runner = RunnerOf(source);
        await TickAsync(runner);
        Desk.Clock.Advance(TimeSpan.FromMinutes(14));
        await TickAsync(runner);
        source.Reads.Should().Be(1);

        Desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await TickAsync(runner);

        source.Reads.Should().Be(2);
    }

    [Fact]
    public async Task Reading_LocksNothingAndShowsHowFarItIs()
    {
        var source = new GatedSource { Gate = new TaskCompletionSource() };
        using var runner = RunnerOf(source);
        var shown = new List<MirrorProgress?>();
        runner.Changed += () => shown.Add(runner["Partners"].Running);

        var tick = TickAsync(runner);
        await source.Begun.Task;
        runner["Partners"].Running.Should().Be(new MirrorProgress(MirrorStage.Reading, 0, null));
        var group = Desk.Group("saved meanwhile");
        var anna = Desk.CustomerUser("anna");
        (await Desk.Save(Desk.Edit(MatrixId.GroupsOf(anna), PermissionSet.OfBit(0), on: true, group.Value))).Should().BeOfType<Core.Editing.Saved>();
        source.Gate.SetResult();
        await tick;

        shown.Should().Contain(new MirrorProgress(MirrorStage.Writing, 0, 1));
        runner["Partners"].Running.Should().BeNull();
    }

    [Fact]
    public async Task Refresh_ByAnAdmin_MirrorsNowAndStandsInTheLog()
    {
        var runner = mirrored.Runner();
        await TickAsync(runner, 2);
        runner["Partners"].FailingSince.Should().NotBeNull();
        mirrored.Write(Header, "bea,Bea,Berg,,,valid");

        runner.Refresh("Partners", Desk.Root).Should().Be(new RefreshAsked());
        await TickAsync(runner, 2);

        mirrored.Persons().Should().HaveCount(1);
        Desk.Scalar("SELECT count(*) FROM change_set WHERE agent_login = 'root' AND way = 'back end'").Should().Be(1);
    }

    [Fact]
    public async Task Refresh_ByAnybodyElse_IsRefused()
    {
        var runner = mirrored.Runner();
        var auditor = Desk.Agent("audrey", AgentRole.Auditor);

        runner.Refresh("Partners", auditor).Should().Be(new RefreshNotAllowed("audrey"));
        runner.Refresh("Partners", new AgentId(999)).Should().Be(new RefreshNotAllowed(""));
        runner.Refresh("Elsewhere", Desk.Root).Should().Be(new RefreshNotPossible());

        // Whoever loses the right between asking and writing writes nothing; the file is still mirrored by itself.
        mirrored.Write(Header, "bea,Bea,Berg,,,valid");
        runner.Refresh("Partners", Desk.Root);
        Desk.Execute("UPDATE agent SET disabled = 1");
        await TickAsync(runner, 2);
        mirrored.Persons().Should().BeEmpty();
        await TickAsync(runner);
        mirrored.Persons().Should().HaveCount(1);
    }

    [Fact]
    public async Task Removals_BeyondTheLimit_WaitForRefreshAnyway()
    {
        mirrored.Write([Header, .. Enumerable.Range(10, 10).Select(i => $"p{i},,,,,valid")]);
        var runner = mirrored.Runner();
        await TickAsync(runner, 2);
        mirrored.Write(Header, "p10,,,,,valid");
        await TickAsync(runner, 2);

        var stopped = runner["Partners"].Stopped!;
        (stopped.MadeInvalid, stopped.Valid).Should().Be((9, 10));
        runner["Partners"].Problems.Should().Equal(stopped.Reason);
        mirrored.Write(Header, "p10,,,,,valid", "p20,,,,,valid");
        await TickAsync(runner, 2);
        mirrored.Persons().Should().HaveCount(11).And.OnlyContain(line => line.EndsWith("|valid", StringComparison.Ordinal), "who joins does not wait");
        runner.Refresh("Partners", Desk.Root);
        await TickAsync(runner);
        runner["Partners"].Stopped.Should().NotBeNull("now is not anyway");

        runner.Refresh("Partners", Desk.Root, stopped.MadeInvalid);
        await TickAsync(runner);

        mirrored.Persons().Count(line => line.EndsWith("|valid", StringComparison.Ordinal)).Should().Be(2);
        runner["Partners"].FailingSince.Should().BeNull();
    }

    [Fact]
    public async Task UnknownCustomer_WhoAppears_IsFoundWithoutAChangeOfTheFile()
    {
        mirrored.Write(Header, "bea,Bea,Berg,,GLOBEX,valid");
        var runner = mirrored.Runner();
        await TickAsync(runner, 2);
        runner["Partners"].Warnings.Should().ContainSingle();

        Desk.Customer("GLOBEX");
        await TickAsync(runner);

        mirrored.Persons().Should().Equal("bea|Bea Berg||GLOBEX|valid");
        runner["Partners"].Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task Source_ThatThrowsAnything_IsAFailureAndTheNextIsMirrored()
    {
        mirrored.Configure("""{ "name": "Others", "kind": "Csv", "file": "others.csv" }""", """{ "name": "Partners", "kind": "Csv", "file": "partners.csv" }""");
        mirrored.Write(Header, "bea,Bea,Berg,,,valid");
        Desk.Execute("DELETE FROM back_end WHERE name = 'Others'");
        await File.WriteAllTextAsync(Path.Combine(mirrored.Folder, "others.csv"), $"{Header}\ncem,,,,,valid\n");
        var runner = mirrored.Runner();

        await TickAsync(runner, 2);

        runner["Others"].FailingSince.Should().NotBeNull();
        mirrored.Persons().Should().HaveCount(1);
    }

    public void Dispose() => mirrored.Dispose();

    // As the server does: two seconds between two looks.
    private async Task TickAsync(BackEndRunner runner, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            Desk.Clock.Advance(BackEndRunner.Interval);
            await runner.TickAsync(CancellationToken.None);
        }
    }

    private BackEndRunner RunnerOf(CustomerUserSource source) => new(
        Desk.Store,
        mirrored.Mirror,
        new BackEndSetup { BackEnds = [mirrored.Partners with { Source = source }] },
        Desk.Clock,
        NullLogger<BackEndRunner>.Instance);

    private sealed class GatedSource : CustomerUserSource
    {
        public TaskCompletionSource Begun { get; } = new();

        public TaskCompletionSource? Gate { get; init; }

        public TimeSpan? Every { get; init; }

        public string? Failing { get; set; }

        public bool GivesUp { get; set; }

        public int Reads { get; private set; }

        public override string Connection => "test";

        public override TimeSpan? Interval => Every;

        public override async IAsyncEnumerable<SourceItem> ReadAsync(SourceMark? since, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Reads++;
            Begun.TrySetResult();
            await (Gate?.Task ?? Task.CompletedTask);
            if (GivesUp)
            {
                throw new TaskCanceledException("no answer in time");
            }

            if (Failing is { } problem)
            {
                throw new SourceException(problem);
            }

            yield return new SourcePerson("1", "bea", "Bea", "Berg", "", "", Validity.Valid);
        }
    }
}
