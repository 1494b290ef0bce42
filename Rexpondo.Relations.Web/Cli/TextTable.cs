using System.Globalization;
using System.Text;

namespace Rexpondo.Relations.Web.Cli;

/// <summary>Values under one another, for people at a terminal.</summary>
internal static class TextTable
{
    private const string Between = "  ";

    // What a terminal draws twice as wide: Hangul, Chinese and Japanese, full width forms, pictures.
    private static readonly (int From, int To)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6),
        (0x1F300, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    /// <summary>The lines: the names, then the rows. A column that no row knows anything of (null) is left out; without rows there is no line.</summary>
    public static IEnumerable<string> Lines<T>(IEnumerable<(string Name, Func<T, string?> Value)> columns, IReadOnlyList<T> rows)
    {
        List<List<string>> shown =
        [
            .. columns.Select(column => (column.Name, Values: rows.Select(column.Value).ToList()))
                .Where(column => column.Values.Exists(value => value is not null))
                .Select(column => column.Values.Select(value => Visible(value ?? "")).Prepend(column.Name).ToList()),
        ];
        List<int> widths = [.. shown.Select(column => column.Max(Width))];
        return shown.Count == 0 ? [] : Enumerable.Range(0, rows.Count + 1).Select(row =>
            string.Join(Between, shown.Select((column, i) => column[row] + new string(' ', widths[i] - Width(column[row])))).TrimEnd(' '));
    }

    // What would move the cursor or colour the terminal is shown by its number.
    private static string Visible(string value)
    {
        var text = new StringBuilder();
        foreach (var rune in value.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            }
            else
            {
                text.Append(rune);
            }
        }

        return text.ToString();
    }

    private static int Width(string text)
    {
        var width = 0;
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
        {
            var first = Rune.GetRuneAt(text, elements.ElementIndex).Value;
            width += Array.Exists(Wide, wide => first >= wide.From && first <= wide.To) ? 2 : 1;
        }

        return width;
    }
}
