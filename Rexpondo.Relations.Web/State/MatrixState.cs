using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Watching;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// One open relation screen: what is stored, what the agent sees of it and what she has changed. What is shown is stored ⊕
/// pending. Only a read changes what is stored; only the agent changes what is pending; rows never move while one edits.
/// Knows nothing of Blazor; used by one circuit at a time.
/// </summary>
public sealed class MatrixState : IDisposable
{
    private const int KeptRevisions = 100;

    private readonly MatrixReader reader;
    private readonly MatrixDraft draft;
    private readonly MatrixList list = new();
    private readonly MatrixClicks clicks;
    private readonly HashSet<long> saved = [];
    private readonly ConsequenceCount count = new();
    private IdSet? restated = IdSet.Empty; // null: all rows

    /// <summary>Opens a matrix.</summary>
    /// <param name="reader">Reads it.</param>
    /// <param name="matrix">Which.</param>
    /// <param name="mayEdit">False for an auditor: every box is locked. Core checks the right again at the save.</param>
    /// <param name="draft">Where what is pending is kept, and may be already; null keeps it here alone.</param>
    public MatrixState(MatrixReader reader, MatrixId matrix, bool mayEdit, OpenDraft<EditSet>? draft = null)
    {
        (this.reader, clicks) = (reader, new MatrixClicks(this));
        this.draft = new MatrixDraft(draft ?? new OpenDraft<EditSet>(new EditSetFormat(matrix)));
        FoundUpon = this.draft.Revision;
        MayEdit = mayEdit;
        Snapshot = reader.Read(matrix);
        this.draft.GiveUp(Snapshot);
        list.Choose(Snapshot, Edits);
    }

    private MatrixState(MatrixState other)
    {
        (reader, list, Snapshot, MayEdit, clicks) = (other.reader, other.list, other.Snapshot, other.MayEdit, new MatrixClicks(this));
        draft = new MatrixDraft(new OpenDraft<EditSet>(new EditSetFormat(other.Matrix)));
    }

    /// <summary>Another tab of the same agent edited what is pending; raised on that tab's thread.</summary>
    public event Action? EditedElsewhere
    {
        add => draft.EditedElsewhere += value;
        remove => draft.EditedElsewhere -= value;
    }

    /// <summary>When the unsaved changes that were here at the opening were made; null if there were none.</summary>
    public DateTimeOffset? FoundFrom => draft.FoundFrom;

    /// <summary>The revision of the store they were made upon.</summary>
    public long FoundUpon { get; }

    /// <summary>Closes the screen; what is pending stays in its draft.</summary>
    public void Dispose()
    {
        draft.Dispose();
        count.Dispose();
    }

    /// <summary>Which matrix.</summary>
    public MatrixId Matrix => Snapshot.Matrix;

    /// <summary>What is stored, at one revision.</summary>
    public MatrixSnapshot Snapshot { get; private set; }

    /// <summary>What is pending.</summary>
    public EditSet Edits => draft.Edits;

    /// <summary>Why it is to be saved, as typed so far in any tab; empty once it is saved or given up.</summary>
    public string Reason => draft.Reason;

    /// <summary>What others have just changed here.</summary>
    public MatrixNews News { get; } = new();

    /// <summary>Rows that are shown and no longer match, because of what others changed.</summary>
    public IdSet NoLongerMatching { get; private set; } = IdSet.Empty;

    /// <summary>The agent may edit.</summary>
    public bool MayEdit { get; }

    /// <inheritdoc cref="MatrixList.Show"/>
    public Chip Show => list.Show;

    /// <inheritdoc cref="MatrixList.IncludeInvalid"/>
    public bool IncludeInvalid => list.IncludeInvalid;

    /// <inheritdoc cref="MatrixList.Listed"/>
    public IdSet Listed => list.Listed;

    /// <inheritdoc cref="MatrixList.Matches"/>
    public IdSet Matches => list.Matches;

    /// <inheritdoc cref="MatrixList.Context"/>
    public IdSet Context => list.Context;

    /// <inheritdoc cref="MatrixList.View"/>
    public OrderedIds View => list.View;

    /// <inheritdoc cref="MatrixList.All"/>
    public OrderedIds All => list.All;

    /// <inheritdoc cref="MatrixList.Shown"/>
    public IdSet Shown => list.Shown;

    /// <summary>True while something is typed in the box, or one back end is chosen.</summary>
    public bool Searching => list.Searching || BackEnds.Contains(BackEnd);

    /// <inheritdoc cref="MatrixList.BackEnd"/>
    public string BackEnd => list.BackEnd;

