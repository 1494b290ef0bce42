using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Web.Cli;

/// <summary>The lines of <see cref="AccessReport"/> as text.</summary>
internal static class AccessReportText
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line of newline-delimited JSON, without its end.</summary>
    public static string ToJson(AccessLine line)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("login", line.Login);
            foreach (var (key, names) in line.Groups)
            {
                List(key, names);
            }

            List("services", line.Services);
            writer.WriteString("services_source", Word(line.Source));
            writer.WriteEndObject();

            void List(string name, IEnumerable<string> values)
            {
                writer.WriteStartArray(name);
                foreach (var value in values)
                {
                    writer.WriteStringValue(value);
                }

                writer.WriteEndArray();
            }
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The header of the CSV form for these keys, with its line end.</summary>
    public static string CsvHeader(PermissionKeys keys) => CsvText.Row(["login", .. keys.All.Select(key => key.Name), "services", "services_source"]);

    /// <summary>
    /// One row of CSV with its line end. The names of a list stand in one cell, separated with <c>;</c>; a <c>;</c> or
    /// <c>\</c> inside a name has a <c>\</c> before it.
    /// </summary>
    public static string ToCsv(AccessLine line) =>
        CsvText.Row([line.Login, .. line.Groups.Select(list => Cell(list.Names)), Cell(line.Services), Word(line.Source)]);

    private static string Cell(IEnumerable<string> names) => string.Join(';', names.Select(name => name.Replace("\\", "\\\\").Replace(";", "\\;")));

    private static string Word(ServiceSource source) => source switch
    {
        ServiceSource.Specific => "specific",
        ServiceSource.Default => "default",
        ServiceSource.None => "none",
        _ => throw new UnreachableException(),
    };
}
