using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>What a relation screen tells beside its rows: what was saved, discarded, kept or changed by others, with the way back.</summary>
public sealed class RelationTold(Notifier notifier, Undoing undoing, DraftDesk drafts, DraftWords words, TimeProvider clock, ILogger<RelationTold> logger)
    : IAsyncDisposable
{
    // A screen reader is told of others once in so long, whatever they do.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly BackgroundTasks tasks = new(logger);
    private readonly CancellationTokenSource gone = new();
    private NewsLine? unsaid;
    private DateTimeOffset lastToast;
    private DateTimeOffset lastSaved;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        await tasks.WhenAllAsync();
        gone.Dispose();
    }

    /// <summary>A save, which can be taken back.</summary>
    public void Saved(SavedWords said, Saved saved)
    {
        lastSaved = clock.GetUtcNow();
        Say(said.Of(saved), saved);
    }

    /// <summary>A save of very many cells that was stopped: what of it is written can be taken back.</summary>
    public void Stopped(SavedWords said, Stopped stopped)
    {
        lastSaved = clock.GetUtcNow();
        Say(said.Of(stopped), stopped.Written);
    }

    private void Say(string words, Saved saved)
    {
        if (saved is { Bulk: { } bulk, ChangeSet: not null })
        {
            notifier.Say(words, Texts.Undo, () => undoing.UndoBulkAsync(bulk, saved.Granted + saved.Withdrawn));
        }
        else if (saved.ChangeSet is { } changeSet)
        {
            notifier.Say(words, Texts.Undo, () => undoing.UndoAsync(changeSet));
        }
        else
        {
            notifier.Say(words);
        }
    }

    /// <summary>Pending changes that were given up on purpose, and can be had back under what was ticked since.</summary>
    /// <param name="discarded">What was pending.</param>
    /// <param name="reason">Why it was to be saved.</param>
    /// <param name="count">How many changes that was.</param>
    /// <param name="state">The screen, which has nothing pending any more.</param>
    /// <param name="agent">Whose.</param>
    /// <param name="address">The screen with its search.</param>
    public void Discarded(EditSet discarded, string reason, int count, MatrixState state, AgentId agent, string address)
    {
        var (matrix, revision) = (state.Matrix, state.Snapshot.World.Revision);
        words.Discarded(
            count,
            () =>
            {
                using var draft = drafts.Open(agent, DraftScreen.Of(matrix), new EditSetFormat(matrix));
                draft.PutBack(since => since.Over(discarded), edits => edits.Size, revision, reason);
                return true;
            },
            address);
    }

    /// <summary>Pending changes that are left behind, and wait.</summary>
    public void Kept(int count, string address) => words.Kept(count, address: address);

    /// <summary>A draft of which nothing is to be done any more.</summary>
    public void DraftDone(DateTimeOffset from) => words.Done(from);

    /// <summary>A save that wrote nothing, of a screen that is no longer shown.</summary>
    public void Refused(string refusal) => notifier.Say(refusal);

    /// <summary>Pending changes that a setting took away.</summary>
    public void Skipped(SkippedEdits skipped)
    {
        if (skipped.Count > 0)
        {
            notifier.Say(skipped.Words);
        }
    }

    /// <summary>
    /// What others changed: a few rows say so themselves, and only who cannot see them is told; of many, everybody is, but not
    /// again while it still stands there.
    /// </summary>
    public void News(NewsLine? line, ChangeBatch batch, string me)
    {
        var now = clock.GetUtcNow();
        if ((batch.Reload || line is { Rows: > MatrixNews.MaxRows }) && now - lastToast > Notifier.Duration)
        {
            lastToast = now;
            notifier.Say(batch.Reload || line is null ? Texts.ReadAgain : NewsWords.Line(line, me));
        }
        else if (line is not null)
        {
            var first = unsaid is null;
            unsaid = unsaid?.And(line) ?? line;
            if (first)
            {
                tasks.Run("tell a screen reader what was changed", () => WhisperAsync(me));
            }
        }
    }

    private async Task WhisperAsync(string me)
    {
        do
        {
            await Task.Delay(Rest, clock, gone.Token);
        }
        while (clock.GetUtcNow() - lastSaved < Rest); // what became of her own save is read first

        if (unsaid is { } line)
        {
            unsaid = null;
            notifier.Whisper(NewsWords.Line(line, me));
        }
    }
}