    /// <summary>The back ends to choose from; none where there is nothing to choose.</summary>
    public IReadOnlyList<string> BackEnds => BackEndFilter.Names(Snapshot.World, Matrix.RowSide);

    /// <summary>How many booleans differ from the store.</summary>
    public PendingCount Pending => Edits.Count(Snapshot.StoredOf);

    /// <summary>What a save would do, worked out here and now whatever it costs; a page asks <see cref="Counted"/> first.</summary>
    public Consequences Consequences => count.Now(Snapshot.World, Edits);

    /// <summary>What a save would do; null as long as so many are asked for it that it takes a moment: <see cref="CountAsync"/> waits for it.</summary>
    public Consequences? Counted => count.Of(Snapshot.World, Edits);

    /// <summary>What a save would do, once it is counted. What is edited meanwhile is counted too, and what is out of date by that no more.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Consequences> CountAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Counted is { } counted)
            {
                return counted;
            }

            try
            {
                await count.CountAsync(Snapshot.World, Edits);
            }
            catch (OperationCanceledException)
            {
                // others are pending by now
            }
        }
    }

    /// <summary>What a save would do to the services of one customer user; null if nothing.</summary>
    public ServiceAccessChange? ServiceChangeOf(int person) => Consequences.ServicesOf(Snapshot.World, Edits, new CustomerUserId(person));

    /// <summary>What was given up since the last refresh because a setting has locked it.</summary>
    public SkippedEdits Skipped => draft.Skipped;

    /// <inheritdoc cref="MatrixList.Search"/>
    public void Search(string text)
    {
        list.Search(text, Snapshot, Edits);
        Touched();
    }

    /// <inheritdoc cref="MatrixList.ChooseBackEnd"/>
    public void ChooseBackEnd(string name)
    {
        list.ChooseBackEnd(name, Snapshot, Edits);
        Touched();
    }

    /// <inheritdoc cref="MatrixList.Choose(Chip, MatrixSnapshot, EditSet)"/>
    public void Choose(Chip chip)
    {
        list.Choose(chip, Snapshot, Edits);
        Touched();
    }

    /// <inheritdoc cref="MatrixList.ChooseInvalid"/>
    public void ChooseInvalid(bool include)
    {
        list.ChooseInvalid(include, Snapshot, Edits);
        Touched();
    }

    /// <inheritdoc cref="MatrixList.Count"/>
    public int Count(Chip chip) => list.Count(chip, Snapshot, Edits);

    /// <summary>The keys a row shows: its lock, else stored with the pending edits on top.</summary>
    public PermissionSet ShownKeys(int row) => LockOf(row) switch
    {
        GroupLock.Default => Snapshot.Keys.AllSet,
        GroupLock.Never => PermissionSet.None,
        GroupLock.None => Edits.Shown(Matrix.FixedId, row, Snapshot.Stored[row]),
        _ => throw new UnreachableException(),
    };

    /// <summary>Why nobody can tick a row, if so.</summary>
    public GroupLock LockOf(int row) => MatrixLocks.Of(Snapshot, row);

    /// <summary>True if the box of a cell cannot be clicked: locked row, included in a ticked <c>rw</c>, or an auditor.</summary>
    public bool IsLocked(int row, PermissionKey key) =>
        !MayEdit || LockOf(row) != GroupLock.None || Snapshot.Keys.Included(ShownKeys(row)).Contains(key.Set);

    /// <inheritdoc cref="MatrixClicks.LastClicked"/>
    public int? LastClicked => clicks.LastClicked;

    /// <inheritdoc cref="MatrixClicks.Click"/>
    public void Click(int row, PermissionKey key, bool on) => clicks.Click(row, key, on);

    /// <inheritdoc cref="MatrixClicks.ClickRange"/>
    public void ClickRange(int fromRow, int toRow, PermissionKey key, bool on) => clicks.ClickRange(fromRow, toRow, key, on);

    /// <inheritdoc cref="MatrixHeaders.View"/>
    public HeaderView Header(PermissionKey key) => Headers.View(key, MayEdit);

    /// <inheritdoc cref="MatrixClicks.ClickHeader"/>
    public void ClickHeader(PermissionKey key) => clicks.ClickHeader(key);

    /// <inheritdoc cref="MatrixClicks.WithdrawAllShown"/>
    public void WithdrawAllShown() => clicks.WithdrawAllShown();

    /// <inheritdoc cref="MatrixClicks.KeepRo"/>
    public void KeepRo(int row) => clicks.KeepRo(row);

    /// <inheritdoc cref="MatrixClicks.CopyDefaults"/>
    public void CopyDefaults() => clicks.CopyDefaults();

    /// <inheritdoc cref="MatrixClicks.KeepDefaults"/>
    public void KeepDefaults() => clicks.KeepDefaults();

    /// <inheritdoc cref="MatrixClicks.DefaultsToKeepCount"/>
    public int DefaultsToKeepCount => clicks.DefaultsToKeepCount;

    /// <summary>The same screen with nothing pending: for what is exported.</summary>
    public MatrixState WithoutEdits() => new(this);

    /// <summary>Forgets what is pending; gives what it was, so that it can be put back.</summary>
    public EditSet Discard()
    {
        var discarded = Edits;
        Edit(_ => EditSet.Of(Matrix));
        Explain("");
        Touched();
        return discarded;
    }

    /// <summary>The agent types why.</summary>
    public void Explain(string reason) => draft.Explain(reason);

    /// <summary>Takes over what another tab of the same agent did to what is pending.</summary>
    /// <returns>False if nothing is pending that was not before; perhaps the reason was typed on.</returns>
    public bool TakeEdits() => draft.Take(Snapshot);

    /// <summary>Saves and, if it was written, shows what is stored now. After a refusal everything pending is still here, of a save that was stopped what is not written.</summary>
    public async Task<SaveResult> SaveAsync(RelationEditor editor, AgentId agent, IProgress<SaveProgress>? progress, CancellationToken cancellationToken)
    {
        var result = await draft.SaveAsync((edits, reason) => editor.SaveAsync(edits, agent, reason, DraftScreen.Of(Matrix), progress, cancellationToken), Snapshot);
        if (result is Saved { ChangeSet: { } changeSet })
        {
            saved.Add(changeSet);
        }

        if (result is Saved or Stopped)
        {
            Refresh();
            Touched();
        }

        return result;
    }

    /// <summary>Takes over what is stored now. Pending edits stay on top; no row moves. False if nothing is new.</summary>
    public bool Refresh()
    {
        restated = null;
        return TakeOver();
    }

    /// <summary>Says of rows with unsaved changes what others did under them while nobody had them open.</summary>
    /// <param name="batch">What was committed since <see cref="FoundUpon"/>.</param>
    /// <param name="me">The agent: what she did herself is no news.</param>
    public void Recall(ChangeBatch batch, AgentId me) => News.Recall(Matrix, batch.Sets.Where(set => set.Agent != me), Edits);

    /// <summary>True if names or grantors of any of these rows may have changed since this was asked last.</summary>
    public bool AreRestated(IReadOnlyCollection<int> rows)
    {
        var answer = restated is not { } changed || rows.Any(changed.Contains);
        restated = IdSet.Empty;
        return answer;
    }

    /// <summary>
    /// Nothing that can be seen here changed. Only an image of access that is long out of date is let go, so that a page that
    /// stays open does not keep it.
    /// </summary>
    public void LetGo(ChangeBatch batch)
    {
        if (batch.To - Snapshot.World.Revision > KeptRevisions)
        {
            Refresh();
        }
    }

    private bool TakeOver()
    {
        draft.ForgetSkipped();
        var now = reader.Read(Matrix);
        if (now.World.Revision == Snapshot.World.Revision)
        {
            return false;
        }

        Snapshot = now;
        draft.GiveUp(now);
        return true;
    }

    /// <summary>Takes over what was committed, and says of each row who changed it. Nothing is said of what was saved here.</summary>
    /// <param name="batch">What was committed.</param>
    /// <param name="isOwn">What the agent did from here in another way than by a save: it is no news either.</param>
    /// <returns>One line about it; null if nothing in this matrix changed.</returns>
    public NewsLine? Take(ChangeBatch batch, Func<ChangedSet, bool>? isOwn = null)
    {
        TakeOver();
        restated = batch.TouchesRecords || restated is null ? null : restated | IdSet.Of(batch.RowsOf(Matrix));
        var others = batch.Sets.Where(set => !saved.Remove(set.Id) && isOwn?.Invoke(set) != true).ToList();
        if (others.Count == 0 && !batch.Reload)
        {
            return null;
        }

        NoLongerMatching = list.NoLongerMatching(Snapshot, Edits);
        return News.Take(Matrix, others, Edits);
    }

    /// <summary>The header boxes as they are now.</summary>
    internal MatrixHeaders Headers => new(Snapshot, Edits, Shown, Listed);

    /// <summary>Changes what is pending.</summary>
    internal void Edit(Func<EditSet, EditSet> change) => draft.Edit(change, Snapshot);

    /// <summary>The agent did something on the screen: what she has seen is said no longer.</summary>
    internal void Touched()
    {
        News.Touched(Edits.Rows(Matrix.FixedId));
        NoLongerMatching = IdSet.Empty;
    }
}
