using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// One open relation screen: what is stored, what the agent sees of it and what she has changed. What is shown is stored ⊕
/// pending. Only a read changes what is stored; only the agent changes what is pending; rows never move while one edits.
/// Knows nothing of Blazor; used by one circuit at a time.
/// </summary>
public sealed class MatrixState
{
    private readonly MatrixReader reader;
    private (EditSet Edits, MatrixSnapshot Snapshot, Consequences Consequences)? consequences;
    private string typed = "";
    private IdSet chosen = IdSet.Empty;
    private (MatrixSnapshot? Snapshot, bool IncludeInvalid) allOf;
    private Lazy<OrderedIds> all = new(OrderedIds.None);

    /// <summary>Opens a matrix.</summary>
    /// <param name="reader">Reads it.</param>
    /// <param name="matrix">Which.</param>
    /// <param name="mayEdit">False for an auditor: every box is locked. Core checks the right again at the save.</param>
    public MatrixState(MatrixReader reader, MatrixId matrix, bool mayEdit)
    {
        this.reader = reader;
        MayEdit = mayEdit;
        Snapshot = reader.Read(matrix);
        Edits = EditSet.Of(matrix);
        Choose();
    }

    /// <summary>Which matrix.</summary>
    public MatrixId Matrix => Snapshot.Matrix;

    /// <summary>What is stored, at one revision.</summary>
    public MatrixSnapshot Snapshot { get; private set; }

    /// <summary>What is pending.</summary>
    public EditSet Edits { get; private set; }

    /// <summary>The agent may edit.</summary>
    public bool MayEdit { get; }

    /// <summary>The chip that was chosen last.</summary>
    public Chip Show { get; private set; }

    /// <summary>Invalid rows are listed though they have no rows in the relation.</summary>
    public bool IncludeInvalid { get; private set; }

    /// <summary>Rows that are listed, before search and chip: the total.</summary>
    public IdSet Listed { get; private set; } = IdSet.Empty;

    /// <summary>Listed rows that match what was typed.</summary>
    public IdSet Matches { get; private set; } = IdSet.Empty;

    /// <summary>Rows shown for context only: ancestors of what is shown. They are no matches.</summary>
    public IdSet Context { get; private set; } = IdSet.Empty;

    /// <summary>The rows shown, in order, context included.</summary>
    public OrderedIds View { get; private set; } = OrderedIds.None;

    /// <summary>Every listed row with its ancestors, whatever is typed, in the order of the last choice: a short list draws all of them.</summary>
    public OrderedIds All => all.Value;

    /// <summary>The matching rows that are shown: what headers, exports and <em>withdraw all shown</em> act on.</summary>
    public IdSet Shown => chosen;

    /// <summary>True while something is typed in the box, or one back end is chosen.</summary>
    public bool Searching => !SearchQuery.Parse(typed).MatchesEverything || BackEnds.Contains(BackEnd);

    /// <summary>The back end whose customer users are shown; empty for all.</summary>
    public string BackEnd { get; private set; } = "";

    /// <summary>The back ends to choose from; none where there is nothing to choose.</summary>
    public IReadOnlyList<string> BackEnds => BackEndFilter.Names(Snapshot.World, Matrix.RowSide);

    /// <summary>How many booleans differ from the store.</summary>
    public PendingCount Pending => Edits.Count(Snapshot.StoredOf);

    /// <summary>What a save would do.</summary>
    public Consequences Consequences
    {
        get
        {
            if (consequences is not { } known || known.Edits != Edits || known.Snapshot != Snapshot)
            {
                consequences = known = (Edits, Snapshot, Consequences.Of(Snapshot.World, Edits));
            }

            return known.Consequences;
        }
    }

    /// <summary>How many pending changes the last refresh gave up because a setting has locked them.</summary>
    public int Skipped { get; private set; }

    /// <summary>Finds rows while somebody types.</summary>
    public void Search(string text)
    {
        typed = text;
        Choose();
    }

    /// <summary>Shows the customer users of one back end, or of all.</summary>
    public void ChooseBackEnd(string name)
    {
        BackEnd = name;
        Choose();
    }

    /// <summary>Chooses a chip: the rows that are so now, and these rows until the next choice.</summary>
    public void Choose(Chip chip)
    {
        Show = chip;
        Choose();
    }

