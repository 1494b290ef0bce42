using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Records;

/// <summary>
/// Adds and saves records of one kind: all errors at once, only what differs, told first if somebody else changed the record
/// meanwhile, every field in the change log. Relations hang on the number, which never changes and is never reused, so no
/// save here touches a relation row.
/// </summary>
/// <typeparam name="TId">The internal number of a record.</typeparam>
/// <typeparam name="TFields">What its form has.</typeparam>
public abstract class RecordEditor<TId, TFields> : IRecordRestorer
    where TId : struct
    where TFields : class
{
    private readonly RelationSide side;

    private protected RecordEditor(RelationSide side, RelationsStore store, AccessWorldReader worlds, StoreBell bell, TimeProvider clock) =>
        (this.side, Store, Worlds, Transaction) = (side, store, worlds, new RecordTransaction(store, bell, clock));

    /// <summary>The record as it is now, or null if it is not there.</summary>
    public TFields? Read(TId id) => Store.Read(connection => Find(connection, Number(id)));

    /// <summary>Who would gain or lose effective access if this were saved; nothing if the record is not there.</summary>
    public Consequences Preview(TId id, TFields wanted) => Store.Read(connection => Find(connection, Number(id)) is { } now
        ? Preview(connection, Worlds.Read(connection), Number(id), Typed(connection, now, wanted))
        : Consequences.None);

    /// <summary>Adds a record that was typed into no screen.</summary>
    /// <inheritdoc cref="AddAsync(TFields, AgentId, string?, DraftScreen?, CancellationToken)"/>
    public Task<RecordResult> AddAsync(TFields wanted, AgentId agent, string? reason, CancellationToken cancellationToken) =>
        AddAsync(wanted, agent, reason, null, cancellationToken);

    /// <summary>Adds a record. Refused: <see cref="RecordRefused"/>, <see cref="RecordNotAllowed"/>.</summary>
    /// <param name="wanted">The form.</param>
    /// <param name="agent">Who adds.</param>
    /// <param name="reason">Why, optional.</param>
    /// <param name="draft">The screen whose draft it was, if any: removed in the same transaction.</param>
    /// <param name="cancellationToken">Ends the waiting for other savers; not a save that has begun.</param>
    public Task<RecordResult> AddAsync(TFields wanted, AgentId agent, string? reason, DraftScreen? draft, CancellationToken cancellationToken) => Transaction.WriteAsync(
        agent,
        reason,
        draft,
        (connection, begin) =>
        {
            var cleaned = Cleaned(wanted);
            if (AllErrors(connection, null, null, cleaned) is { IsEmpty: false } errors)
            {
                return new RecordRefused(errors);
            }

            var columns = Columns(connection, cleaned);
            var changeSet = begin(TouchesNames);
            var id = (int)connection.Scalar(
                $"INSERT INTO {Table} ({Names(columns, "")}) VALUES ({Names(columns, "$")}) RETURNING id", Parameters(columns));
            foreach (var field in Fields)
            {
                if (field.Text(connection, cleaned) is { Length: > 0 } text)
                {
                    ChangeLog.Field(connection, changeSet, side, id, field.Name, null, text);
                }
            }

            return new RecordSaved(id, changeSet);
        },
        cancellationToken);

    /// <summary>Saves a record with what was typed into no screen: an import, a button.</summary>
    /// <inheritdoc cref="SaveAsync(TId, TFields, TFields, AgentId, string?, DraftScreen?, CancellationToken)"/>
    public Task<RecordResult> SaveAsync(TId id, TFields seen, TFields wanted, AgentId agent, string? reason, CancellationToken cancellationToken) =>
        SaveAsync(id, seen, wanted, agent, reason, null, cancellationToken);

    /// <summary>
    /// Saves a record. Refused: <see cref="RecordNotThere"/>, <see cref="RecordReadOnly"/>,
    /// <see cref="RecordChangedMeanwhile{TFields}"/>, <see cref="RecordRefused"/>, <see cref="RecordNotAllowed"/>.
    /// </summary>
    /// <param name="id">Which.</param>
    /// <param name="seen">What the form was opened with, or what the last conflict showed.</param>
    /// <param name="wanted">The form. A field that equals <paramref name="seen"/> was not touched.</param>
    /// <param name="agent">Who saves.</param>
    /// <param name="reason">Why, optional.</param>
    /// <param name="draft">The screen whose draft it was, if any: removed in the same transaction.</param>
    /// <param name="cancellationToken">Ends the waiting for other savers; not a save that has begun.</param>
    public Task<RecordResult> SaveAsync(
        TId id, TFields seen, TFields wanted, AgentId agent, string? reason, DraftScreen? draft, CancellationToken cancellationToken) => Transaction.WriteAsync(
        agent,
        reason,
        draft,
        (connection, begin) =>
        {
            var number = Number(id);
            if (Find(connection, number) is not { } now)
            {
                return new RecordNotThere();
            }

            if (ReadOnlyBackEnd(connection, number) is { } backEnd)
            {
                return new RecordReadOnly(backEnd);
            }

            var cleaned = Typed(connection, seen, wanted);
            if (Conflicts(connection, number, seen, now, cleaned) is { IsEmpty: false } conflicts)
            {
                return new RecordChangedMeanwhile<TFields>(now, conflicts);
            }

            if (AllErrors(connection, number, now, cleaned) is { IsEmpty: false } errors)
            {
                return new RecordRefused(errors);
            }

            return new RecordSaved(number, Write(connection, number, now, cleaned, begin));
        },
        cancellationToken);

    RelationSide IRecordRestorer.Side => side;

    bool IRecordRestorer.TouchesNames => TouchesNames;

    IReadOnlyDictionary<string, RestoreObstacle> IRecordRestorer.Restore(
        SqliteConnection connection, int id, IReadOnlyList<FieldRestore> fields, long undone, RestoredRecords restored)
    {
        var kept = new Dictionary<string, RestoreObstacle>();
        if ((restored.Find<TFields>(side, id) ?? Find(connection, id)) is not { } now)
        {
            return fields.ToDictionary(field => field.Field, RestoreObstacle (_) => new NotThereAnyMore());
        }

        var byName = Fields.ToDictionary(field => field.Name);
        foreach (var other in fields.Where(field => !byName.ContainsKey(field.Field)))
        {
            if (RestoreOther(connection, id, now, other, restored) is { } obstacle)
            {
                kept.Add(other.Field, obstacle);
            }
        }

        var open = fields.Where(field => byName.ContainsKey(field.Field)).ToList();
        if (open.Count > 0 && ReadOnlyBackEnd(connection, id) is { } backEnd)
        {
            Keep(open, _ => new OfReadOnlyBackEnd(backEnd));
        }

        // How a reference reads today says nothing about what was given then.
        Keep(open.Where(field => byName[field.Field] is { CalledBy: null } own && own.Text(connection, now) != field.Given), _ => new ChangedSinceThen());
        Keep(open.Where(field => byName[field.Field].With(connection, now, field.Old) is null), field => new NotPossible($"there is no \"{field.Old}\" any more"));
        Keep(
            open.Where(field => IsCalledAnew(connection, byName[field.Field], field.Old, undone)),
            field => new NotPossible($"\"{field.Old}\" was renamed or added since"));
        TFields Wanted() => open.Aggregate(now, (wanted, field) => byName[field.Field].With(connection, wanted, field.Old)!);

        // What is refused stays, and the rest is asked again: a name that is taken keeps no comment from going back.
        for (var errors = AllErrors(connection, id, now, Wanted(), restored); !errors.IsEmpty; errors = AllErrors(connection, id, now, Wanted(), restored))
        {
            var refused = open.Where(field => errors.Any(error => error.Field == field.Field)).ToList();
            Keep(refused.Count > 0 ? refused : open, field => new NotPossible((errors.FirstOrDefault(error => error.Field == field.Field) ?? errors[0]).Reason));
        }

        if (open.Count > 0)
        {
            Restored(connection, id, now, Wanted(), restored);
        }

        return kept;

        void Keep(IEnumerable<FieldRestore> which, Func<FieldRestore, RestoreObstacle> why)
        {
            foreach (var field in which.ToList())
            {
                kept.Add(field.Field, why(field));
                open.Remove(field);
            }
        }
    }

    AccessWorld IRecordRestorer.With(AccessWorld world, RestoredRecords restored) => With(world, restored);

    /// <summary>Notes a record as it would be, and how it is written.</summary>
    private protected virtual void Restored(SqliteConnection connection, int id, TFields now, TFields wanted, RestoredRecords restored) => restored.Add(
        side, id, wanted, Unique(wanted), (writing, begin) => Write(writing, id, now, wanted, _ => begin(), restores: true));

    private protected RelationsStore Store { get; }

    private protected AccessWorldReader Worlds { get; }

    private protected RecordTransaction Transaction { get; }

    /// <summary>The fields in the order of the form.</summary>
    private protected abstract ImmutableArray<FormField<TFields>> Fields { get; }

    /// <summary>True for records the name index is made of; a save touches it by a field of <see cref="RecordField.Searched"/>.</summary>
    private protected abstract bool TouchesNames { get; }

    private string Table => SideTable.Of(side)!;

    private protected abstract int Number(TId id);

    private protected abstract TFields? Find(SqliteConnection connection, int id);

    /// <summary>What is stored for these fields.</summary>
    private protected abstract (string Name, object? Value)[] Columns(SqliteConnection connection, TFields fields);

    /// <summary>What only the store can say against the fields: names that are taken, references to nothing.</summary>
    /// <param name="connection">Inside the transaction.</param>
    /// <param name="id">The record, or null for one that is added.</param>
    /// <param name="now">As stored, or null for one that is added.</param>
    /// <param name="wanted">The cleaned form.</param>
    /// <param name="restored">Records that are written before it by the same undo, if it is one.</param>
    private protected abstract IEnumerable<FieldError> Errors(SqliteConnection connection, int? id, TFields? now, TFields wanted, RestoredRecords? restored);

    /// <summary>The texts of a record that only one can have, as they are compared; empty ones are left out.</summary>
    private protected virtual IEnumerable<(string Field, string Text)> Unique(TFields fields) => [];

    /// <summary>The other record that has such a text, or null.</summary>
    // Not empty, as the index of e-mails has only those that are not: without that everybody would be looked at.
    private protected int? Holder(SqliteConnection connection, string column, int? except, (string Field, string Text) unique, RestoredRecords? restored) =>
        restored?.HolderOf(side, unique.Field, unique.Text) is { } planned && planned != except ? planned
        : connection.Query($"SELECT id FROM {Table} WHERE {column} = $text AND {column} <> '' AND id IS NOT $except", row => (int?)row.GetInt32(0), ("$text", unique.Text), ("$except", except))
            .FirstOrDefault(id => restored?.Find<TFields>(side, id!.Value) is null);

    /// <summary>The world with these records as they would be.</summary>
    private protected abstract AccessWorld With(AccessWorld world, RestoredRecords restored);

    /// <summary>What differs for anybody once this were saved.</summary>
    private protected abstract Consequences Preview(SqliteConnection connection, AccessWorld before, int id, TFields wanted);

    /// <summary>The back end that owns the record, if it is not ours to edit.</summary>
    private protected virtual string? ReadOnlyBackEnd(SqliteConnection connection, int id) => null;

    /// <summary>Writes what follows from a change elsewhere in the store.</summary>
    /// <param name="connection">Inside the writing transaction.</param>
    /// <param name="id">The record.</param>
    /// <param name="before">As it was.</param>
    /// <param name="after">As it is.</param>
    /// <param name="changeSet">The change set.</param>
    /// <param name="restores">True if this takes a change set back: what that one did elsewhere is taken back by itself.</param>
    private protected virtual void Carry(SqliteConnection connection, int id, TFields before, TFields after, long changeSet, bool restores)
    {
    }

    /// <summary>Sets a field back that is in no form. What keeps it as it is, or null.</summary>
    private protected virtual RestoreObstacle? RestoreOther(SqliteConnection connection, int id, TFields now, FieldRestore field, RestoredRecords restored) =>
        new NotPossible($"{field.Field} is no field any more");

    // The columns that differ, what follows from them, and a line for each field; nothing at all where nothing differs.
    private long? Write(SqliteConnection connection, int id, TFields now, TFields wanted, Func<bool, long> begin, bool restores = false)
    {
        var changes = Fields.Select(field => (field.Name, Old: field.Text(connection, now), New: field.Text(connection, wanted)))
            .Where(change => change.Old != change.New).ToList();
        if (changes.Count == 0)
        {
            return null;
        }

        var columns = Columns(connection, wanted).Except(Columns(connection, now)).ToArray();
        var changeSet = begin(TouchesNames && changes.Exists(change => RecordField.Searched.Contains(change.Name)));
        connection.Execute(
            $"UPDATE {Table} SET {string.Join(", ", columns.Select(column => $"{column.Name} = ${column.Name}"))} WHERE id = $id",
            [("$id", id), .. Parameters(columns)]);
        Carry(connection, id, now, wanted, changeSet, restores);
        foreach (var (name, old, @new) in changes)
        {
            ChangeLog.Field(connection, changeSet, side, id, name, old, @new);
        }

        return changeSet;
    }

    // What is called so today need not be what was called so then.
    private static bool IsCalledAnew(SqliteConnection connection, FormField<TFields> field, string text, long undone) =>
        field.CalledBy is { } calledBy && text.Length > 0
        && calledBy(connection, text).Any(part => !ChangeTrail.OfField(connection, part.Record, part.Id, part.Field).IsAsBefore(undone));

    private static string Names((string Name, object? Value)[] columns, string prefix) =>
        string.Join(", ", columns.Select(column => prefix + column.Name));

    private static (string, object?)[] Parameters((string Name, object? Value)[] columns) =>
        Array.ConvertAll(columns, column => ("$" + column.Name, column.Value));

    /// <summary>The form as it would be added.</summary>
    private protected TFields Cleaned(TFields wanted) => Fields.Aggregate(wanted, (fields, field) => field.Cleaned(fields));

    /// <summary>True if this can be added.</summary>
    private protected bool CanAdd(SqliteConnection connection, TFields cleaned) => AllErrors(connection, null, null, cleaned).IsEmpty;

    // What was not touched stays as it is stored, also where it could not be typed like that.
    private TFields Typed(SqliteConnection connection, TFields seen, TFields wanted) => Fields
        .Where(field => field.Text(connection, wanted) != field.Text(connection, seen))
        .Aggregate(wanted, (fields, field) => field.Cleaned(fields));

    // What is stored already is not refused: who corrects a phone number need not invent an e-mail.
    private ImmutableArray<FieldError> AllErrors(SqliteConnection connection, int? id, TFields? now, TFields wanted, RestoredRecords? restored = null)
    {
        var ofTexts = Fields
            .Where(field => now is null || field.Text(connection, now) != field.Text(connection, wanted))
            .Select(field => (field.Name, Error: field.Error(field.Text(connection, wanted)) ?? Uncleaned(field, field.Text(connection, wanted))))
            .Where(field => field.Error is not null).Select(field => new FieldError(field.Name, field.Error!)).ToList();
        // A field has one error: the first.
        return [.. ofTexts.Concat(Errors(connection, id, now, wanted, restored)).DistinctBy(error => error.Field)
            .OrderBy(error => Fields.TakeWhile(field => field.Name != error.Field).Count())];
    }

    // Nobody types so any more; but an undo would set it back.
    private string? Uncleaned(FormField<TFields> field, string text) =>
        field.CalledBy is null && FieldRules.Flaw(side, field.Name, text) is { } flaw ? $"{field.Name} {flaw}" : null;

    private ImmutableArray<FieldConflict> Conflicts(SqliteConnection connection, int id, TFields seen, TFields now, TFields wanted) =>
    [
        .. Fields.Select(field => (field.Name, Seen: field.Text(connection, seen), Now: field.Text(connection, now), Yours: field.Text(connection, wanted)))
            .Where(field => field.Seen != field.Now)
            .Select(field => new FieldConflict(
                field.Name, field.Seen, field.Now, field.Yours, ChangeLog.LastAgent(connection, side, id, field.Name, field.Now),
                field.Yours != field.Seen && field.Yours != field.Now)),
    ];
}
