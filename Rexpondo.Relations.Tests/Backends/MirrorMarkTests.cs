using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;

namespace Rexpondo.Relations.Tests.Backends;

/// <summary>What a run does that may begin with a mark, and when everybody is read all the same.</summary>
public sealed class MirrorMarkTests : IDisposable
{
    private readonly MirroredDesk mirrored = new();
    private readonly ScriptedSource source = new();

    public MirrorMarkTests()
    {
        source.Put("1", "anna", "anna@p.example", "ACME");
        source.Put("2", "bea", "bea@p.example");
        source.Put("3", "cem", validity: Validity.InvalidTemporarily);
    }

    [Fact]
    public async Task Run_WithAMark_TakesWhoIsUnchangedAsStored()
    {
        var first = await RunAsync();
        (first.ReadWhole, first.Persons).Should().Be((true, 3));
        source.Put("2", "bea", "b@p.example");
        source.Put("4", "dora");

        var second = await RunAsync(first.Mark);

        (second.ReadWhole, second.Persons, second.Added, second.Changed).Should().Be((false, 4, 1, 1));
        source.Readings.Should().Equal(null, first.Mark!.Value);
        mirrored.Persons().Should().Equal(
            "anna| |anna@p.example|ACME|valid", "bea| |b@p.example||valid", "cem| |||invalid-temporarily", "dora| |||valid");
    }

    [Fact]
    public async Task Run_WithAMark_MakesWhoIsGoneInvalidAndTakesTheValidityThatIsSaid()
    {
        var first = await RunAsync();
        source.Move("1", isThere: false);
        source.SetValidity("2", Validity.InvalidTemporarily);
        source.SetValidity("3", Validity.Valid);

        var second = await RunAsync(first.Mark);

        (second.ReadWhole, second.MadeInvalid).Should().Be((false, 2));
        mirrored.Persons().Select(line => line.Split('|')[^1]).Should().Equal("invalid", "invalid-temporarily", "valid");
        (await RunAsync(second.Mark)).ChangeSet.Should().BeNull();
    }

    [Fact]
    public async Task Limit_OfRemovals_HoldsForAReadingOfWhatChanged()
    {
        var first = await RunAsync();
        source.Move("1", isThere: false);
        source.Move("2", isThere: false);

        var result = await mirrored.MirrorAsync(backEnd: BackEnd, since: first.Mark);

        result.Should().BeOfType<MirrorStopped>().Which.Should().Match<MirrorStopped>(stopped => stopped.MadeInvalid == 2 && stopped.Valid == 2);
        source.Readings.Should().HaveCount(2);
    }

    [Fact]
    public async Task Unchanged_WhoIsNotStoredHere_IsReadWhole()
    {
        var first = await RunAsync();
        source.More.Add(new SourceUnchanged("9", null));

        (await ReadsWholeAsync(first.Mark)).Should().BeTrue();
    }

    [Fact]
    public async Task Unchanged_WhoIsStoredUnderNoId_IsReadWhole()
    {
        var first = await RunAsync();
        mirrored.Desk.Change("UPDATE customer_user SET external_id = NULL WHERE login = 'bea'");

        (await ReadsWholeAsync(first.Mark)).Should().BeTrue();
        mirrored.Desk.Scalar("SELECT count(*) FROM customer_user WHERE external_id IS NULL AND back_end <> 1").Should().Be(0);
    }

    [Fact]
    public async Task Unchanged_WhoWasAwayMeanwhile_IsReadWhole()
    {
        source.Move("1", isThere: false);
        var first = await RunAsync();
        mirrored.Persons().Should().HaveCount(2);
        source.Move("1", isThere: true);
        (await ReadsWholeAsync(first.Mark)).Should().BeTrue("she is not stored");

        var there = (await RunAsync()).Mark;
        source.Move("1", isThere: false);
        var away = (await RunAsync(there)).Mark;
        source.Put("1", "anna", lastName: "Berg");
        var still = (await RunAsync(away)).Mark;
        source.Move("1", isThere: true);

        (await ReadsWholeAsync(still)).Should().BeTrue("what is stored of her is older");
        mirrored.Persons()[0].Should().Be("anna| Berg|||valid");
    }

    [Fact]
    public async Task Removals_ThatWaitInAReadingOfWhatChanged_KeepNothingElseWaiting_AndGiveNoMark()
    {
        var first = await RunAsync();
        source.Move("1", isThere: false);
        source.Move("2", isThere: false);
        source.Put("3", "cem", lastName: "Neu");
        source.Put("4", "dora");
        source.Readings.Clear();

        var stopped = (await mirrored.MirrorAsync(backEnd: BackEnd, since: first.Mark)).Should().BeOfType<MirrorStopped>().Subject;

        source.Readings.Should().Equal(first.Mark!.Value);
        (stopped.MadeInvalid, stopped.Added, stopped.Changed).Should().Be((2, 1, 1));
        mirrored.Persons().Should().OnlyContain(person => person.EndsWith("|valid", StringComparison.Ordinal)).And.HaveCount(4).And.Contain("cem| Neu|||valid");
        mirrored.Desk.Scalar("SELECT valid = 2 FROM back_end_state WHERE back_end = 2").Should().Be(1, "it is not done");
    }

