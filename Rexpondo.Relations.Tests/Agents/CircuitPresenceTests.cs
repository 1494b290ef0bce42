using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Agents;

public sealed class CircuitPresenceTests
{
    private static readonly PresencePlace Anna = PresencePlace.Of(RelationSide.CustomerUser, 1);
    private static readonly CurrentAgent Ben = new(new AgentId(2), "ben", AgentRole.Admin, "stamp", "1");

    private readonly HandClock clock = new();
    private readonly PresenceBoard board;

    public CircuitPresenceTests() => board = new PresenceBoard(clock, NullLogger<PresenceBoard>.Instance);

    [Fact]
    public async Task Line_ThatIsLost_TakesTheAgentAwayAfterAMoment_AndBackAtOnce()
    {
        using var boss = board.Attend(Anna, new AgentId(1), "boss", () => { });
        using var circuit = new CircuitPresence(board, clock);
        circuit.Attend(Anna, Ben, () => { });

        await circuit.OnConnectionDownAsync(null!, default);
        boss.Others().Should().HaveCount(1, "a blink is not worth a word");
        clock.Advance(CircuitPresence.Blink);
        boss.Others().Should().BeEmpty();
        circuit.Attend(Anna, Ben, () => { });
        boss.Others().Should().BeEmpty("a page opened meanwhile is away as well");

        await circuit.OnConnectionUpAsync(null!, default);
        boss.Others().Should().Equal(new Attendee("ben", false));

        await circuit.OnConnectionDownAsync(null!, default);
        await circuit.OnConnectionUpAsync(null!, default);
        clock.Advance(CircuitPresence.Blink);
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
        clock.Advance(CircuitPresence.Blink);
        board.Count.Should().Be(0);
    }
}
