using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// Finds what was stored before <see cref="TextRule"/> and breaks it: in all records, agents, back ends and settings. It stays
/// as it is until somebody corrects it; nothing here changes anything.
/// </summary>
public static class StoredTextReader
{
    // The column that names a record, then all columns that are texts.
    private static readonly (RelationSide Side, string What, string Name, (string Column, string Field)[] Texts)[] Records =
    [
        (RelationSide.CustomerUser, "customer user", "login",
        [
            ("login", RecordField.Login), ("title", RecordField.Title), ("first_name", RecordField.FirstName), ("last_name", RecordField.LastName),
            ("email", RecordField.Email), ("phone", RecordField.Phone), ("mobile", RecordField.Mobile), ("comment", RecordField.Comment),
        ]),
        (RelationSide.Customer, "customer", "customer_id",
        [
            ("customer_id", RecordField.CustomerId), ("name", RecordField.Name), ("street", RecordField.Street), ("zip", RecordField.Zip),
            ("city", RecordField.City), ("country", RecordField.Country), ("url", RecordField.Url), ("comment", RecordField.Comment),
        ]),
        (RelationSide.Group, "group", "name", [("name", RecordField.Name), ("comment", RecordField.Comment)]),
        (RelationSide.Service, "service", "full_name", [("full_name", RecordField.Name), ("comment", RecordField.Comment)]),
    ];

    /// <summary>Tells all of them, in the caller's snapshot and row by row.</summary>
    /// <param name="connection">The store.</param>
    /// <param name="found">Told each as one line for people: <c>customer user "u1\u00A0": Login begins or ends with white space</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Read(SqliteConnection connection, Action<string> found, CancellationToken cancellationToken)
    {
        foreach (var (side, what, name, texts) in Records)
        {
            connection.Each($"SELECT {name}, {string.Join(", ", texts.Select(text => text.Column))} FROM {SideTable.Of(side)} ORDER BY id", row =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var ((_, field), i) in texts.Select((text, i) => (text, i)))
                {
                    Note(what, row.GetString(0), field, FieldRules.Flaw(side, field, row.GetString(i + 1)));
                }
            });
        }

        connection.Each("SELECT login FROM agent ORDER BY id", row => Note("agent", row.GetString(0), RecordField.Login, TextRule.KeyFlaw(row.GetString(0))));
        connection.Each("SELECT name FROM back_end ORDER BY id", row => Note("back end", row.GetString(0), RecordField.Name, TextRule.KeyFlaw(row.GetString(0))));
        var settings = SettingsTable.Read(connection);
        foreach (var (setting, names) in new[]
        {
            (SettingNames.AlwaysGroups, settings.AlwaysGroups), (SettingNames.CompanyAlwaysGroups, settings.CompanyAlwaysGroups), (SettingNames.NeverGroups, settings.NeverGroups),
        })
        {
            foreach (var name in names)
            {
                Note("setting", setting, $"\"{name}\"", TextRule.KeyFlaw(name));
            }
        }

        void Note(string what, string name, string field, string? flaw)
        {
            if (flaw is not null)
            {
                found(Shown($"{what} \"{name}\": {field} {flaw}"));
            }
        }

        // A no-break space at an end is what the line is about.
        static string Shown(string line) => TextRule.Visible(line).Replace("\u00A0", "\\u00A0", StringComparison.Ordinal);
    }
}