    [Fact]
    public async Task Id_ThatIsGivenTwice_IsReadWhole()
    {
        var first = await RunAsync();
        source.Put("1", "anna", lastName: "Berg");
        source.More.Add(new SourceUnchanged("1", null));

        (await ReadsWholeAsync(first.Mark)).Should().BeTrue();
        mirrored.Persons()[0].Should().Be("anna| Berg|||valid");
    }

    [Fact]
    public async Task Problem_InAReadingOfWhatChanged_IsThatOfAWholeOneAndGivesNoMark()
    {
        var first = await RunAsync();
        source.Put("4", "ANNA");

        var second = await RunAsync(first.Mark);

        second.ReadWhole.Should().BeTrue();
        second.Problems.Select(problem => problem.ToString()).Should().Equal("ANNA: differs from \"anna\" only in its letter case; left out");
        second.Mark.Should().BeNull();
    }

    [Fact]
    public async Task Somebody_WhoIsThereWithoutAnId_IsReadWhole_AlsoIfNobodyElseIsUnchanged()
    {
        var first = await RunAsync();
        source.Move("1", isThere: false);
        source.Put("2", "bea", lastName: "Berg");
        source.Put("3", "cem", lastName: "Nach");
        source.More.Add(new SourcePerson(null, "", "", "", "", "", Validity.Invalid) { Place = "cn=anna", Fault = "there is no id" });
        source.WhenWhole.Add(new SourcePerson(null, "anna", "", "", "", "", Validity.Valid) { Place = "cn=anna", Fault = "there is no id" });

        var second = await RunAsync(first.Mark);

        (second.ReadWhole, second.MadeInvalid).Should().Be((true, 0));
        mirrored.Persons()[0].Should().Be("anna| |anna@p.example|ACME|valid");
    }

    [Fact]
    public async Task Source_ThatGivesEverybodyThoughAskedForChanges_IsReadOnce_WithItsProblems()
    {
        var first = await RunAsync();
        source.ForgetsMarks = true;
        source.Put("4", "ANNA");
        source.Readings.Clear();

        var second = await RunAsync(first.Mark);

        (second.ReadWhole, second.Problems.Length).Should().Be((true, 1));
        source.Readings.Should().Equal(first.Mark!.Value);
    }

    [Fact]
    public async Task Customer_WhoChangedHere_IsNotHiddenByAMark()
    {
        var first = await RunAsync();
        mirrored.Desk.Change("UPDATE customer SET customer_id = 'ACME-2'");

        var second = await RunAsync(first.Mark);

        second.ReadWhole.Should().BeTrue();
        second.Problems.Should().ContainSingle().Which.Kind.Should().Be(MirrorProblemKind.UnknownCustomer);
    }

    [Fact]
    public async Task Person_WhoIsStoredOtherwiseThanTheLastRunLeftHer_IsNotHiddenByAMark()
    {
        var first = await RunAsync();
        mirrored.Desk.Change("UPDATE customer_user SET last_name = 'x' WHERE login = 'bea'");

        (await ReadsWholeAsync(first.Mark)).Should().BeTrue();

        mirrored.Persons()[1].Should().Be("bea| |bea@p.example||valid");
    }

    [Fact]
    public async Task Others_WhoChangeHere_LeaveTheMark()
    {
        var first = await RunAsync();
        mirrored.Desk.CustomerUser("default", email: "default@p.example");

        (await ReadsWholeAsync(first.Mark)).Should().BeFalse();
    }

    [Fact]
    public async Task Reading_TellsEveryFiveHundredPersons()
    {
        for (var i = 10; i < 1207; i++)
        {
            source.Put($"{i}", $"p{i}");
        }

        var told = new List<MirrorProgress>();
        using var whole = await SourceReading.OfAsync(source, since: null, new Told(told), mirrored.Desk.Clock, CancellationToken.None);
        told.Should().Contain([new(MirrorStage.Reading, 0, null), new(MirrorStage.Reading, 500, null), new(MirrorStage.Reading, 1000, null)]);

        told.Clear();
        using var second = await SourceReading.OfAsync(source, whole.Mark, new Told(told), mirrored.Desk.Clock, CancellationToken.None);
        (second.First(1).Count, second.Count, whole.Count).Should().Be((0, 1200, 1200));
        told.Should().Contain(new MirrorProgress(MirrorStage.Reading, 1000, null), "who is unchanged is read, too");
    }

    [Fact]
    public async Task Source_WithoutAMark_GivesNone()
    {
        source.GivesMarks = false;
        (await RunAsync()).Mark.Should().BeNull();
    }

    public void Dispose() => mirrored.Dispose();

    private BackEndDefinition BackEnd => mirrored.Partners with { Source = source };

    private async Task<Mirrored> RunAsync(MirrorMark? since = null) =>
        (await mirrored.MirrorAsync(accepted: 1000, backEnd: BackEnd, since: since)).Should().BeOfType<Mirrored>().Subject;

    private async Task<bool> ReadsWholeAsync(MirrorMark? since)
    {
        since.Should().NotBeNull();
        source.Readings.Clear();
        var result = await RunAsync(since);
        source.Readings.Should().HaveCount(result.ReadWhole ? 2 : 1);
        return result.ReadWhole;
    }

    private sealed class Told(List<MirrorProgress> told) : IProgress<MirrorProgress>
    {
        public void Report(MirrorProgress value) => told.Add(value);
    }
}
