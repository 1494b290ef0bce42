using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

public sealed class PresenceBoardTests
{
    private static readonly PresencePlace Anna = PresencePlace.Of(RelationSide.CustomerUser, 1);
    private static readonly PresencePlace Billing = PresencePlace.Of(RelationSide.Group, 1);

    private readonly HandClock clock = new();
    private readonly PresenceBoard board;

    public PresenceBoardTests() => board = new PresenceBoard(clock, NullLogger<PresenceBoard>.Instance);

    [Fact]
    public void Others_AreThoseOfTheSamePlace_EachOnceAndNeverMyself()
    {
        using var boss = Attend(Anna, 1);
        using var again = Attend(Anna, 1);
        using var ben = Attend(Anna, 2);
        using var benAgain = Attend(Anna, 2);
        using var carla = Attend(Billing, 3);
        using var dora = Attend(PresencePlace.Setting("CustomerGroupNever"), 4);

        boss.Others().Should().Equal(new Attendee("agent 2", false));
        benAgain.HasUnsaved = true;
        boss.Others().Should().Equal(new Attendee("agent 2", true));
        ben.Others().Should().Equal(new Attendee("agent 1", false));
        carla.Others().Should().BeEmpty("a group is not a person of the same number");
        dora.Others().Should().BeEmpty();
    }

    [Fact]
    public void Other_WhoIsAwayOrGone_IsNotSeen()
    {
        using var boss = Attend(Anna, 1);
        var ben = Attend(Anna, 2);

        ben.IsAway = true;
        boss.Others().Should().BeEmpty();
        ben.IsAway = false;
        boss.Others().Should().HaveCount(1);
        ben.Dispose();
        ben.Dispose();
        boss.Others().Should().BeEmpty();
        board.Count.Should().Be(1);
    }

    [Fact]
    public async Task Change_IsToldToTheOthersOfThePlace_OffTheCallersThread()
    {
        using var heard = new SemaphoreSlim(0);
        var onThisThread = 0;
        using var caller = new ThreadLocal<bool>();
        using var boss = board.Attend(Anna, new AgentId(1), "boss", () =>
        {
            onThisThread += caller.Value ? 1 : 0;
            heard.Release();
        });
        var deaf = 0;
        using var elsewhere = board.Attend(Billing, new AgentId(5), "elsewhere", () => deaf++);
        clock.Advance(PresenceBoard.Pace);
        caller.Value = true;
        var mine = board.Attend(Anna, new AgentId(2), "ben", () => deaf += 100);
        caller.Value = false;
        await HeardOnce("a page that was opened is told at once");

        mine.HasUnsaved = true;
        clock.Timers.Should().Be(1, "the next is told after the pace");
        clock.Advance(PresenceBoard.Pace);
        await HeardOnce();
        mine.HasUnsaved = true;
        clock.Timers.Should().Be(0, "what is as before is no news");
        mine.Dispose();
        clock.Advance(PresenceBoard.Pace);
        await HeardOnce();

        (clock.Timers, deaf, onThisThread).Should().Be((0, 0, 0));

        async Task HeardOnce(string because = "")
        {
            (await heard.WaitAsync(Patience.Limit)).Should().BeTrue(because);
            heard.CurrentCount.Should().Be(0);
        }
    }

    [Fact]
    public async Task Changes_WhileTheLastIsBeingTold_AreOneCall()
    {
        using var begun = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        var calls = 0;
        using var boss = board.Attend(Anna, new AgentId(1), "boss", () =>
        {
            Interlocked.Increment(ref calls);
            begun.Release();
            go.Wait(Patience.Limit);
        });
        clock.Advance(PresenceBoard.Pace);
        using var ben = Attend(Anna, 2);
        (await begun.WaitAsync(Patience.Limit)).Should().BeTrue();
        for (var i = 0; i < 50; i++)
        {
            ben.HasUnsaved = i % 2 == 0;
        }

        clock.Timers.Should().Be(1, "all of them are told together");
        clock.Advance(PresenceBoard.Pace);
        (await begun.WaitAsync(Patience.Limit)).Should().BeTrue();
        go.Release(2);

        (calls, clock.Timers).Should().Be((2, 0));
        boss.Others().Should().Equal(new Attendee("agent 2", false));
    }

    [Fact]
    public void Everybody_IsToldWithinASecond_AndOfALostLineWithinSeconds()
    {
        PresenceBoard.Pace.Should().BeLessThan(TimeSpan.FromSeconds(1));
        (CircuitPresence.Blink + PresenceBoard.Pace).Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Pages_OpenedAndClosedByThousands_LeaveNobody()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 5000), (i, _) =>
        {
            var page = Attend(PresencePlace.Of(RelationSide.Group, i % 7), i % 5);
            page.HasUnsaved = i % 3 == 0;
            page.Others();
            page.IsAway = i % 11 == 0;
            page.Dispose();
            page.HasUnsaved = true;
            return ValueTask.CompletedTask;
        });

        board.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("ben", "ben has this open")]
    [InlineData("carla!", "carla has unsaved changes here")]
    [InlineData("ben carla!", "ben has this open · carla has unsaved changes here")]
    [InlineData("ben carla! dora", "ben, dora have this open · carla has unsaved changes here")]
    [InlineData("ann ben carla! dora edda!", "ann has this open · carla, edda have unsaved changes here · +2")]
    public void Words_SayWhoAndWhat_OnOneLine(string others, string expected) => PresenceWords.Of(
        [.. others.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => new Attendee(one.TrimEnd('!'), one.EndsWith('!')))]).Should().Be(expected);

    private Attendance Attend(PresencePlace place, int agent) => board.Attend(place, new AgentId(agent), $"agent {agent}", () => { });
}
