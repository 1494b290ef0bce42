using System.Text;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>Writes rows of CSV (RFC 4180, LF), every cell under the <see cref="FormulaGuard"/>.</summary>
public static class CsvText
{
    /// <summary>One row with its line end.</summary>
    public static string Row(params IEnumerable<string> cells)
    {
        var row = new StringBuilder().AppendJoin(',', cells.Select(cell => Quoted(FormulaGuard.Guard(cell))));
        return row.Append('\n').ToString();
    }

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
