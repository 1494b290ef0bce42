using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>Writes the store as the files that <see cref="Importer"/> reads, sorted by their key columns by code point.</summary>
public sealed class Exporter(RelationsStore store)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Writes all files, at one revision of the store; the folder is made if it does not exist. Each file is written beside
    /// and then put in place, so that nobody ever reads half a file.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written.</exception>
    public async Task ExportAsync(string folder, CancellationToken cancellationToken)
    {
        PrivateFiles.CreateFolder(folder);
        await Task.Run(
            () =>
            {
                try
                {
                    store.Read(connection =>
                    {
                        WriteAll(connection, folder, cancellationToken);
                        return true;
                    });
                    foreach (var name in DeskFiles.All)
                    {
                        File.Move(Temporary(folder, name), Path.Combine(folder, name), overwrite: true);
                    }
                }
                finally
                {
                    foreach (var name in DeskFiles.All)
                    {
                        File.Delete(Temporary(folder, name));
                    }
                }
            },
            cancellationToken);
    }

    private static string Temporary(string folder, string name) => Path.Combine(folder, $".{name}.part");

    // SQLite's own order of text is that of its UTF-8 bytes, which is the order of code points.
    private static void WriteAll(SqliteConnection connection, string folder, CancellationToken cancellationToken)
    {
        var keys = connection.Query("SELECT name, bit FROM permission_key", row => (Name: row.GetString(0), Set: PermissionSet.OfBit(row.GetInt32(1))))
            .OrderBy(key => key.Name, CodePointOrder.Instance).ToList();
        Table(DeskFiles.Customers, "SELECT customer_id, name, validity FROM customer ORDER BY 1", row => [Valid(row, row.GetString(0), row.GetString(1))]);
        Table(
            DeskFiles.CustomerUsers,
            """
            SELECT login, first_name, last_name, email, coalesce(c.customer_id, ''), u.validity, u.blocked
            FROM customer_user u LEFT JOIN customer c ON c.id = u.customer ORDER BY 1
            """,
            row =>
            [
                [
                    row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4),
                    StoredPerson.ExportedValidity((Validity)row.GetInt32(5), row.GetBoolean(6)).ToText(),
                ],
            ]);
        Table(
            DeskFiles.CustomerUserCustomers,
            """
            SELECT u.login, c.customer_id FROM customer_user_customer r
            JOIN customer_user u ON u.id = r.customer_user_id JOIN customer c ON c.id = r.customer ORDER BY 1, 2
            """,
            row => [[row.GetString(0), row.GetString(1)]]);
        Table(DeskFiles.Groups, "SELECT name, comment, validity FROM permission_group ORDER BY 1", row => [Valid(row, row.GetString(0), row.GetString(1))]);
        Table(DeskFiles.Services, "SELECT full_name, comment, validity FROM service ORDER BY 1", row => [Valid(row, row.GetString(0), row.GetString(1))]);
        Table(
            DeskFiles.CustomerUserGroups,
            """
            SELECT u.login, g.name, r.keys FROM customer_user_group r
            JOIN customer_user u ON u.id = r.customer_user_id JOIN permission_group g ON g.id = r.group_id ORDER BY 1, 2
            """,
            row => KeysOf(row.GetInt64(2)).Select(key => new[] { row.GetString(0), row.GetString(1), key }));
        Table(
            DeskFiles.CustomerGroups,
            $"""
            SELECT c.customer_id, g.name, coalesce(s.keys, 0), coalesce(o.keys, 0)
            FROM (SELECT customer, group_id FROM customer_group UNION SELECT customer, group_id FROM {DeskWriter.OtherTable}) r
            JOIN customer c ON c.id = r.customer JOIN permission_group g ON g.id = r.group_id
            LEFT JOIN customer_group s ON (s.customer, s.group_id) = (r.customer, r.group_id)
            LEFT JOIN {DeskWriter.OtherTable} o ON (o.customer, o.group_id) = (r.customer, r.group_id) ORDER BY 1, 2
            """,
            row => KeysOf(row.GetInt64(2)).Select(key => (key, context: DeskFiles.SameContext))
                .Concat(KeysOf(row.GetInt64(3)).Select(key => (key, context: DeskFiles.OtherContext)))
                .OrderBy(cell => cell.key, CodePointOrder.Instance).ThenBy(cell => cell.context, CodePointOrder.Instance)
                .Select(cell => new[] { row.GetString(0), row.GetString(1), cell.key, cell.context }));
        Table(
            DeskFiles.CustomerUserServices,
            """
            SELECT u.login, s.full_name FROM customer_user_service r
            JOIN customer_user u ON u.id = r.customer_user_id JOIN service s ON s.id = r.service_id ORDER BY 1, 2
            """,
            row => [[row.GetString(0), row.GetString(1)]]);
        Table(DeskFiles.DefaultServices, "SELECT s.full_name FROM default_service r JOIN service s ON s.id = r.service_id ORDER BY 1", row => [[row.GetString(0)]]);
        using (var settings = PrivateFiles.Create(Temporary(folder, DeskFiles.Settings.Name)))
        {
            settings.Write(Utf8.GetBytes(SettingsJson(SettingsTable.Read(connection))));
        }

        void Table(DeskFile file, string sql, Func<SqliteDataReader, IEnumerable<string[]>> cells)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var writer = new StreamWriter(PrivateFiles.Create(Temporary(folder, file.Name)), Utf8);
            writer.Write(string.Join(',', file.Columns) + "\n");
            connection.Each(sql, row =>
            {
                foreach (var line in cells(row))
                {
                    writer.Write(CsvText.Row(line));
                }
            });
        }

        IEnumerable<string> KeysOf(long bits) => keys.Where(key => new PermissionSet(bits).Contains(key.Set)).Select(key => key.Name);
    }

    // The validity is the column after the texts.
    private static string[] Valid(SqliteDataReader row, params ReadOnlySpan<string> texts) => [.. texts, ((Validity)row.GetInt32(texts.Length)).ToText()];

    private static string SettingsJson(RelationSettings settings)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            writer.WriteStartObject();
            foreach (var name in SettingNames.All.Order(CodePointOrder.Instance))
            {
                using var value = JsonDocument.Parse(SettingValues.ToJson(settings, name));
                writer.WritePropertyName(name);
                value.RootElement.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return Utf8.GetString(stream.ToArray()) + "\n";
    }
}