    /// <summary>Lists invalid rows too, or no longer.</summary>
    public void ChooseInvalid(bool include)
    {
        IncludeInvalid = include;
        Choose();
    }

    /// <summary>How many matching rows a chip would show now; for the chosen one, how many it shows.</summary>
    public int Count(Chip chip) => chip == Show ? chosen.Count : (Matches & Of(chip)).Count;

    /// <summary>The keys a row shows: its lock, else stored with the pending edits on top.</summary>
    public PermissionSet ShownKeys(int row) => LockOf(row) switch
    {
        GroupLock.Default => Snapshot.Keys.AllSet,
        GroupLock.Never => PermissionSet.None,
        GroupLock.None => Edits.Shown(Matrix.FixedId, row, Snapshot.Stored[row]),
        _ => throw new UnreachableException(),
    };

    /// <summary>Why nobody can tick a row, if so.</summary>
    public GroupLock LockOf(int row) => Matrix.Kind.HasPermissions && GroupOf(row) is { } group
        ? GroupLocks.Of(Snapshot.World.Catalog, Matrix.Kind, group)
        : GroupLock.None;

    /// <summary>True if the box of a cell cannot be clicked: locked row, included in a ticked <c>rw</c>, or an auditor.</summary>
    public bool IsLocked(int row, PermissionKey key) =>
        !MayEdit || LockOf(row) != GroupLock.None || Snapshot.Keys.Included(ShownKeys(row)).Contains(key.Set);

    /// <summary>The group of a cell, in relations with groups.</summary>
    public Group? GroupOf(int row) => Snapshot.World.Catalog.Find(new GroupId(Matrix.Pair(row).Right));

    /// <summary>The row whose box was clicked last, from which Shift+click reaches; null before the first click.</summary>
    public int? LastClicked { get; private set; }

    /// <summary>A click on a box. A locked one is left alone.</summary>
    public void Click(int row, PermissionKey key, bool on)
    {
        LastClicked = row;
        if (!IsLocked(row, key))
        {
            Set(key, IdSet.Of(row), on);
        }
    }

    /// <summary>
    /// A click with the shift key: all boxes of the column from one row to another get the same value, as far as a header
    /// would touch them; the clicked one in any case.
    /// </summary>
    public void ClickRange(int fromRow, int toRow, PermissionKey key, bool on)
    {
        var (from, to) = (View.IndexOf(fromRow), View.IndexOf(toRow));
        if (MayEdit && from >= 0 && to >= 0)
        {
            var range = IdSet.Of(View.Page(Math.Min(from, to), Math.Abs(from - to) + 1));
            Set(key, Unlocked(key) & range, on);
        }

        Click(toRow, key, on);
    }

    /// <summary>What a header checkbox shows.</summary>
    public HeaderView Header(PermissionKey key)
    {
        var rows = Actionable();
        var unlocked = Unlocked(key);
        var ticked = (rows & ShownRows(key)).Count;
        HeaderObstacle? obstacle = !MayEdit ? HeaderObstacle.ReadOnly
            : chosen.IsEmpty ? HeaderObstacle.NoRows
            : rows.IsEmpty ? HeaderObstacle.AllLocked
            : unlocked.IsEmpty ? HeaderObstacle.AllIncluded
            : null;
        return new HeaderView(rows.Count > 0 && ticked == rows.Count, ticked > 0 && ticked < rows.Count, rows.Count, obstacle);
    }

    /// <summary>
    /// A click on a header: all on, all off, as saved; from mixed, all on first (E5). Steps that would change nothing are
    /// passed over. Only cells that differ now become edits.
    /// </summary>
    public void ClickHeader(PermissionKey key)
    {
        if (!MayEdit)
        {
            return;
        }

        var rows = Unlocked(key);
        var ticked = rows & OwnRows(key);
        var column = Edits.Column(Matrix.FixedId, key.Bit);
        var differs = rows.Overlaps(column.On) || rows.Overlaps(column.Off);
        if (ticked.Count == rows.Count)
        {
            Set(key, rows, false);
        }
        else if (ticked.IsEmpty && differs)
        {
            Set(key, rows, null);
        }
        else
        {
            Set(key, rows, true);
        }
    }

