using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Records;

/// <summary>
/// Edits customer users. New ones belong to the module's own back end; those of a read-only one can only be blocked. Groups,
/// services and further customers are relations and saved by <see cref="RelationEditor"/>.
/// </summary>
public sealed class CustomerUserEditor(RelationsStore store, AccessWorldReader worlds, StoreBell bell, TimeProvider clock)
    : RecordEditor<CustomerUserId, CustomerUserFields>(RelationSide.CustomerUser, store, worlds, bell, clock)
{
    private static readonly ImmutableArray<FormField<CustomerUserFields>> Form =
    [
        FormField<CustomerUserFields>.RequiredLine(RecordField.Login, f => f.Login, (f, text) => f with { Login = text }),
        FormField<CustomerUserFields>.Line(RecordField.Title, f => f.Title, (f, text) => f with { Title = text }),
        FormField<CustomerUserFields>.Line(RecordField.FirstName, f => f.FirstName, (f, text) => f with { FirstName = text }),
        FormField<CustomerUserFields>.Line(RecordField.LastName, f => f.LastName, (f, text) => f with { LastName = text }),
        FormField<CustomerUserFields>.Line(
            RecordField.Email, f => f.Email, (f, text) => f with { Email = text }, text => FieldRules.EmailError(RecordField.Email, text)),
        FormField<CustomerUserFields>.Line(RecordField.Phone, f => f.Phone, (f, text) => f with { Phone = text }),
        FormField<CustomerUserFields>.Line(RecordField.Mobile, f => f.Mobile, (f, text) => f with { Mobile = text }),
        new(
            RecordField.Customer,
            (connection, f) => f.Customer is { } number ? IdOf(connection, number) ?? $"#{number}" : "",
            (connection, f, text) => text.Length == 0 ? f with { Customer = null }
                : NumberOf(connection, text) is { } number ? f with { Customer = number }
                : null)
        {
            CalledBy = (connection, text) => NumberOf(connection, text) is { } number ? [(RelationSide.Customer, number.Value, RecordField.CustomerId)] : [],
        },
        FormField<CustomerUserFields>.Comment(f => f.Comment, (f, text) => f with { Comment = text }),
        FormField<CustomerUserFields>.Validity(f => f.Validity, (f, validity) => f with { Validity = validity }),
    ];

    /// <summary>
    /// Blocks a person of a read-only back end, so that she has no access whatever the back end says, or takes that back.
    /// Refused: <see cref="RecordNotThere"/>, <see cref="RecordNotAllowed"/>, <see cref="RecordRefused"/> for a person who is
    /// edited here: she is made invalid.
    /// </summary>
    /// <param name="id">Who.</param>
    /// <param name="blocked">Whether she shall be blocked.</param>
    /// <param name="agent">Who blocks.</param>
    /// <param name="reason">Why, optional.</param>
    /// <param name="cancellationToken">Ends the waiting for other savers; not a save that has begun.</param>
    public Task<RecordResult> BlockAsync(
        CustomerUserId id, bool blocked, AgentId agent, string? reason, CancellationToken cancellationToken) => Transaction.WriteAsync(
        agent,
        reason,
        draft: null,
        (connection, begin) =>
        {
            if (Find(connection, id.Value) is null)
            {
                return new RecordNotThere();
            }

            if (BlockError(connection, id.Value, blocked) is { } error)
            {
                return new RecordRefused([new FieldError(RecordField.Blocked, error)]);
            }

            return new RecordSaved(id.Value, IsBlocked(connection, id) == blocked ? null : WriteBlocked(connection, id.Value, blocked, begin(false)));
        },
        cancellationToken);

    /// <summary>Who would gain or lose effective access by <see cref="BlockAsync"/>.</summary>
    public Consequences PreviewBlock(CustomerUserId id, bool blocked) => Store.Read(connection =>
        Find(connection, id.Value) is { } now ? Preview(Worlds.Read(connection), id, now, blocked) : Consequences.None);

    private protected override ImmutableArray<FormField<CustomerUserFields>> Fields => Form;

    private protected override bool TouchesNames => true;

    private protected override int Number(CustomerUserId id) => id.Value;

    private protected override CustomerUserFields? Find(SqliteConnection connection, int id) => connection.Query(
        "SELECT login, title, first_name, last_name, email, phone, mobile, comment, customer, validity FROM customer_user WHERE id = $id",
        row => new CustomerUserFields
        {
            Login = row.GetString(0),
            Title = row.GetString(1),
            FirstName = row.GetString(2),
            LastName = row.GetString(3),
            Email = row.GetString(4),
            Phone = row.GetString(5),
            Mobile = row.GetString(6),
            Comment = row.GetString(7),
            Customer = row.IsDBNull(8) ? null : new CustomerNumber(row.GetInt32(8)),
            Validity = (Validity)row.GetInt32(9),
        },
        ("$id", id)).FirstOrDefault();

    private protected override (string Name, object? Value)[] Columns(SqliteConnection connection, CustomerUserFields fields) =>
    [
        ("login", fields.Login),
        ("login_folded", LoginFolding.Fold(fields.Login)),
        ("title", fields.Title),
        ("first_name", fields.FirstName),
        ("last_name", fields.LastName),
        ("email", fields.Email),
        ("email_folded", LoginFolding.Fold(fields.Email)),
        ("phone", fields.Phone),
        ("mobile", fields.Mobile),
        ("comment", fields.Comment),
        ("customer", fields.Customer?.Value),
        ("validity", (int)fields.Validity),
    ];

    private protected override IEnumerable<FieldError> Errors(
        SqliteConnection connection, int? id, CustomerUserFields? now, CustomerUserFields wanted, RestoredRecords? restored)
    {
        foreach (var unique in Unique(wanted))
        {
            if (Holder(connection, unique.Field == RecordField.Login ? "login_folded" : "email_folded", id, unique, restored) is { } holder)
            {
                var login = restored?.Find<CustomerUserFields>(RelationSide.CustomerUser, holder)?.Login ?? Find(connection, holder)!.Login;
                yield return new FieldError(unique.Field, unique.Field == RecordField.Login
                    ? $"there is already a customer user \"{login}\""
                    : $"belongs to customer user \"{login}\"");
            }
        }

        if (wanted.Customer is { } customer && IdOf(connection, customer) is null)
        {
            yield return new FieldError(RecordField.Customer, "there is no such customer");
        }
    }

    private protected override IEnumerable<(string Field, string Text)> Unique(CustomerUserFields fields) => fields.Email.Length == 0
        ? [(RecordField.Login, LoginFolding.Fold(fields.Login))]
        : [(RecordField.Login, LoginFolding.Fold(fields.Login)), (RecordField.Email, LoginFolding.Fold(fields.Email))];

    private protected override AccessWorld With(AccessWorld world, RestoredRecords restored) => world.With(
        restored.Of<CustomerUserFields>(RelationSide.CustomerUser).Select(record => world.Find(new CustomerUserId(record.Id)) is { } person
            ? With(world, person, record.Fields, restored.IsBlocked(record.Id) ?? person.Blocked)
            : null).OfType<PersonFacts>());

    private protected override string? ReadOnlyBackEnd(SqliteConnection connection, int id) => connection.Query(
        "SELECT b.name FROM customer_user u JOIN back_end b ON b.id = u.back_end WHERE u.id = $id AND b.name <> $own",
        row => row.GetString(0),
        ("$id", id), ("$own", BackEnd.DefaultName)).FirstOrDefault();

    private protected override RestoreObstacle? RestoreOther(
        SqliteConnection connection, int id, CustomerUserFields now, FieldRestore field, RestoredRecords restored)
    {
        var blocked = field.Old == Word(true);
        if (Word(IsBlocked(connection, new CustomerUserId(id))) != field.Given)
        {
            return new ChangedSinceThen();
        }

        if (BlockError(connection, id, blocked) is { } error)
        {
            return new NotPossible(error);
        }

        restored.Add(RelationSide.CustomerUser, id, now, Unique(now), (writing, begin) => WriteBlocked(writing, id, blocked, begin()));
        restored.Block(id, blocked);
        return null;
    }

    private protected override Consequences Preview(SqliteConnection connection, AccessWorld before, int id, CustomerUserFields wanted) =>
        Preview(before, new CustomerUserId(id), wanted, IsBlocked(connection, new CustomerUserId(id)));

    private string? BlockError(SqliteConnection connection, int id, bool blocked) => blocked && ReadOnlyBackEnd(connection, id) is null
        ? $"a customer user of the back end {BackEnd.DefaultName} is made invalid instead"
        : null;

    private static long WriteBlocked(SqliteConnection connection, int id, bool blocked, long changeSet)
    {
        connection.Execute("UPDATE customer_user SET blocked = $blocked WHERE id = $id", ("$id", id), ("$blocked", blocked));
        ChangeLog.Field(connection, changeSet, RelationSide.CustomerUser, id, RecordField.Blocked, Word(!blocked), Word(blocked));
        return changeSet;
    }

    private static Consequences Preview(AccessWorld before, CustomerUserId id, CustomerUserFields wanted, bool blocked)
    {
        if (before.Find(id) is not { } person)
        {
            return Consequences.None;
        }

        return Consequences.Between(before, before.With([With(before, person, wanted, blocked)]), [id]);
    }

    private static PersonFacts With(AccessWorld world, PersonFacts person, CustomerUserFields wanted, bool blocked) => person.With(
        wanted.Validity == Validity.Valid && !blocked, wanted.Customer is { } number && world.Find(number) is not null ? number.Value : null) with
    { Blocked = blocked };

    private static string? IdOf(SqliteConnection connection, CustomerNumber number) =>
        connection.Query("SELECT customer_id FROM customer WHERE id = $id", row => row.GetString(0), ("$id", number.Value)).FirstOrDefault();

    private static CustomerNumber? NumberOf(SqliteConnection connection, string customerId) => connection.Query(
        "SELECT id FROM customer WHERE customer_id = $id", row => (CustomerNumber?)new CustomerNumber(row.GetInt32(0)), ("$id", customerId)).FirstOrDefault();

    private static bool IsBlocked(SqliteConnection connection, CustomerUserId id) =>
        connection.Scalar("SELECT blocked FROM customer_user WHERE id = $id", ("$id", id.Value)) != 0;

    private static string Word(bool blocked) => blocked ? "yes" : "no";
}
