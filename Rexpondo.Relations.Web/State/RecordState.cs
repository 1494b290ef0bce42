using System.Data.Common;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// One open edit screen around its <see cref="RecordForm{TFields}"/>: asks before a save that changes the access of many,
/// saves, and says what became of it. What is typed stands in a draft, which the tabs of an agent share; knows nothing of Blazor.
/// </summary>
/// <typeparam name="TFields">The fields of the record.</typeparam>
public sealed class RecordState<TFields> : IDisposable
    where TFields : class
{
    private readonly RecordAccess<TFields> access;
    private readonly RecordPreview<TFields> preview;
    private readonly RecordConfirmation<TFields> confirmation;
    private readonly OpenDraft<FormEdits> draft;
    private readonly Postponed waiting = new();
    private readonly int? id;
    private FormEdits? taken;

    /// <summary>Opens the screen.</summary>
    /// <param name="access">Reads and writes it.</param>
    /// <param name="preview">What a save would do.</param>
    /// <param name="fields">The table of its fields.</param>
    /// <param name="id">The record; null for a new one.</param>
    /// <param name="draft">Where what is typed is kept, and may be already; null keeps it here alone.</param>
    public RecordState(
        RecordAccess<TFields> access, RecordPreview<TFields> preview, IReadOnlyList<FormInput<TFields>> fields, int? id, OpenDraft<FormEdits>? draft = null)
    {
        (this.access, this.preview, this.id) = (access, preview, id);
        confirmation = new RecordConfirmation<TFields>(access, preview, id);
        this.draft = draft ?? new OpenDraft<FormEdits>(new FormEditsFormat());
        Form = new RecordForm<TFields>(fields, Now ?? access.Empty);
        News = new RecordNews<TFields>(Form);
        TakeNews();
    }

    /// <summary>Another tab of the same agent typed; raised on that tab's thread. <see cref="TakeNews"/> shows it.</summary>
    public event Action? EditedElsewhere
    {
        add => draft.ChangedElsewhere += value;
        remove => draft.ChangedElsewhere -= value;
    }

    /// <summary>Why it is to be saved, as typed so far in any tab; empty once it is saved or given up.</summary>
    public string Reason => draft.Reason;

    /// <summary>When what was typed already at the opening was typed; null if there was nothing.</summary>
    public DateTimeOffset? FoundFrom => draft.Found?.At;

    /// <summary>What is typed.</summary>
    public RecordForm<TFields> Form { get; }

    /// <summary>What a save would do, in sentences.</summary>
    public IReadOnlyList<ConsequenceLine> Lines { get; private set; } = [];

    /// <summary>Why the last save or button wrote nothing, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>A save is under way, its confirmation included: nothing else can begin.</summary>
    public bool Saving { get; private set; }

    /// <summary>What stands under the field, or null.</summary>
    public string? ErrorOf(FormInput<TFields> field) => Form.ErrorOf(field) switch
    {
        null => null,
        _ when Form.IsUnpicked(field) => Texts.PickFromTheList,
        var reason => RecordWords.Sentence(reason),
    };

    /// <summary>The agent types.</summary>
    /// <returns>True if <see cref="Derive"/> can say something else now.</returns>
    public bool Type(FormInput<TFields> field, string text)
    {
        Form.Set(field, text);
        Refusal = null;
        News.Touched();
        var (seen, typed, sought) = (field.Get(Form.Seen), field.Get(Form.Wanted), Form.Sought(field));
        Keep(edits => edits.With(field.Name, seen, typed, sought));
        return field.HasEffect || Lines.Count > 0;
    }

    /// <summary>The agent types why.</summary>
    public void Explain(string reason) => draft.Explain(reason);

    /// <summary>Works out what a save would do.</summary>
    public void Derive() => Lines = preview.Words(preview.Of(id, Form));

    /// <summary>What others have just changed.</summary>
    public RecordNews<TFields> News { get; }

    /// <summary>While a save is under way what others do waits: it is told once it is known what was saved here.</summary>
    /// <returns>False if nothing is under way.</returns>
    public bool Postpones(ChangeBatch batch)
    {
        if (Saving)
        {
            waiting.Add(batch);
        }

        return Saving;
    }

    /// <summary>What was heard meanwhile, once.</summary>
    public ChangeBatch? TakeWaiting() => waiting.Take();

    /// <summary>Somebody saved: what is stored is shown, what is typed stays, and it is said who it was.</summary>
    /// <param name="sets">The change sets of this record; what was taken back from here is not among them.</param>
    /// <returns>What is new, if there is something to say.</returns>
    public RecordNewsLine? Hear(IEnumerable<ChangedSet> sets)
    {
        TakeNews();
        return Now is { } now ? News.Take(sets, now) : null;
    }

    /// <summary>Somebody saved, or another tab typed: what is stored is shown, what is typed stays.</summary>
    public void TakeNews()
    {
        taken = draft.Value; // another tab may type at this very moment, and is heard
        if (Now is { } now)
        {
            News.Done(now);
            Form.Take(taken, now);
            News.Settle();
            Keep(edits => edits.Without(name => Text(now, name)));
        }

        Derive();
    }

    /// <summary>Takes over what another tab of the same agent typed.</summary>
    /// <returns>False if nothing is typed that was not before; perhaps the reason was typed on.</returns>
    public bool TakeEdits()
    {
        var isNew = !ReferenceEquals(taken, draft.Value);
        if (isNew)
        {
            TakeNews();
        }

        return isNew;
    }

    /// <summary>Forgets what is typed; gives what it was, so that it can be put back.</summary>
    public FormEdits Discard()
    {
        var discarded = draft.Value;
        Keep(_ => FormEdits.None);
        Explain("");
        Form.Discard(Now ?? access.Empty);
        News.Clear();
        (Refusal, Lines) = (null, []);
        return discarded;
    }

    /// <summary>Closes the screen; what is typed stays in its draft.</summary>
    public void Dispose() => draft.Dispose();

    /// <summary>Saves the form, once the agent has confirmed what that changes for many.</summary>
    /// <param name="agent">Who saves.</param>
    /// <param name="confirm">Asks with a title and sentences; true if she wants it so.</param>
    /// <param name="cancellationToken">Ends the waiting for other savers.</param>
    public Task<RecordTold> SaveAsync(
        AgentId agent, Func<string, IReadOnlyList<string>, Task<bool>> confirm, CancellationToken cancellationToken) => RunAsync(async () =>
    {
        if (!await confirmation.AskAsync(Form, confirm))
        {
            return RecordTold.Nothing;
        }

        var (submitted, reason) = (Form.Wanted, Reason);
        await draft.FlushAsync(); // nothing of the draft is on its way while it is removed
        return Tell(
            id is { } record
                ? await access.Save(record, Form.Seen, submitted, agent, reason, cancellationToken)
                : await access.Add(submitted, agent, reason, cancellationToken),
            submitted,
            reason);
    });

    /// <summary>One of the screen's buttons writes something else than the form; what is typed stays.</summary>
    /// <param name="write">Writes.</param>
    /// <param name="said">What is said when it is written.</param>
    /// <param name="cancellationToken">Ends the waiting for other savers.</param>
    public Task<RecordTold> ActAsync(Func<CancellationToken, Task<RecordResult>> write, string said, CancellationToken cancellationToken) =>
        RunAsync(async () =>
        {
            var before = Now;
            return TellAction(await write(cancellationToken), before, said);
        });

    private TFields? Now => id is { } record ? access.Read(record) : access.Empty;

    private string? Text(TFields of, string field) => Form.Fields.FirstOrDefault(one => one.Name == field)?.Get(of);

    // What each field was based on is kept with it, so the revision says nothing more.
    private void Keep(Func<FormEdits, FormEdits> change) => draft.Update(change, edits => edits.Count, revision: 0);

    private async Task<RecordTold> RunAsync(Func<Task<RecordTold>> run)
    {
        if (Saving)
        {
            return RecordTold.Nothing;
        }

        Saving = true;
        try
        {
            return await run();
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            // Locked for too long, disk full: the transaction is undone, what is typed is here, the circuit goes on.
            Refusal = RecordWords.NothingWritten(StoreFault.Words(e), Form.Changes);
            return RecordTold.Nothing;
        }
        finally
        {
            // What others saved meanwhile is shown; who it was is told by what has waited.
            Saving = false;
            TakeNews();
        }
    }

    private RecordTold Tell(RecordResult result, TFields submitted, string reason)
    {
        News.Clear();
        (Refusal, Lines) = (null, []);
        switch (result)
        {
            case RecordSaved saved:
                if (access.Read(saved.Id) is { } now)
                {
                    News.Wrote(saved.ChangeSet, Form.Seen, submitted, now);
                    Form.Stored(submitted, now);
                    draft.Saved(
                        edits => id is null ? FormEdits.None : edits.Without(name => Text(submitted, name)).On(name => Text(now, name)),
                        edits => edits.Count,
                        revision: 0,
                        reason);
                }

                return new RecordTold(saved.ChangeSet is null ? Texts.NothingChanged : Texts.RecordSavedWords, saved.Id, ChangeSet: id is null ? null : saved.ChangeSet);
            case RecordRefused refused:
                Form.Refuse(refused.Errors);
                Refusal = RecordWords.Refused(Form);
                Derive();
                return new RecordTold(Focus: RecordFocus.Error);
            case RecordChangedMeanwhile<TFields> meanwhile:
                Form.Meet(meanwhile.Now, meanwhile.Fields);
                Keep(edits => edits.On(name => Text(meanwhile.Now, name)));
                Refusal = Texts.RefusedChangedMeanwhile;
                Derive();
                return new RecordTold(Focus: RecordFocus.Conflict);
            case var other:
                Refusal = RecordWords.NothingWritten(RecordWords.Reason(other), Form.Changes);
                return RecordTold.Nothing;
        }
    }

    // Errors and conflicts of a button are about what it writes: they are said, and the form shows none of them as its own.
    private RecordTold TellAction(RecordResult result, TFields? before, string said)
    {
        switch (result)
        {
            case RecordSaved saved:
                Refusal = null;
                if (access.Read(saved.Id) is { } now)
                {
                    News.Wrote(saved.ChangeSet, before ?? now, now, now);
                    Form.TakeOver(now);
                }

                Derive();
                return new RecordTold(saved.ChangeSet is null ? Texts.NothingChanged : said, saved.Id, ChangeSet: saved.ChangeSet);
            case RecordRefused refused:
                Refusal = RecordWords.NothingWritten(string.Join("; ", refused.Errors.Select(error => error.Reason)), Form.Changes);
                return RecordTold.Nothing;
            case RecordChangedMeanwhile<TFields> meanwhile:
                Form.Hear(meanwhile.Now);
                Refusal = RecordWords.NothingWritten(Texts.RefusedButtonBehind, Form.Changes);
                Derive();
                return RecordTold.Nothing;
            case var other:
                Refusal = RecordWords.NothingWritten(RecordWords.Reason(other), Form.Changes);
                return RecordTold.Nothing;
        }
    }
}
