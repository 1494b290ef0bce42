namespace Rexpondo.Relations.Core.Drafts;

/// <summary>The unsaved changes of one agent on one screen, as one tab has them open. Disposed with the tab; the changes stay.</summary>
/// <typeparam name="T">The unsaved changes; immutable.</typeparam>
public sealed class OpenDraft<T> : IDisposable
    where T : class
{
    private readonly SharedDraft<T> shared;
    private readonly TimeProvider clock;
    private readonly Action? closed;
    private readonly Func<Task>? flush;
    private bool disposed;

    /// <summary>Unsaved changes that nobody keeps and no other tab shares.</summary>
    public OpenDraft(IDraftFormat<T> format)
        : this(new SharedDraft<T>(format, default, null, null), TimeProvider.System, null, null)
    {
    }

    internal OpenDraft(SharedDraft<T> shared, TimeProvider clock, Action? closed, Func<Task>? flush)
    {
        (this.shared, this.clock, this.closed, this.flush) = (shared, clock, closed, flush);
        Found = shared.Changes > 0 ? (shared.Changes, shared.At) : null;
        shared.Changed += Hear;
    }

    /// <summary>Another tab of the same agent, or her list of drafts, changed something; raised on that thread.</summary>
    public event Action? ChangedElsewhere;

    /// <summary>The unsaved changes there were when the screen was opened, and when something was changed last; null if none.</summary>
    public (int Changes, DateTimeOffset At)? Found { get; }

    /// <summary>What is changed now.</summary>
    public T Value => shared.Value;

    /// <summary>The newest revision of the store that anybody has edited upon, in any tab.</summary>
    public long Revision => shared.Revision;

    /// <summary>Why it is changed, as far as it is typed in any tab; kept as long as there are changes, and empty once they are saved or given up.</summary>
    public string Reason => shared.Reason;

    /// <summary>Types why, at once for all tabs; the store has it a moment later.</summary>
    public void Explain(string reason) => shared.Explain(this, reason, clock.GetUtcNow());

    /// <summary>Changes what is changed, at once for all tabs; the store has it a moment later.</summary>
    /// <param name="change">What it becomes; may be called under a lock and must be quick.</param>
    /// <param name="count">How many unsaved changes that is; at 0 nothing is kept.</param>
    /// <param name="revision">The revision of the store that was looked at.</param>
    public T Update(Func<T, T> change, Func<T, int> count, long revision) => shared.Update(this, change, count, revision, clock.GetUtcNow());

    /// <summary>Takes back what was given up, with the reason it had; another reason typed since stays.</summary>
    /// <param name="back">What it becomes; the same as before where it cannot come back.</param>
    /// <param name="count">How many unsaved changes that is.</param>
    /// <param name="revision">The revision of the store that was looked at.</param>
    /// <param name="reason">Why it was changed.</param>
    public T PutBack(Func<T, T> back, Func<T, int> count, long revision, string reason) =>
        shared.PutBack(this, back, count, revision, reason, clock.GetUtcNow());

    /// <summary>
    /// A save has written what was changed and removed the draft in its own transaction; what was changed since stays.
    /// </summary>
    /// <param name="rest">What is left of it.</param>
    /// <param name="count">How many unsaved changes that is.</param>
    /// <param name="revision">The revision of the store that was looked at.</param>
    /// <param name="reason">The reason that was saved with it; another one typed since stays.</param>
    public T Saved(Func<T, T> rest, Func<T, int> count, long revision, string? reason = null)
    {
        if (reason == Reason)
        {
            Explain("");
        }

        var left = Update(rest, count, revision);
        shared.Saved();
        return left;
    }

    /// <summary>A save of it is under way in some tab: what is changed now is about to be stored, and is not to be given up.</summary>
    public bool IsHeld => shared.IsHeld;

    /// <summary>A save of it begins, and ends when the answer is disposed; until then nothing of it is written or discarded.</summary>
    public IDisposable Hold()
    {
        shared.Hold();
        return new Release(() => shared.Release(this));
    }

    /// <summary>Writes at once what is due.</summary>
    public Task FlushAsync() => flush?.Invoke() ?? Task.CompletedTask;

    /// <summary>Closes the tab; what is due is written.</summary>
    public void Dispose()
    {
        if (!disposed)
        {
            disposed = true;
            shared.Changed -= Hear;
            closed?.Invoke();
        }
    }

    private void Hear(object? tab)
    {
        if (!ReferenceEquals(tab, this))
        {
            ChangedElsewhere?.Invoke();
        }
    }

    private sealed class Release(Action release) : IDisposable
    {
        private Action? release = release;

        public void Dispose() => Interlocked.Exchange(ref release, null)?.Invoke();
    }
}
