using System.Data.Common;
using Microsoft.AspNetCore.Components.Authorization;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>
/// Takes a change set back for the signed-in agent, from whichever screen: asks, undoes what was confirmed or asks again, tells
/// what became of it.
/// </summary>
public sealed class Undoing(
    ChangeSetUndo undo, ChangeLineReader lines, CatalogReader catalogs, MatrixReader reader, AuthenticationStateProvider session, Choice choice, Notifier notifier)
{
    private const int KeptInQuestion = 5;

    private readonly HashSet<long> written = [];
    private bool underWay;

    /// <summary>True for what was taken back from here: the message says so, and it is no news of anybody.</summary>
    /// <param name="set">What is heard; the number of an undo that is just being written is not known yet.</param>
    /// <param name="me">The agent.</param>
    public bool Wrote(ChangedSet set, AgentId me) => written.Contains(set.Id) || (underWay && set.Agent == me);

    /// <summary>Takes back what was saved a moment ago; asks first only where many gain or lose access by it.</summary>
    public Task UndoAsync(long changeSet) => RunAsync(changeSet, always: false);

    /// <summary>Says what would be, asks for a reason, and takes it back.</summary>
    public Task AskAsync(long changeSet) => RunAsync(changeSet, always: true);

    /// <summary>Takes back all parts of a save of very many cells, after a question.</summary>
    /// <param name="bulk">Its number.</param>
    /// <param name="changes">How many changes it made.</param>
    public async Task UndoBulkAsync(long bulk, int changes)
    {
        if (await choice.AskAsync(Texts.UndoBulkTitle, [Say.Format(Texts.UndoBulkQuestion, changes)], [Texts.Undo, Texts.Back]) != 0
            || CurrentAgent.Of((await session.GetAuthenticationStateAsync()).User) is not { } agent)
        {
            return;
        }

        underWay = true;
        try
        {
            notifier.Say(Words(await undo.UndoBulkAsync(bulk, agent.Id, null, CancellationToken.None)));
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            notifier.Say(Say.Format(Texts.UndoBulkBroken, StoreFault.Words(e)));
        }
        finally
        {
            underWay = false;
        }
    }

    private async Task RunAsync(long changeSet, bool always)
    {
        try
        {
            // A change set may be large: not on the circuit's own turn.
            if (await Task.Run(() => undo.Preview(changeSet)) is not { } preview)
            {
                notifier.Say(Texts.ChangeSetNotFound);
                return;
            }

            string? reason = null;
            for (UndoPreview? confirmed = null; ;)
            {
                if (preview.Done.IsNothing)
                {
                    notifier.Say(Words(new Undone(null, preview.Done)));
                    return;
                }

                if (always |= preview.Consequences.NeedsConfirmation)
                {
                    reason = await choice.AskReasonAsync(Say.Format(Texts.UndoTitle, changeSet), Question(preview, confirmed), [Texts.Undo, Texts.Back], reason ?? "");
                    if (reason is null)
                    {
                        return;
                    }
                }

                if (CurrentAgent.Of((await session.GetAuthenticationStateAsync()).User) is not { } agent)
                {
                    return;
                }

                var result = await WriteAsync(preview, agent.Id, reason);
                if (result is not UndoOtherwise(var now))
                {
                    notifier.Say(Words(result));
                    return;
                }

                (confirmed, preview) = (preview, now);
            }
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            // Locked for too long, disk full: the transaction is undone, the circuit goes on.
            notifier.Say(Say.Format(Texts.NothingWrittenShort, StoreFault.Words(e)));
        }
    }

    private async Task<UndoResult> WriteAsync(UndoPreview preview, AgentId agent, string? reason)
    {
        underWay = true;
        try
        {
            var result = await undo.UndoAsync(preview, agent, reason, CancellationToken.None);
            if (result is Undone { ChangeSet: { } changeSet })
            {
                written.Add(changeSet);
            }

            return result;
        }
        finally
        {
            underWay = false;
        }
    }

    private List<string> Question(UndoPreview preview, UndoPreview? confirmed)
    {
        var again = confirmed is null ? []
            : preview.Consequences.IsSameAs(confirmed.Consequences) ? [Texts.UndoMeanwhile]
            : ConsequenceWords.Changed(confirmed.Consequences, preview.Consequences, Names);
        List<string> text = [.. again, Say.Format(Texts.UndoQuestion, HistoryWords.SetBack(preview.Done))];
        var changes = ConsequenceWords.Of(preview.Consequences, preview.Catalog, Names);
        text.AddRange(changes.Count == 0 ? [Texts.NoAccessChanges] : changes.Select(line => Say.Format(Texts.Sentence, line.Text)));
        var kept = preview.Done.Kept;
        if (!kept.IsEmpty)
        {
            var names = lines.Names(kept.Take(KeptInQuestion).Select(one => one.Line));
            text.Add(Say.Count(kept.Length, Texts.UndoLeavesOne, Texts.UndoLeavesOther));
            text.AddRange(kept.Take(KeptInQuestion).Select(one => Say.Format(Texts.Sentence, HistoryWords.Kept(one, names, preview.Catalog))));
            if (kept.Length > KeptInQuestion)
            {
                text.Add(Say.Format(Texts.ReviewMore, kept.Length - KeptInQuestion));
            }
        }

        return text;
    }

    private IReadOnlyList<string> Names(IReadOnlyList<int> persons) => [.. reader.Names(reader.Rows(RelationSide.CustomerUser).Rows, persons).Select(row => row.Name)];

    private string Words(UndoResult result) => result switch
    {
        Undone undone => HistoryWords.Of(undone, lines.Names(undone.Done.Kept.Take(KeptInQuestion).Select(kept => kept.Line)), catalogs.Read()),
        UndoNotAllowed { Login: "" } => Say.Format(Texts.NothingWrittenShort, Texts.RefusedNoAgent),
        UndoNotAllowed => Say.Format(Texts.NothingWrittenShort, Texts.RefusedNotAdmin),
        UndoNotThere => Texts.ChangeSetNotFound,
        UndoReasonTooLong(var limit) => Say.Format(Texts.NothingWrittenShort, Say.Format(Texts.RefusedReasonTooLong, limit)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