    /// <summary>
    /// Clears every key of every matching row, also under a ticked <c>rw</c> and on rows that are not effective (E5a). Rows of
    /// default groups stay untouched.
    /// </summary>
    public void WithdrawAllShown()
    {
        if (MayEdit)
        {
            var rows = chosen - Locked(GroupLock.Default);
            foreach (var key in Snapshot.Stored.Bits.Union(Snapshot.Keys.All.Select(key => key.Bit)).ToList())
            {
                Set(key, rows, false);
            }
        }
    }

    /// <summary>Ticks <c>ro</c> where a withdrawn <c>rw</c> would leave nothing (E4).</summary>
    public void KeepRo(int row) => Click(row, Snapshot.Keys.All.First(key => key.Set == PermissionSet.Ro), true);

    /// <summary>Services of a person: ticks the default services she would lose.</summary>
    public void CopyDefaults()
    {
        if (MayEdit)
        {
            Set(PermissionKeys.ActiveOnly.All[0], IdSet.Of(Snapshot.World.Catalog.EffectiveDefaultServices.Select(id => id.Value)), true);
        }
    }

    /// <summary>
    /// Customer users of a service: ticks the default services of everybody who would lose them, beside this screen's own
    /// column, and nothing else.
    /// </summary>
    public void KeepDefaults()
    {
        if (MayEdit)
        {
            foreach (var (service, persons) in DefaultsToKeep())
            {
                Edits = Edits.Show(service.Value, 0, persons, true, Snapshot.StoredOf(MatrixId.CustomerUsersOf(service)));
            }
        }
    }

    /// <summary>How many ticks <see cref="KeepDefaults"/> would add.</summary>
    public int DefaultsToKeepCount => DefaultsToKeep().Sum(tick => tick.Persons.Count);

    /// <summary>The same screen with nothing pending: for what is exported.</summary>
    public MatrixState WithoutEdits()
    {
        var saved = (MatrixState)MemberwiseClone();
        saved.Discard();
        return saved;
    }

    /// <summary>Forgets what is pending.</summary>
    public void Discard() => Edits = EditSet.Of(Matrix);

    /// <summary>Saves and, if it was written, shows what is stored now. After a refusal everything pending is still here.</summary>
    public async Task<SaveResult> SaveAsync(RelationEditor editor, AgentId agent, string? reason, CancellationToken cancellationToken)
    {
        var saving = Edits;
        var result = await editor.SaveAsync(saving, agent, reason, cancellationToken);
        if (result is Saved)
        {
            // What was clicked while the save was on its way stays pending, and nothing else: an edit kept after its save
            // would grant again what another agent withdraws next.
            Edits = Edits.Since(saving);
            Refresh();
        }

        return result;
    }

    /// <summary>Takes over what is stored now. Pending edits stay on top; no row moves. False if nothing is new.</summary>
    public bool Refresh()
    {
        var now = reader.Read(Matrix);
        if (now.World.Revision == Snapshot.World.Revision)
        {
            return false;
        }

        Snapshot = now;
        Skipped = SkipLocked();
        return true;
    }

    /// <summary>
    /// Edits that a setting has locked meanwhile are given up, so that they cannot stand in the way of the others: nobody could
    /// see or undo them any more, and every save would be refused.
    /// </summary>
    private int SkipLocked()
    {
        var before = Edits;
        var (always, never) = (Locked(GroupLock.Default), Locked(GroupLock.Never));
        foreach (var bit in before.Bits(Matrix.FixedId))
        {
            var column = before.Column(Matrix.FixedId, bit);
            var gone = Snapshot.Keys.AllSet.Contains(PermissionSet.OfBit(bit)) ? column.On & never : column.On;
            Edits = Edits.With(Matrix.FixedId, bit, ((column.On | column.Off) & always) | gone, null);
        }

        return before.Count(Snapshot.StoredOf).Total - Edits.Count(Snapshot.StoredOf).Total;
    }

