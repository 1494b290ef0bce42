using Microsoft.AspNetCore.Components.Server.Circuits;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Agents;

/// <summary>
/// The attendances of one circuit. While its line is lost the agent is away for the others, after a moment in which a blink
/// of the line is over; once the circuit is closed she is gone, whatever its pages did.
/// </summary>
public sealed class CircuitPresence(PresenceBoard board, TimeProvider clock) : CircuitHandler, IDisposable
{
    /// <summary>How long a line may be lost before the others are told.</summary>
    public static readonly TimeSpan Blink = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly HashSet<Attendance> open = [];
    private ITimer? timer;
    private bool away;
    private bool closed;

    /// <summary>A page of this circuit is opened.</summary>
    /// <inheritdoc cref="PresenceBoard.Attend"/>
    /// <returns>To be given back to <see cref="Leave"/>.</returns>
    public Attendance Attend(PresencePlace place, CurrentAgent agent, Action changed)
    {
        var attendance = board.Attend(place, agent.Id, agent.Login, changed);
        lock (gate)
        {
            if (!closed)
            {
                open.Add(attendance);
                attendance.IsAway = away;
                return attendance;
            }
        }

        attendance.Dispose();
        return attendance;
    }

    /// <summary>The page is closed.</summary>
    public void Leave(Attendance attendance)
    {
        lock (gate)
        {
            open.Remove(attendance);
        }

        attendance.Dispose();
    }

    /// <inheritdoc/>
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            timer?.Dispose();
            timer = closed ? null : clock.CreateTimer(_ => SetAway(true), null, Blink, Timeout.InfiniteTimeSpan);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        SetAway(false);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        List<Attendance> left;
        lock (gate)
        {
            closed = true;
            timer?.Dispose();
            timer = null;
            left = [.. open];
            open.Clear();
        }

        left.ForEach(attendance => attendance.Dispose());
    }

    private void SetAway(bool value)
    {
        lock (gate)
        {
            timer?.Dispose();
            timer = null;
            away = value;
            foreach (var attendance in open)
            {
                attendance.IsAway = value;
            }
        }
    }
}
