using System.Globalization;
using System.Text;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>Search filters as text (RFC 4515): checked before a server is asked, and put together.</summary>
internal static class LdapFilter
{
    private const int Deepest = 50;

    /// <summary>Why a text is not one filter in parentheses, or null. Around parentheses and operators white space is allowed.</summary>
    public static string? Error(string filter) => Read(filter, new StringBuilder());

    /// <summary>A filter without that white space, as servers want it.</summary>
    /// <param name="filter">One without an error.</param>
    public static string Compact(string filter)
    {
        var compact = new StringBuilder();
        return Read(filter, compact) is { } error ? throw new ArgumentException(error, nameof(filter)) : compact.ToString();
    }

    /// <summary>What matches both.</summary>
    public static string And(string filter, string other) => $"(&{filter}{other})";

    /// <summary>What of <paramref name="filter"/> has this value or a greater one.</summary>
    public static string AtLeast(string filter, string attribute, string value) => And(filter, $"({attribute}>={value})");

    private static string? Read(string text, StringBuilder compact)
    {
        var at = 0;
        return Filter(text, ref at, 0, compact) ?? (Next(text, ref at) is null ? null : Says(at, "nothing more is expected"));
    }

    private static string? Filter(string text, ref int at, int depth, StringBuilder compact)
    {
        if (Next(text, ref at) != '(')
        {
            return Says(at, "( is expected");
        }

        if (depth == Deepest)
        {
            return Says(at, "there are too many parentheses inside each other");
        }

        at++;
        compact.Append('(');
        string? error;
        switch (Next(text, ref at))
        {
            case '&' or '|':
                compact.Append(text[at++]);
                do
                {
                    error = Filter(text, ref at, depth + 1, compact);
                }
                while (error is null && Next(text, ref at) == '(');
                break;
            case '!':
                compact.Append(text[at++]);
                error = Filter(text, ref at, depth + 1, compact);
                break;
            default:
                var start = at;
                error = Item(text, ref at);
                compact.Append(text, start, at - start);
                break;
        }

        if (error is not null)
        {
            return error;
        }

        if (Next(text, ref at) != ')')
        {
            return Says(at, ") is expected");
        }

        at++;
        compact.Append(')');
        return null;
    }

    private static string? Item(string text, ref int at)
    {
        var equals = text.AsSpan(at).IndexOf('=');
        var name = equals < 0 ? "" : text.Substring(at, equals);
        if (name.Length > 0 && name[^1] is '>' or '<' or '~' or ':')
        {
            name = name[..^1];
        }

        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ';' or '.' or ':'))
        {
            return Says(at, "attribute=value is expected");
        }

        at += equals + 1;
        for (; at < text.Length && text[at] != ')'; at++)
        {
            if (text[at] is '(' or '\0')
            {
                return Says(at, "this character is written as \\28, \\29, \\2a, \\5c or \\00 in a value");
            }

            if (text[at] == '\\')
            {
                if (!char.IsAsciiHexDigit(At(text, at + 1)) || !char.IsAsciiHexDigit(At(text, at + 2)))
                {
                    return Says(at, "two hexadecimal digits are expected after \\");
                }

                at += 2;
            }
        }

        return null;
    }

    // The next character that is no white space, which is passed over; null at the end.
    private static char? Next(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at < text.Length ? text[at] : null;
    }

    private static char At(string text, int at) => at < text.Length ? text[at] : '\0';

    private static string Says(int at, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"is no search filter: at character {at + 1} {what}");
}
