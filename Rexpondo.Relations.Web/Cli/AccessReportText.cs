using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Web.Cli;

/// <summary>The lines of <see cref="AccessReport"/> as UTF-8, written while they are made: everybody's do not fit into memory.</summary>
internal sealed class AccessReportText : IDisposable
{
    private const int AtOnce = 64 * 1024;

    private static readonly JavaScriptEncoder Readable = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private readonly ArrayBufferWriter<byte> buffer = new(2 * AtOnce);
    private readonly Dictionary<string, JsonEncodedText> encoded = [];
    private readonly Utf8JsonWriter json;

    private AccessReportText() => json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Readable });

    /// <summary>
    /// Writes all lines: newline-delimited JSON, or CSV with its header. In CSV the names of a list stand in one cell, separated
    /// with <c>;</c>; a <c>;</c> or <c>\</c> inside a name has a <c>\</c> before it.
    /// </summary>
    /// <returns>How many.</returns>
    public static async Task<int> WriteAsync(AccessTable table, bool csv, Stream output, CancellationToken cancellationToken)
    {
        using var text = new AccessReportText();
        var (buffer, lines) = (text.buffer, 0);
        if (csv)
        {
            text.Csv(["login", .. table.Keys.All.Select(key => key.Name), "services", "services_source"]);
        }

        foreach (var line in table.Lines)
        {
            lines++;
            if (csv)
            {
                text.Csv([line.Login, .. line.Groups.Select(list => Cell(list.Names)), Cell(line.Services), Word(line.Source)]);
            }
            else
            {
                text.Json(line);
            }

            if (buffer.WrittenCount >= AtOnce)
            {
                await output.WriteAsync(buffer.WrittenMemory, cancellationToken);
                buffer.ResetWrittenCount();
            }
        }

        await output.WriteAsync(buffer.WrittenMemory, cancellationToken);
        return lines;
    }

    /// <inheritdoc/>
    public void Dispose() => json.Dispose();

    private static string Cell(IEnumerable<string> names) =>
        string.Join(';', names.Select(name => name.AsSpan().ContainsAny('\\', ';') ? name.Replace("\\", "\\\\").Replace(";", "\\;") : name));

    private static string Word(ServiceSource source) => source switch
    {
        ServiceSource.Specific => "specific",
        ServiceSource.Default => "default",
        ServiceSource.None => "none",
        _ => throw new UnreachableException(),
    };

    private void Csv(IEnumerable<string> cells) => Encoding.UTF8.GetBytes(CsvText.Row(cells), buffer);

    private void Json(AccessLine line)
    {
        json.WriteStartObject();
        json.WriteString("login"u8, line.Login);
        foreach (var (key, names) in line.Groups)
        {
            List(key, names);
        }

        List("services", line.Services);
        json.WriteString("services_source"u8, Word(line.Source));
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        buffer.Write("\n"u8);
    }

    private void List(string name, IEnumerable<string> values)
    {
        json.WriteStartArray(Encoded(name));
        foreach (var value in values)
        {
            json.WriteStringValue(Encoded(value));
        }

        json.WriteEndArray();
    }

    // The same few names stand in every line.
    private JsonEncodedText Encoded(string name)
    {
        if (!encoded.TryGetValue(name, out var text))
        {
            encoded.Add(name, text = JsonEncodedText.Encode(name, Readable));
        }

        return text;
    }
}
