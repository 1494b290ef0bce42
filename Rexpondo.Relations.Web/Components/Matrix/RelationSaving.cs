using System.Data.Common;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>
/// The saves of one open matrix, and why the last one wrote nothing. One for each <see cref="MatrixState"/>: Next and Previous
/// may open another screen while this one is saved, and what became of it is told there.
/// </summary>
internal sealed class RelationSaving(MatrixState state, ScreenKind kind, RelationEditor editor, SaveConsequences consequences, RelationTold told, AgentId agent)
{
    private readonly Postponed waiting = new();
    private Action? stop;

    /// <summary>A save is under way, its confirmation included: nothing else can begin.</summary>
    public bool UnderWay { get; private set; }

    /// <summary>Why the last save wrote nothing, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>How far a save of very many cells has come; null while none is under way.</summary>
    public SaveProgress? Progress { get; private set; }

    /// <summary>Ends such a save after the part that is being written.</summary>
    public void Stop() => stop?.Invoke();

    /// <summary>Another screen is shown by now.</summary>
    public bool IsLeft { get; set; }

    /// <summary>The agent edits: what was refused is another thing now.</summary>
    public void Edited() => Refusal = null;

    /// <summary>While a save is under way what others do waits: it is told once it is known what was saved here.</summary>
    /// <returns>False if nothing is under way.</returns>
    public bool Postpones(ChangeBatch batch)
    {
        if (UnderWay)
        {
            waiting.Add(batch);
        }

        return UnderWay;
    }

    /// <summary>What was heard meanwhile, once.</summary>
    public ChangeBatch? TakeWaiting() => waiting.Take();

    /// <summary>Asks where many are concerned, and saves. After a refusal everything pending is still there.</summary>
    /// <param name="takeNews">Shows what somebody saved meanwhile: what is confirmed is what will be true.</param>
    /// <param name="edited">Shows what the question made pending.</param>
    /// <param name="progressed">Draws <see cref="Progress"/>.</param>
    /// <param name="cancellationToken">Ends the waiting for other savers; a save of very many cells goes on when its page is left.</param>
    /// <returns>True if it is stored.</returns>
    public async Task<bool> SaveAsync(Action takeNews, Action edited, Action progressed, CancellationToken cancellationToken)
    {
        if (UnderWay)
        {
            return false;
        }

        UnderWay = true;
        using var stopping = new CancellationTokenSource();
        stop = stopping.Cancel;
        try
        {
            if (!await consequences.ConfirmAsync(state, takeNews, edited, cancellationToken))
            {
                return false;
            }

            var unsaved = state.Pending.Total;
            var progress = new Progress<SaveProgress>(now =>
            {
                Progress = UnderWay ? now : null;
                progressed();
            });
            var result = await state.SaveAsync(editor, agent, progress, editor.IsInParts(state.Edits) ? stopping.Token : cancellationToken);
            if (result is Refused refused)
            {
                Refuse(SavedWords.Of(refused, unsaved));
                return false;
            }

            Refusal = null;
            if (result is Stopped stopped)
            {
                told.Stopped(kind.Saved, stopped);
                return false;
            }

            told.Saved(kind.Saved, (Saved)result);
            return true;
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            // Locked for too long, disk full: the transaction is undone, the edits are here, the circuit goes on.
            Refuse(Say.Format(Texts.NothingWritten, StoreFault.Words(e), Say.Count(state.Pending.Total, Texts.YourChangeIsHere, Texts.YourChangesAreHere)));
            return false;
        }
        finally
        {
            UnderWay = false;
            Progress = null;
            stop = null;
        }
    }

    private void Refuse(string why)
    {
        if (IsLeft)
        {
            told.Refused(why);
        }
        else
        {
            Refusal = why;
        }
    }
}
