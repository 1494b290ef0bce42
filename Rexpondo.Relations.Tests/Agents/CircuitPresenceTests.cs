using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Agents;

public sealed class CircuitPresenceTests
{
    private static readonly PresencePlace Anna = PresencePlace.Of(RelationSide.CustomerUser, 1);
    private static readonly CurrentAgent Ben = new(new AgentId(2), "ben", AgentRole.Admin, "stamp");

    private readonly PresenceBoard board = new();
    private readonly HandClock clock = new();

    [Fact]
    public async Task Line_ThatIsLost_TakesTheAgentAwayAfterAMoment_AndBackAtOnce()
    {
        using var boss = board.Attend(Anna, new AgentId(1), "boss", () => { });
        using var circuit = new CircuitPresence(board, clock);
        circuit.Attend(Anna, Ben, () => { });

        await circuit.OnConnectionDownAsync(null!, default);
        boss.Others().Should().HaveCount(1, "a blink is not worth a word");
        clock.Ring();
        boss.Others().Should().BeEmpty();
        circuit.Attend(Anna, Ben, () => { });
        boss.Others().Should().BeEmpty("a page opened meanwhile is away as well");

        await circuit.OnConnectionUpAsync(null!, default);
        boss.Others().Should().Equal(new Attendee("ben", false));

        await circuit.OnConnectionDownAsync(null!, default);
        await circuit.OnConnectionUpAsync(null!, default);
        clock.Ring();
        boss.Others().Should().HaveCount(1);
    }

    [Fact]
    public async Task Circuit_ThatIsClosed_LeavesNobody_WhateverItsPagesDo()
    {
        using var circuit = new CircuitPresence(board, clock);
        var page = circuit.Attend(Anna, Ben, () => { });
        var other = circuit.Attend(PresencePlace.Setting("x"), Ben, () => { });
        circuit.Leave(other);
        board.Count.Should().Be(1);

        await circuit.OnCircuitClosedAsync(null!, default);

        board.Count.Should().Be(0);
        circuit.Leave(page);
        circuit.Attend(Anna, Ben, () => { });
        await circuit.OnConnectionDownAsync(null!, default);
        clock.Ring();
        board.Count.Should().Be(0);
    }

    /// <summary>Its timers ring when the test says so.</summary>
    private sealed class HandClock : TimeProvider
    {
        private readonly List<HandTimer> timers = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new HandTimer(this, () => callback(state));
            timers.Add(timer);
            return timer;
        }

        public void Ring() => timers.ToList().ForEach(timer => timer.Callback());

        private sealed class HandTimer(HandClock clock, Action callback) : ITimer
        {
            public Action Callback => callback;

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => clock.timers.Remove(this);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
