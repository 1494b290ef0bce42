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
    /// Why a login, id, e-mail or name of a group, service or permission is refused, or null: at most <see cref="MaxLength"/>
    /// characters, and <see cref="TextRule.KeyFault"/>.
    /// </summary>
    public static string? Error(string field, string value, bool required) => Error(field, value, required, MaxLength, TextRule.KeyFault);

    /// <summary>The same of any other text of one line, as the name of a person or a customer: <see cref="TextRule.LineFault"/>.</summary>
    public static string? LineError(string field, string value) => Error(field, value, required: false, MaxLength, TextRule.LineFault);

    /// <summary>Why a comment is refused, or null. It may have several lines.</summary>
    public static string? CommentError(string value) => Error("comment", value, required: false, MaxCommentLength, TextRule.LinesFault);

    /// <summary>What a stored field has against <see cref="TextRule"/>, in words, or null.</summary>
    /// <param name="record">What kind of record.</param>
    /// <param name="field">One of <see cref="RecordField"/>.</param>
    /// <param name="stored">Its text.</param>
    public static string? Flaw(RelationSide record, string field, string stored) => field switch
    {
        RecordField.Comment => TextRule.LinesFlaw(stored),
        RecordField.Login or RecordField.Email or RecordField.CustomerId => TextRule.KeyFlaw(stored),
        RecordField.Name when record != RelationSide.Customer => TextRule.KeyFlaw(stored),
        _ => TextRule.LineFlaw(stored),
    };

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

    private static string? Error(string field, string value, bool required, int longest, Func<string, string?> faultOf) =>
        value.Length == 0 ? (required ? $"{field} is empty" : null)
        : value.Length > longest
            ? string.Create(CultureInfo.InvariantCulture, $"{field} has {value.Length} characters, at most {longest} are possible")
        : faultOf(value) is { } fault ? $"{field} {fault}" : null;
}
