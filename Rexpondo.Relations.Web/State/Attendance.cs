using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Web.State;

/// <summary>One open page on the <see cref="PresenceBoard"/>; the agent is gone from there once it is disposed.</summary>
public sealed class Attendance : IDisposable
{
    private readonly PresenceBoard board;
    private readonly Action changed;
    private bool hasUnsaved;
    private bool isAway;
    private int told;
    private volatile bool gone;

    internal Attendance(PresenceBoard board, PresencePlace place, AgentId agent, string login, Action changed)
    {
        (this.board, this.changed) = (board, changed);
        (Place, Agent, Login) = (place, agent, login);
    }

    /// <summary>What the page shows.</summary>
    public PresencePlace Place { get; }

    /// <summary>Whose page.</summary>
    public AgentId Agent { get; }

    /// <summary>Her name.</summary>
    public string Login { get; }

    /// <summary>She has unsaved changes there.</summary>
    public bool HasUnsaved
    {
        get => hasUnsaved;
        set => board.Change(this, () => hasUnsaved != value && (hasUnsaved = value) == value);
    }

    /// <summary>Her line is lost; the others do not see her until it is back.</summary>
    public bool IsAway
    {
        get => isAway;
        set => board.Change(this, () => isAway != value && (isAway = value) == value);
    }

    /// <summary>The other agents who have the same open, by login; empty when she is alone.</summary>
    public IReadOnlyList<Attendee> Others() => board.Others(this);

    /// <summary>The page is closed. A second time does nothing.</summary>
    public void Dispose()
    {
        gone = true;
        board.Leave(this);
    }

    // On a thread of its own, so that nobody's click waits for other people's pages; one call for all that came until it starts.
    internal void Tell()
    {
        if (Interlocked.Exchange(ref told, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static me =>
                {
                    Volatile.Write(ref me.told, 0);
                    if (!me.gone)
                    {
                        me.changed();
                    }
                },
                this,
                preferLocal: false);
        }
    }
}
