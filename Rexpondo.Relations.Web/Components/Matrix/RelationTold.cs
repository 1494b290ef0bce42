using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>What a relation screen tells beside its rows: what was saved, discarded, kept or changed by others, with the way back.</summary>
public sealed class RelationTold(Notifier notifier, Undoing undoing, DraftDesk drafts, NavigationManager navigation, TimeProvider clock)
{
    /// <summary>A save, which can be taken back.</summary>
    public void Saved(SavedWords words, Saved saved)
    {
        if (saved.ChangeSet is { } changeSet)
        {
            notifier.Say(words.Of(saved), Texts.Undo, () => undoing.UndoAsync(changeSet));
        }
        else
        {
            notifier.Say(words.Of(saved));
        }
    }

    /// <summary>Pending changes that were given up on purpose, and can be had back.</summary>
    /// <param name="discarded">What was pending.</param>
    /// <param name="count">How many changes that was.</param>
    /// <param name="state">The screen, which has nothing pending any more.</param>
    /// <param name="agent">Whose.</param>
    public void Discarded(EditSet discarded, int count, MatrixState state, AgentId agent)
    {
        if (count == 0)
        {
            return;
        }

        var (address, matrix, revision) = (navigation.Uri, state.Matrix, state.Snapshot.World.Revision);
        notifier.Say(Say.Count(count, Texts.DiscardedOne, Texts.DiscardedOther), Texts.Undo, () =>
        {
            using (var draft = drafts.Open(agent, DraftScreen.Of(matrix), new EditSetFormat(matrix)))
            {
                draft.Update(_ => discarded, _ => count, revision);
            }

            return GoTo(address);
        });
    }

    /// <summary>Pending changes that are left behind, and wait.</summary>
    public void Kept(int count)
    {
        var here = navigation.Uri;
        notifier.Say(Say.Count(count, Texts.DraftKeptOne, Texts.DraftKeptOther), Texts.BackToThem, () => GoTo(here));
    }

    /// <summary>A draft of which nothing is to be done any more.</summary>
    public void DraftDone(DateTimeOffset from) => notifier.Say(Say.Format(Texts.DraftDone, Say.Moment(from, clock.GetUtcNow())));

    /// <summary>Pending changes that a setting took away.</summary>
    public void Skipped(int count)
    {
        if (count > 0)
        {
            notifier.Say(Say.Count(count, Texts.SkippedOne, Texts.SkippedOther));
        }
    }

    /// <summary>What others changed: a few rows say so themselves, and only who cannot see them is told; many are told to everybody.</summary>
    public void News(NewsLine? line, ChangeBatch batch, string me)
    {
        if (batch.Reload)
        {
            notifier.Say(Texts.ReadAgain);
        }
        else if (line is { Rows: > MatrixNews.MaxRows })
        {
            notifier.Say(NewsWords.Line(line, me));
        }
        else if (line is not null)
        {
            notifier.Whisper(NewsWords.Line(line, me));
        }
    }

    private Task GoTo(string address)
    {
        navigation.NavigateTo(address);
        return Task.CompletedTask;
    }
}
