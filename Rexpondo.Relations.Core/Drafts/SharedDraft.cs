namespace Rexpondo.Relations.Core.Drafts;

/// <summary>The unsaved changes of one agent on one screen, shared by all tabs in which she has it open.</summary>
/// <typeparam name="T">The unsaved changes.</typeparam>
internal sealed class SharedDraft<T>(IDraftFormat<T> format, DraftScreen screen, Draft? kept, Action<SharedDraft<T>>? changed)
    : ISharedDraft
    where T : class
{
    private readonly Lock sync = new();
    private T value = kept is null ? format.Empty : format.Read(kept.Content) ?? format.Empty;
    private Draft? written = kept;
    private (int Changes, long Revision, DateTimeOffset At) state = kept is null ? default : (kept.Changes, kept.Revision, kept.At);

    /// <summary>Raised after a change, with the tab that made it, on its thread.</summary>
    public event Action<object>? Changed;

    /// <summary>How many tabs have it open; guarded by the desk.</summary>
    public int Tabs { get; set; }

    /// <summary>When a write is due, guarded by the desk.</summary>
    public ITimer? Due { get; set; }

    public SemaphoreSlim Writing { get; } = new(1, 1);

    public T Value
    {
        get
        {
            lock (sync)
            {
                return value;
            }
        }
    }

    public int Changes => State.Changes;

    public long Revision => State.Revision;

    public DateTimeOffset At => State.At;

    private (int Changes, long Revision, DateTimeOffset At) State
    {
        get
        {
            lock (sync)
            {
                return state;
            }
        }
    }

    public T Update(object tab, Func<T, T> change, Func<T, int> count, long revision, DateTimeOffset now)
    {
        T after;
        lock (sync)
        {
            var before = value;
            after = value = change(value);
            var changes = count(after);
            if (ReferenceEquals(before, after) && changes == state.Changes)
            {
                return after;
            }

            state = (changes, Math.Max(revision, state.Revision), now);
        }

        changed?.Invoke(this);
        Changed?.Invoke(tab);
        return after;
    }

    public bool NextWrite(out Draft? draft)
    {
        lock (sync)
        {
            draft = state.Changes == 0 ? null : new Draft(screen, state.Changes, state.Revision, state.At, format.Write(value));
            return draft is null ? written is not null : written is null || draft.Changes != written.Changes || !draft.Content.AsSpan().SequenceEqual(written.Content);
        }
    }

    public void Written(Draft? draft)
    {
        lock (sync)
        {
            written = draft;
        }
    }
}

/// <summary>What the desk needs of a draft to write it, whatever its format.</summary>
internal interface ISharedDraft
{
    int Tabs { get; set; }

    ITimer? Due { get; set; }

    /// <summary>One write at a time, so that the last one written is the last one changed.</summary>
    SemaphoreSlim Writing { get; }

    /// <summary>What is to be written: a draft, or null to remove it. False if the store has it already.</summary>
    bool NextWrite(out Draft? draft);

    /// <summary>The store has this now.</summary>
    void Written(Draft? draft);
}
