using System.Globalization;

namespace Rexpondo.Relations.Web.Resources;

/// <summary>Puts values into the texts of <see cref="Texts"/>, so that every screen writes numbers, lists and dates alike.</summary>
public static class Say
{
    private const char FirstStrongIsolate = '\u2068', PopIsolate = '\u2069';

    /// <summary>
    /// Whole numbers get a thousands separator: <c>9,812</c>. A text that could reorder what stands beside it is isolated
    /// (<see cref="Isolated"/>).
    /// </summary>
    public static string Format(string text, params object?[] values) =>
        string.Format(CultureInfo.InvariantCulture, text, [.. values.Select(Written)]);

    /// <summary>The same for an accessible name, whose characters others rely on: nothing is isolated.</summary>
    public static string Label(string text, params object?[] values) => Plain(Format(text, values));

    /// <summary>Several texts in a row, each isolated.</summary>
    public static string Join(string separator, IEnumerable<string> texts) => string.Join(separator, texts.Select(Isolated));

    /// <summary>
    /// A name, between the characters that isolate it if it has letters that run from right to left or steer the direction, so
    /// that it cannot turn around what stands beside it. What is isolated already stays as it is. Where elements are possible
    /// these characters become <c>bdi</c>.
    /// </summary>
    public static string Isolated(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u058F'))
        {
            return text;
        }

        var (depth, torn, steers) = (0, false, false);
        foreach (var c in text)
        {
            depth += c is >= '\u2066' and <= FirstStrongIsolate ? 1 : c == PopIsolate ? -1 : 0;
            torn |= depth < 0;
            steers |= depth == 0 && (IsFromRightToLeft(c) || Steers(c));
        }

        return torn || depth > 0 ? $"{FirstStrongIsolate}{Plain(text)}{PopIsolate}"
            : steers ? $"{FirstStrongIsolate}{text}{PopIsolate}"
            : text;
    }

    /// <summary>The title of a browser window: only a name that would turn the whole title around is isolated in it.</summary>
    public static string Title(string page) => page.Any(Steers) || page.FirstOrDefault(char.IsLetter) is var first && (IsFromRightToLeft(first))
        ? Format(Texts.BrowserTitle, page)
        : Label(Texts.BrowserTitle, page);

    private static bool IsFromRightToLeft(char c) => c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC')
        or '\uD802' or '\uD803' or '\uD83A' or '\uD83B';

    private static bool Steers(char c) => c is '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E');

    /// <summary>The text without the characters that isolate.</summary>
    public static string Plain(string text) =>
        text.AsSpan().ContainsAnyInRange('\u2066', PopIsolate) ? string.Concat(text.Where(c => c is < '\u2066' or > PopIsolate)) : text;

    /// <summary>The pieces of a text, in order, and whether each was isolated.</summary>
    public static IEnumerable<(string Text, bool Isolated)> Pieces(string text)
    {
        var (from, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var (opens, closes) = (text[i] == FirstStrongIsolate && depth++ == 0, text[i] == PopIsolate && --depth == 0);
            if (opens || closes)
            {
                if (i > from)
                {
                    yield return (text[from..i], closes);
                }

                from = i + 1;
            }
        }

        if (from < text.Length)
        {
            yield return (text[from..], false);
        }
    }

    /// <summary>One of two texts; <c>{0}</c> in them is <paramref name="count"/>, <c>{1}</c> and following are <paramref name="more"/>.</summary>
    public static string Count(int count, string one, string other, params object?[] more) =>
        Format(count == 1 ? one : other, [count, .. more]);

    /// <summary><c>Mail, Network::Setup and 5 more</c>; all of them when there are no more than <paramref name="max"/>.</summary>
    public static string List(IEnumerable<string> names, int max, string separator = ", ")
    {
        var all = names.ToList();
        return all.Count <= max
            ? Join(separator, all)
            : Format(Texts.AndMore, Join(separator, all.Take(max)), all.Count - max);
    }

    /// <summary><c>12 Nov 2026</c>; a mark that <see cref="LocalTime"/> writes in the time zone of the browser.</summary>
    public static string Date(DateTimeOffset moment) => LocalTime.Mark(moment, TimeLook.Day);

    /// <summary><c>12 Nov 2026, 14:02</c>; a mark, as of <see cref="Date"/>.</summary>
    public static string Moment(DateTimeOffset moment) => LocalTime.Mark(moment, TimeLook.Moment);

    /// <summary><c>14:02</c> today, <c>12 Nov 2026 14:02</c> on another day; a mark, as of <see cref="Date"/>.</summary>
    public static string Clock(DateTimeOffset moment) => LocalTime.Mark(moment, TimeLook.Clock);

    /// <summary>A whole number with thousands separator.</summary>
    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static object? Written(object? value) => value switch
    {
        int number => number.ToString("N0", CultureInfo.InvariantCulture),
        long number => number.ToString("N0", CultureInfo.InvariantCulture),
        string name => Isolated(name),
        _ => value,
    };
}