    private void Choose()
    {
        Listed = Snapshot.Listed(IncludeInvalid);
        Matches = BackEndFilter.Of(Snapshot.World, Matrix.RowSide, BackEnd, Listed & Snapshot.Rows.Space.Search(SearchQuery.Parse(typed)));
        chosen = Matches & Of(Show);
        Context = IdSet.Of(chosen.SelectMany(Snapshot.Rows.Ancestors)) - chosen;
        View = new OrderedIds(Snapshot.Rows.Space.Order, chosen | Context);
        if (allOf != (Snapshot, IncludeInvalid))
        {
            allOf = (Snapshot, IncludeInvalid);
            var (rows, listed) = (Snapshot.Rows, Listed);
            all = new(() => new OrderedIds(rows.Space.Order, listed | IdSet.Of(listed.SelectMany(rows.Ancestors))));
        }
    }

    private IdSet Of(Chip chip) => chip switch
    {
        Chip.All => Listed,
        Chip.Assigned => Snapshot.Stored.Rows,
        Chip.NotAssigned => Listed - Snapshot.Stored.Rows,
        Chip.Changed => Edits.Rows(Matrix.FixedId),
        Chip.Invalid => Listed - Snapshot.Rows.Effective,
        Chip.WithAccess => IdSet.Of(Listed.Where(HasAccess)),
        Chip.OnDefaults => IdSet.Of(Snapshot.World.Persons.Where(p => p.Valid && Snapshot.World.ServiceSourceOf(p) == ServiceSource.Default).Select(p => p.Id)),
        Chip.Default => IdSet.Of(Snapshot.World.Catalog.DefaultServices.Select(id => id.Value)),
        Chip.WithoutGroup or Chip.NoGroupAtAll or Chip.WithoutCustomer or Chip.InvalidAssigned => Listed,
        _ => throw new UnreachableException(),
    };

    private bool HasAccess(int row)
    {
        var (left, right) = Matrix.Pair(row);
        var world = Snapshot.World;
        return world.Find(new CustomerUserId(left)) is { } person
            && world.Catalog.Find(new GroupId(right)) is { } group
            && !world.Effective(person, group).IsEmpty;
    }

    private IdSet Actionable() => (chosen & Snapshot.Rows.Effective) - Locked(GroupLock.Default) - Locked(GroupLock.Never);

    private IdSet Unlocked(PermissionKey key) =>
        Snapshot.Keys.Included(PermissionSet.Rw).Contains(key.Set) ? Actionable() - OwnRows(PermissionSet.Rw) : Actionable();

    /// <summary>Rows that show a key ticked, also where it is included in <c>rw</c>.</summary>
    private IdSet ShownRows(PermissionKey key) =>
        Snapshot.Keys.Included(PermissionSet.Rw).Contains(key.Set) ? OwnRows(key) | OwnRows(PermissionSet.Rw) : OwnRows(key);

    private IdSet OwnRows(PermissionKey key) => OwnRows(key.Set);

    private IdSet OwnRows(PermissionSet key)
    {
        var bit = key.EachBit().Single();
        var column = Edits.Column(Matrix.FixedId, bit);
        return (Snapshot.Stored.With(bit) | column.On) - column.Off;
    }

    private IdSet Locked(GroupLock which)
    {
        if (!Matrix.Kind.HasPermissions)
        {
            return IdSet.Empty;
        }

        return Matrix.RowSide == RelationSide.Group
            ? IdSet.Of(Listed.Where(row => LockOf(row) == which))
            : LockOf(0) == which ? Listed : IdSet.Empty;
    }

    private void Set(PermissionKey key, IdSet rows, bool? on) => Set(key.Bit, rows, on);

    private void Set(int bit, IdSet rows, bool? on)
    {
        Edits = on is { } value
            ? Edits.Show(Matrix.FixedId, bit, rows, value, Snapshot.Stored)
            : Edits.With(Matrix.FixedId, bit, rows, null);

        // Default services that were to be kept for somebody go when her tick goes.
        var ticked = Edits.Column(Matrix.FixedId, bit).On;
        foreach (var other in Edits.Matrices.Where(other => other.FixedId != Matrix.FixedId).ToList())
        {
            Edits = Edits.With(other.FixedId, bit, rows - ticked, null);
        }
    }

    private IEnumerable<(ServiceId Service, IdSet Persons)> DefaultsToKeep() =>
        Snapshot.World.Catalog.EffectiveDefaultServices.Where(service => service.Value != Matrix.FixedId).Select(service =>
            (service, Consequences.LoseDefaults - Edits.Column(service.Value, 0).On));
}
