using System.Globalization;
using System.Text;

namespace Rexpondo.Relations.Core;

/// <summary>
/// What a text may be, on every way in (spec §1, text): how it is cleaned before it is compared or stored, and which characters
/// are refused. Two texts that are equal once cleaned are the same. What was stored before this rule stays as it is.
/// </summary>
public static class TextRule
{
    private const int NonJoiner = 0x200C, Joiner = 0x200D;

    private const string NotNormal = "is not in Unicode normalization form C";

    /// <summary>A name, login, id or e-mail without white space at its ends, no-break spaces included, in normalization form C.</summary>
    public static string Clean(string text) => TextNormalization.ToFormC(text.Trim());

    /// <summary>A text of several lines in normalization form C, each of its line breaks a line feed.</summary>
    public static string CleanLines(string text) => TextNormalization.ToFormC(text.ReplaceLineEndings("\n"));

    /// <summary>
    /// By what a name, login or id that somebody asks for is looked up, best first: cleaned, then as it is written, for what
    /// was stored before this rule.
    /// </summary>
    public static IEnumerable<string> Sought(string text) => new[] { Clean(text), text }.Distinct();

    /// <summary>
    /// Which character a login, id, e-mail or name of a group, service or permission must not have, in words, or null: control
    /// characters, line and paragraph separators, and format characters, which nobody sees.
    /// </summary>
    public static string? KeyFault(string text) => Fault(text, joiners: false, lineBreaks: false);

    /// <summary>The same of any other text of one line: as some scripts need them, joiners between two visible characters are possible.</summary>
    public static string? LineFault(string text) => Fault(text, joiners: true, lineBreaks: false);

    /// <summary>The same of a text of several lines, cleaned.</summary>
    public static string? LinesFault(string text) => Fault(text, joiners: true, lineBreaks: true);

    /// <summary>What a stored login, id, e-mail or name of a group, service or permission has against this rule, in words, or null.</summary>
    public static string? KeyFlaw(string stored) => KeyFault(stored) ?? Uncleaned(stored);

    /// <summary>The same of any other stored text of one line.</summary>
    public static string? LineFlaw(string stored) => LineFault(stored) ?? Uncleaned(stored);

    /// <summary>The same of a stored text of several lines.</summary>
    public static string? LinesFlaw(string stored) => LinesFault(stored.ReplaceLineEndings("\n"))
        ?? (stored != stored.ReplaceLineEndings("\n") ? "has line breaks that are no line feeds" : stored != CleanLines(stored) ? NotNormal : null);

    /// <summary>The text for a terminal or a list of findings: what nobody sees as <c>\uXXXX</c>, so that it is always one line and hides nothing.</summary>
    public static string Visible(string text) => string.Concat(text.EnumerateRunes().Select(rune => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}")
            : rune.ToString()));

    private static string? Uncleaned(string text) =>
        text.Trim() != text ? "begins or ends with white space" : Clean(text) != text ? NotNormal : null;

    private static string? Fault(string text, bool joiners, bool lineBreaks)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return null;
        }

        var runes = text.EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            switch (Rune.GetUnicodeCategory(runes[i]))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                    when !(lineBreaks && runes[i].Value == '\n'):
                    return "contains a control character";
                case UnicodeCategory.Format
                    when !(joiners && runes[i].Value is NonJoiner or Joiner && IsVisible(runes, i - 1) && IsVisible(runes, i + 1)):
                    return string.Create(CultureInfo.InvariantCulture, $"contains a format character (U+{runes[i].Value:X4})");
            }
        }

        return null;
    }

    private static bool IsVisible(Rune[] runes, int at) => at >= 0 && at < runes.Length && !Rune.IsWhiteSpace(runes[at])
        && Rune.GetUnicodeCategory(runes[at]) is not (UnicodeCategory.Control or UnicodeCategory.Format);
}
