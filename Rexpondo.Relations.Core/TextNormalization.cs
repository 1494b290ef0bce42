using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Rexpondo.Relations.Core;

/// <summary>
/// Unicode normalization form C. A table of our own, because <c>string.Normalize</c> gives every text back as it is under
/// invariant globalization. Characters younger than the table (<c>normalization.txt</c> says which Unicode) stay as they are.
/// </summary>
internal static class TextNormalization
{
    // Hangul syllables are composed by arithmetic (Unicode, 3.12).
    private const int LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7, SyllableBase = 0xAC00;
    private const int Leads = 19, Vowels = 21, Tails = 28, Syllables = Leads * Vowels * Tails;

    private static readonly FrozenDictionary<int, (int First, int Second)> Decompositions;
    private static readonly FrozenDictionary<(int First, int Second), int> Compositions;
    private static readonly FrozenDictionary<int, int> Classes;

    // Characters that may be written otherwise in form C; a text without any is in form C already.
    private static readonly FrozenSet<int> Suspects;

    static TextNormalization()
    {
        var (decompositions, compositions, classes) = (new Dictionary<int, (int, int)>(), new Dictionary<(int, int), int>(), new Dictionary<int, int>());
        var suspects = Enumerable.Range(VowelBase, Vowels).Concat(Enumerable.Range(TailBase + 1, Tails - 1)).ToHashSet();
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(typeof(TextNormalization), "normalization.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            var cut = line.AsSpan().IndexOfAny("#:=>");
            var (kind, left, right) = (line[cut], line[..cut].Split('-'), line[(cut + 1)..]);
            if (kind == ':')
            {
                for (var c = Hex(left[0]); c <= Hex(left[^1]); c++)
                {
                    classes.Add(c, int.Parse(right, CultureInfo.InvariantCulture));
                    suspects.Add(c);
                }
            }
            else if (kind != '#')
            {
                var (parts, composed) = (Array.ConvertAll(right.Split(' '), Hex), Hex(left[0]));
                decompositions.Add(composed, (parts[0], parts.ElementAtOrDefault(1)));
                if (kind == '=')
                {
                    compositions.Add((parts[0], parts[1]), composed);
                    suspects.Add(parts[1]);
                }
                else
                {
                    suspects.Add(composed);
                }
            }
        }

        (Decompositions, Compositions, Classes, Suspects) =
            (decompositions.ToFrozenDictionary(), compositions.ToFrozenDictionary(), classes.ToFrozenDictionary(), suspects.ToFrozenSet());

        static int Hex(string code) => int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    /// <summary>The text in form C.</summary>
    public static string ToFormC(string text) => IsPlain(text) ? text : Composed(Ordered(text));

    private static bool IsPlain(string text)
    {
        // No character before the first combining mark is ever written otherwise.
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF'))
        {
            return true;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (Suspects.Contains(rune.Value))
            {
                return false;
            }
        }

        return true;
    }

    // Fully decomposed, marks in the order of their classes.
    private static List<int> Ordered(string text)
    {
        var codes = new List<int>(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, codes);
        }

        return codes;
    }

    private static void Decompose(int code, List<int> codes)
    {
        if (code - SyllableBase is >= 0 and < Syllables and var syllable)
        {
            codes.Add(LeadBase + syllable / (Vowels * Tails));
            codes.Add(VowelBase + syllable / Tails % Vowels);
            if (syllable % Tails is > 0 and var tail)
            {
                codes.Add(TailBase + tail);
            }
        }
        else if (Decompositions.TryGetValue(code, out var parts))
        {
            Decompose(parts.First, codes);
            if (parts.Second > 0)
            {
                Decompose(parts.Second, codes);
            }
        }
        else
        {
            var at = codes.Count;
            for (var own = ClassOf(code); own > 0 && at > 0 && ClassOf(codes[at - 1]) > own;)
            {
                at--;
            }

            codes.Insert(at, code);
        }
    }

    private static string Composed(List<int> codes)
    {
        var composed = new List<int>(codes.Count);
        var (starter, last) = (-1, -1);
        foreach (var code in codes)
        {
            // A mark of the same or a higher class in between keeps both apart.
            var own = ClassOf(code);
            if (starter >= 0 && last < own && Compose(composed[starter], code) is { } both)
            {
                composed[starter] = both;
                continue;
            }

            (starter, last) = own == 0 ? (composed.Count, -1) : (starter, own);
            composed.Add(code);
        }

        var text = new StringBuilder(composed.Count);
        foreach (var code in composed)
        {
            text.Append(new Rune(code).ToString());
        }

        return text.ToString();
    }

    private static int? Compose(int first, int second) =>
        first - LeadBase is >= 0 and < Leads and var lead && second - VowelBase is >= 0 and < Vowels and var vowel
            ? SyllableBase + (lead * Vowels + vowel) * Tails
        : first - SyllableBase is >= 0 and < Syllables and var syllable && syllable % Tails == 0 && second - TailBase is > 0 and < Tails and var tail
            ? first + tail
        : Compositions.TryGetValue((first, second), out var both) ? both : null;

    private static int ClassOf(int code) => Classes.GetValueOrDefault(code);
}
