using System.Globalization;

namespace Rexpondo.Relations.Core;

/// <summary>What a text field may hold; asked by every way in: files, forms, programs.</summary>
public static class FieldRules
{
    /// <summary>The longest login, name, e-mail, customer id and full service name, in UTF-16 code units.</summary>
    public const int MaxLength = 200;

    /// <summary>The longest comment.</summary>
    public const int MaxCommentLength = 2000;

    /// <summary>
    /// Why a value is refused, or null. Names, logins, ids and e-mails are one line: without control characters and
    /// line separators, at most <see cref="MaxLength"/> characters.
    /// </summary>
    public static string? Error(string field, string value, bool required)
    {
        if (value.Length == 0)
        {
            return required ? $"{field} is empty" : null;
        }

        if (value.Length > MaxLength)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{field} has {value.Length} characters, at most {MaxLength} are possible");
        }

        return value.Any(IsControl) ? $"{field} contains a control character" : null;
    }

    /// <summary>Why a comment is refused, or null. It may have several lines.</summary>
    public static string? CommentError(string value) => value.Length > MaxCommentLength
        ? string.Create(CultureInfo.InvariantCulture, $"comment has {value.Length} characters, at most {MaxCommentLength} are possible")
        : null;

    /// <summary>
    /// Why an e-mail that somebody types is refused, or null: empty, or one <c>@</c> with something on both sides and no
    /// space. More would refuse addresses that exist.
    /// </summary>
    public static string? EmailError(string field, string value)
    {
        if (Error(field, value, required: false) is { } error)
        {
            return error;
        }

        var at = value.IndexOf('@');
        return value.Length == 0 || (at > 0 && at < value.Length - 1 && at == value.LastIndexOf('@') && !value.Any(char.IsWhiteSpace))
            ? null
            : $"{field} is not an e-mail address";
    }

    private static bool IsControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
