using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Records;

/// <summary>Edits customers. Another customer id keeps every person and every grant: they hang on the number.</summary>
public sealed class CustomerEditor(RelationsStore store, AccessWorldReader worlds, StoreBell bell, TimeProvider clock)
    : RecordEditor<CustomerNumber, CustomerFields>(RelationSide.Customer, store, worlds, bell, clock)
{
    private static readonly ImmutableArray<FormField<CustomerFields>> Form =
    [
        FormField<CustomerFields>.RequiredLine(RecordField.CustomerId, f => f.CustomerId, (f, text) => f with { CustomerId = text }),
        FormField<CustomerFields>.Line(RecordField.Name, f => f.Name, (f, text) => f with { Name = text }),
        FormField<CustomerFields>.Line(RecordField.Street, f => f.Street, (f, text) => f with { Street = text }),
        FormField<CustomerFields>.Line(RecordField.Zip, f => f.Zip, (f, text) => f with { Zip = text }),
        FormField<CustomerFields>.Line(RecordField.City, f => f.City, (f, text) => f with { City = text }),
        FormField<CustomerFields>.Line(RecordField.Country, f => f.Country, (f, text) => f with { Country = text }),
        FormField<CustomerFields>.Line(RecordField.Url, f => f.Url, (f, text) => f with { Url = text }),
        FormField<CustomerFields>.Comment(f => f.Comment, (f, text) => f with { Comment = text }),
        FormField<CustomerFields>.Validity(f => f.Validity, (f, validity) => f with { Validity = validity }),
    ];

    private protected override ImmutableArray<FormField<CustomerFields>> Fields => Form;

    private protected override bool TouchesNames => true;

    private protected override int Number(CustomerNumber id) => id.Value;

    private protected override CustomerFields? Find(SqliteConnection connection, int id) => connection.Query(
        "SELECT customer_id, name, street, zip, city, country, url, comment, validity FROM customer WHERE id = $id",
        row => new CustomerFields
        {
            CustomerId = row.GetString(0),
            Name = row.GetString(1),
            Street = row.GetString(2),
            Zip = row.GetString(3),
            City = row.GetString(4),
            Country = row.GetString(5),
            Url = row.GetString(6),
            Comment = row.GetString(7),
            Validity = (Validity)row.GetInt32(8),
        },
        ("$id", id)).FirstOrDefault();

    private protected override (string Name, object? Value)[] Columns(SqliteConnection connection, CustomerFields fields) =>
    [
        ("customer_id", fields.CustomerId),
        ("name", fields.Name),
        ("street", fields.Street),
        ("zip", fields.Zip),
        ("city", fields.City),
        ("country", fields.Country),
        ("url", fields.Url),
        ("comment", fields.Comment),
        ("validity", (int)fields.Validity),
    ];

    private protected override IEnumerable<(string Field, string Text)> Unique(CustomerFields fields) => [(RecordField.CustomerId, fields.CustomerId)];

    private protected override AccessWorld With(AccessWorld world, RestoredRecords restored) => world.With(
        restored.Of<CustomerFields>(RelationSide.Customer).Select(record => world.Find(new CustomerNumber(record.Id)) is { } customer ? With(customer, record.Fields) : null)
            .OfType<CustomerFacts>());

    private static CustomerFacts With(CustomerFacts customer, CustomerFields wanted) =>
        customer with { CustomerId = wanted.CustomerId, Valid = wanted.Validity == Validity.Valid };

    private protected override IEnumerable<FieldError> Errors(
        SqliteConnection connection, int? id, CustomerFields? now, CustomerFields wanted, RestoredRecords? restored)
    {
        if (Holder(connection, "customer_id", id, Unique(wanted).Single(), restored) is not null)
        {
            yield return new FieldError(RecordField.CustomerId, $"there is already a customer \"{wanted.CustomerId}\"");
        }
    }

    private protected override Consequences Preview(SqliteConnection connection, AccessWorld before, int id, CustomerFields wanted) =>
        before.Find(new CustomerNumber(id)) is { } customer
            ? Consequences.Between(
                before,
                before.With([With(customer, wanted)]),
                before.PersonsOf(new CustomerNumber(id)).Select(person => new CustomerUserId(person)))
            : Consequences.None;
}
