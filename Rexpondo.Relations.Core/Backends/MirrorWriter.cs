using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>Writes a <see cref="MirrorPlan"/> with its lines in the change log, inside the caller's transaction.</summary>
internal sealed class MirrorWriter(
    SqliteConnection connection, int backEnd, long changeSet, IReadOnlyDictionary<string, int> customers, CancellationToken cancellationToken)
{
    private static readonly string[] Columns =
    [
        "$external", "$login", "$loginFolded", "$title", "$first", "$last", "$email", "$emailFolded", "$phone", "$mobile", "$customer", "$validity", "$key",
    ];

    private readonly Dictionary<int, string> customerIds = customers.ToDictionary(customer => customer.Value, customer => customer.Key);

    public void Write(IReadOnlyList<MirrorChange> changes)
    {
        GiveUp(changes);
        // RETURNING would take as long as the insert itself, while everybody else who wants to save waits.
        using var insert = connection.Prepared(
            """
            INSERT INTO customer_user
                (external_id, login, login_folded, title, first_name, last_name, email, email_folded, phone, mobile, customer, validity, back_end)
            VALUES ($external, $login, $loginFolded, $title, $first, $last, $email, $emailFolded, $phone, $mobile, $customer, $validity, $key);
            SELECT last_insert_rowid()
            """,
            Columns);
        using var update = connection.Prepared(
            """
            UPDATE customer_user SET external_id = $external, login = $login, login_folded = $loginFolded, title = $title, first_name = $first,
                last_name = $last, email = $email, email_folded = $emailFolded, phone = $phone, mobile = $mobile, customer = $customer, validity = $validity
            WHERE id = $key
            """,
            Columns);
        using var lines = new FieldLines(connection, changeSet, RelationSide.CustomerUser);
        foreach (var (before, after) in changes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (before is null)
            {
                Log(lines, (int)Run(insert, after, backEnd), null, after);
            }
            else
            {
                Run(update, after, before.Id);
                Log(lines, before.Id, before, after);
            }
        }
    }

    // A login and an e-mail are unique at every moment: who gives one up does so before another takes it, so that two may swap.
    private void GiveUp(IReadOnlyList<MirrorChange> changes)
    {
        // No login holds a control character, so this is nobody's.
        using var login = connection.Command("UPDATE customer_user SET login_folded = char(1) || id WHERE id = $id", ("$id", 0));
        using var email = connection.Command("UPDATE customer_user SET email_folded = '' WHERE id = $id", ("$id", 0));
        foreach (var (before, after) in changes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (before is not null && before.LoginFolded != after.LoginFolded)
            {
                login.Parameters[0].Value = before.Id;
                login.ExecuteNonQuery();
            }

            if (before is not null && before.EmailFolded.Length > 0 && before.EmailFolded != after.EmailFolded)
            {
                email.Parameters[0].Value = before.Id;
                email.ExecuteNonQuery();
            }
        }
    }

    // Of a new person every field that is not empty, as a form logs it.
    private void Log(FieldLines lines, int id, MirroredPerson? before, MirroredPerson after)
    {
        lines.Add(RecordField.Login, before?.Login, after.Login);
        lines.Add(RecordField.Title, before?.Title, after.Title);
        lines.Add(RecordField.FirstName, before?.FirstName, after.FirstName);
        lines.Add(RecordField.LastName, before?.LastName, after.LastName);
        lines.Add(RecordField.Email, before?.Email, after.Email);
        lines.Add(RecordField.Phone, before?.Phone, after.Phone);
        lines.Add(RecordField.Mobile, before?.Mobile, after.Mobile);
        lines.Add(RecordField.Customer, before is null ? null : CustomerId(before.Customer), CustomerId(after.Customer));
        lines.Add(RecordField.Validity, before?.Validity.ToText(), after.Validity.ToText());
        lines.Write(id);
    }

    private string CustomerId(int? number) => number is { } customer ? customerIds[customer] : "";

    private static long Run(SqliteCommand command, MirroredPerson person, int key)
    {
        object?[] values =
        [
            person.ExternalId, person.Login, person.LoginFolded, person.Title, person.FirstName, person.LastName, person.Email, person.EmailFolded,
            person.Phone, person.Mobile, person.Customer, (int)person.Validity, key,
        ];
        return command.Bind(values).ExecuteScalar() is long id ? id : 0;
    }
}
