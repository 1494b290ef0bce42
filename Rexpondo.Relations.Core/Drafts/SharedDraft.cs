namespace Rexpondo.Relations.Core.Drafts;

/// <summary>The unsaved changes of one agent on one screen, shared by all tabs in which she has it open.</summary>
/// <typeparam name="T">The unsaved changes.</typeparam>
internal sealed class SharedDraft<T> : ISharedDraft
    where T : class
{
    private readonly Lock sync = new();
    private readonly IDraftFormat<T> format;
    private readonly DraftScreen screen;
    private readonly Action<SharedDraft<T>>? changed;
    private T value;
    private Draft? written;
    private (T Of, byte[] Content)? drawnUp; // a reason is typed letter by letter on top of changes that stay as they are
    private string reason;
    private bool unsure;
    private int holds;
    private (int Changes, long Revision, DateTimeOffset At) state;

    /// <summary>Opens it with what the store has kept, if anything.</summary>
    public SharedDraft(IDraftFormat<T> format, DraftScreen screen, Draft? kept, Action<SharedDraft<T>>? changed)
    {
        (this.format, this.screen, this.changed, written) = (format, screen, changed, kept);
        (value, state, reason) = Valid(kept) ?? (format.Empty, default, "");
    }

    /// <summary>Raised after a change, with the tab that made it or null for none, on its thread.</summary>
    public event Action<object?>? Changed;

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

    public string Reason
    {
        get
        {
            lock (sync)
            {
                return reason;
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
            if (ReferenceEquals(before, after))
            {
                if (changes == state.Changes)
                {
                    return after;
                }

                now = state.At; // what others saved makes it more or less, not newer
            }

            state = (changes, Math.Max(revision, state.Revision), now);
        }

        Tell(tab);
        return after;
    }

    public void Explain(object tab, string text, DateTimeOffset now)
    {
        lock (sync)
        {
            if (reason == text)
            {
                return;
            }

            (reason, state) = (text, state with { At = now });
        }

        Tell(tab);
    }

    /// <summary>Takes back what was given up. The reason comes back with it, unless another one was typed since.</summary>
    public T PutBack(object tab, Func<T, T> back, Func<T, int> count, long revision, string why, DateTimeOffset now)
    {
        var before = Value;
        var after = Update(tab, back, count, revision, now);
        if (!ReferenceEquals(before, after))
        {
            Explain(tab, Over(why), now);
        }

        return after;
    }

    public bool IsHeld
    {
        get
        {
            lock (sync)
            {
                return holds > 0;
            }
        }
    }

    /// <summary>A save of it begins: until it ends nothing of it is written, discarded or given up.</summary>
    public void Hold()
    {
        lock (sync)
        {
            holds++;
        }
    }

    /// <summary>The save has ended; the other tabs look again.</summary>
    public void Release(object tab)
    {
        lock (sync)
        {
            holds--;
        }

        Tell(tab);
    }

    /// <summary>A save has removed it from the store in its own transaction: whatever is here now is to be written.</summary>
    public void Saved()
    {
        lock (sync)
        {
            unsure = true;
        }

        changed?.Invoke(this);
    }

    public Draft? Discard()
    {
        Draft? discarded;
        lock (sync)
        {
            if (holds > 0)
            {
                return null;
            }

            discarded = Now();
            (value, reason, state, unsure) = (format.Empty, "", (0, state.Revision, state.At), true); // the desk removes the row itself
        }

        Tell(null);
        return discarded;
    }

    public bool Restore(Draft draft)
    {
        lock (sync)
        {
            if (state.Changes > 0 || Valid(draft) is not { } valid)
            {
                return false;
            }

            (value, state, reason, unsure) = (valid.Value, valid.State, Over(valid.Reason), true);
        }

        Tell(null);
        return true;
    }

    public bool NextWrite(out Draft? draft)
    {
        lock (sync)
        {
            draft = Now();
            return holds == 0 && (unsure || (draft is null ? written is not null
                : written is null || draft.Changes != written.Changes || draft.Reason != written.Reason || !draft.Content.AsSpan().SequenceEqual(written.Content)));
        }
    }

    public void Written(Draft? draft)
    {
        lock (sync)
        {
            (written, unsure) = (draft, false);
        }
    }

    // Damaged or of another program: there is nothing to offer, and nothing is counted.
    private (T Value, (int Changes, long Revision, DateTimeOffset At) State, string Reason)? Valid(Draft? kept) =>
        kept is not null && format.Read(kept.Content) is { } value ? (value, (kept.Changes, kept.Revision, kept.At), kept.Reason) : null;

    private string Over(string givenUp)
    {
        lock (sync)
        {
            return reason.Length == 0 ? givenUp : reason;
        }
    }

    private Draft? Now() => state.Changes == 0 ? null : new Draft(screen, state.Changes, state.Revision, state.At, Content(), reason);

    private byte[] Content()
    {
        if (drawnUp is not { } last || !ReferenceEquals(last.Of, value))
        {
            drawnUp = last = (value, format.Write(value));
        }

        return last.Content;
    }

    private void Tell(object? tab)
    {
        changed?.Invoke(this);
        Changed?.Invoke(tab);
    }
}
