using System.Globalization;
using System.Reflection;
using System.Text;

namespace Rexpondo.Relations.Core.Searching;

/// <summary>
/// The one folding of names and queries: case, diacritics and format characters are ignored, ß is ss, ł is l, ø is o, ’ is ' (spec §3, searching).
/// A table of our own, because <c>string.Normalize</c> does nothing under invariant globalization.
/// </summary>
public static class TextFolding
{
    private static readonly Dictionary<char, string> Table = ReadTable();

    /// <summary>The text as it is compared. May be longer (ß) or shorter (combining marks) than the original.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                Append(folded, new Rune(text[i], text[++i]));
            }
            else
            {
                Append(folded, text[i]);
            }
        }

        return folded.ToString();
    }

    /// <summary>
    /// Folds and remembers from which character of the original each folded one came, so that a hit can be marked in the text shown.
    /// The map has one entry more than the folded text: the end.
    /// </summary>
    public static (string Folded, int[] Origin) FoldWithOrigin(string text)
    {
        var folded = new StringBuilder(text.Length);
        var origin = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            if (char.IsSurrogatePair(text, i))
            {
                Append(folded, new Rune(text[i], text[++i]));
            }
            else
            {
                Append(folded, text[i]);
            }

            origin.AddRange(Enumerable.Repeat(start, folded.Length - origin.Count));
        }

        origin.Add(text.Length);
        return (folded.ToString(), [.. origin]);
    }

    private static void Append(StringBuilder folded, Rune rune) =>
        folded.Append(Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format ? "" : Rune.ToLowerInvariant(rune).ToString());

    private static void Append(StringBuilder folded, char c)
    {
        if (c < 0x80)
        {
            folded.Append(c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c);
        }
        else if (Table.TryGetValue(c, out var replacement))
        {
            folded.Append(replacement);
        }
        else
        {
            folded.Append(c);
        }
    }

    private static Dictionary<char, string> ReadTable()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(typeof(TextFolding), "folding.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var table = new Dictionary<char, string>();
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                var code = (char)int.Parse(line.AsSpan(0, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                table[code] = line.Length > 5 ? line[5..] : "";
            }
        }

        return table;
    }
}
