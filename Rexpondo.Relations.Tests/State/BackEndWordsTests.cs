using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

public sealed class BackEndWordsTests
{
    private static readonly DateTimeOffset Now = new(new DateTime(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc));

    private static readonly BackEndState Failing = new()
    {
        FailingSince = new(new DateTime(2026, 3, 2, 14, 2, 0, DateTimeKind.Utc)),
        MirroredAt = new(new DateTime(2026, 3, 1, 13, 55, 0, DateTimeKind.Utc)),
        Problems = ["partners.csv:7: a quote is not closed"],
    };

    [Fact]
    public void Warning_OfAFailure_SaysSinceWhenWhyAndWhatThatMeans()
    {
        Words(Failing).Should().Be(
            "Back end Partners cannot be read since 14:02: partners.csv:7: a quote is not closed. 120 customer users are as they were at 1 Mar 2026 13:55.");
        Words(Failing with { MirroredAt = null, Problems = ["a", "b", "c"] }).Should().Be("Back end Partners cannot be read since 14:02: a (and 2 more). Nothing was changed.");
        Words(Failing with { Stopped = new MirrorStopped(12, 100, 10, 5, []), Problems = ["too many"] }).Should().Be(
            "Back end Partners: 12 removals wait since 14:02 for somebody who says that they are meant: too many. Everything else was taken over.");
        Words(new BackEndState { MirroredAt = Now }).Should().BeNull();
    }

    [Fact]
    public void Warnings_HaveEachReasonInALineOfItsOwn()
    {
        var since = Say.Clock(Failing.FailingSince!.Value);
        BackEndWords.Warnings(View(Failing with { MirroredAt = null, Problems = ["a", "b"] })).Should()
            .Equal($"Back end Partners cannot be read since {since}: 2 reasons. Nothing was changed.", "a", "b");
        BackEndWords.Warnings(View(Failing)).Should().Equal(BackEndWords.Warning(View(Failing)));
        BackEndWords.Warnings(View(new BackEndState())).Should().BeEmpty();
    }

    [Fact]
    public void Warning_OfABackEndThatIsNoLongerConfigured_IsNone() => Words(Failing, isConfigured: false).Should().BeNull();

    [Fact]
    public void Problems_AreGroupedAndNamed()
    {
        var state = new BackEndState
        {
            Warnings =
            [
                .. Enumerable.Range(1, 12).Select(i => new MirrorProblem(MirrorProblemKind.UnknownCustomer, $"u{i}", "x")),
                new MirrorProblem(MirrorProblemKind.LoginTaken, "anna", "the login belongs to back end Default; left out"),
            ],
        };

        List<BackEndProblems> problems = [.. BackEndWords.Problems(state)];
        problems.Select(problem => problem.What).Should().Equal(
            "1 customer user left out, because the login belongs to somebody else", "12 customer users whose customer does not exist here");
        problems[0].Named.Should().Equal("anna: the login belongs to back end Default; left out");
        problems[0].More.Should().Be(0);
        problems[1].Named.Should().Equal(Enumerable.Range(1, 10).Select(i => $"u{i}: x"));
        problems[1].More.Should().Be(2);
    }

    [Fact]
    public void Mirrored_WhileItRuns_SaysHowFarItIs()
    {
        Mirrored(new MirrorProgress(MirrorStage.Reading, 0, null)).Should().Be("reading …");
        Mirrored(new MirrorProgress(MirrorStage.Reading, 2000, null)).Should().Be("reading, 2,000 customer users so far …");
        Mirrored(new MirrorProgress(MirrorStage.Writing, 1000, 20000)).Should().Be("writing, 1,000 of 20,000 …");
        BackEndWords.Mirrored(new BackEndState()).Should().Be("never");

        static string Mirrored(MirrorProgress progress) => BackEndWords.Mirrored(Failing with { Running = progress });
    }

    private static string? Words(BackEndState state, bool isConfigured = true) =>
        BackEndWords.Warning(View(state, isConfigured)) is { } words ? new LocalTime(TimeZoneInfo.Utc, new FakeClock { Now = Now }).Text(words) : null;

    private static BackEndView View(BackEndState state, bool isConfigured = true) =>
        new(new BackEnd(2, "Partners") { IsConfigured = isConfigured }, SupportOn: true, Valid: 115, Invalid: 4, Blocked: 1, state, IsMirrored: true);
}
