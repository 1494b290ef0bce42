using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>Reads <c>settings.json</c>, remembering on which line each setting begins.</summary>
internal static class SettingsFileReader
{
    /// <summary>The settings, or null if the file is not there. Which values are possible is not asked here.</summary>
    public static ImmutableArray<SettingRow>? Read(ImportFolder folder, List<ImportProblem> problems)
    {
        var name = DeskFiles.Settings.Name;
        if (!folder.Has(DeskFiles.Settings))
        {
            return null;
        }

        using var stream = folder.Open(DeskFiles.Settings, problems);
        if (stream is null)
        {
            return [];
        }

        using var content = new MemoryStream();
        stream.CopyTo(content);
        var json = FileForm.WithoutBom(content.ToArray());
        if (FileForm.Problem(json[..Math.Min(json.Length, FileForm.Enough)], "JSON") is { } form)
        {
            problems.Add(new ImportProblem(name, 1, form));
            return [];
        }

        if (FirstInvalid(json) is { } invalid)
        {
            problems.Add(new ImportProblem(name, LineAt(json, invalid), "the line is not UTF-8; save the file as UTF-8"));
            return [];
        }

        try
        {
            return Rows(json, problems);
        }
        catch (JsonException e)
        {
            problems.Add(new ImportProblem(name, (int)(e.LineNumber ?? 0) + 1, "the file is not JSON"));
        }
        catch (InvalidOperationException)
        {
            problems.Add(new ImportProblem(name, 1, "a text in the file is not Unicode"));
        }

        return [];
    }

    private static ImmutableArray<SettingRow> Rows(ReadOnlySpan<byte> json, List<ImportProblem> problems)
    {
        var rows = ImmutableArray.CreateBuilder<SettingRow>();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            problems.Add(new ImportProblem(DeskFiles.Settings.Name, 1, "an object of settings is expected"));
            return [];
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var line = LineAt(json, (int)reader.TokenStartIndex);
            var name = reader.GetString()!;
            var value = JsonElement.ParseValue(ref reader);
            if (rows.FirstOrDefault(row => row.Name == name) is { } other && !JsonElement.DeepEquals(other.Value, value))
            {
                problems.Add(new ImportProblem(DeskFiles.Settings.Name, line, $"says something else than line {other.Line} about the same"));
            }

            rows.Add(new SettingRow(line, name, value));
        }

        // What follows the object, if anything does, is no JSON.
        reader.Read();
        return rows.ToImmutable();
    }

    private static int? FirstInvalid(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf8(text[at..], out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return at;
            }

            at += length;
        }

        return null;
    }

    private static int LineAt(ReadOnlySpan<byte> text, int at) => text[..at].Count((byte)'\n') + 1;
}
