using Microsoft.Data.Sqlite;

namespace Rexpondo.Relations.Core.Records;

/// <summary>One field of a form: how its value reads, and for a text how it is cleaned and checked (<see cref="TextRule"/>).</summary>
/// <param name="Name">One of <see cref="RecordField"/>.</param>
/// <param name="Text">Its value as text, in one snapshot equal if and only if the value is; a number is looked up for its name of that moment.</param>
/// <param name="With">
/// The same fields with another text in this one, in one snapshot the way back from <paramref name="Text"/>; null if no value reads so.
/// </param>
internal sealed record FormField<TFields>(
    string Name, Func<SqliteConnection, TFields, string> Text, Func<SqliteConnection, TFields, string, TFields?> With)
    where TFields : class
{
    /// <summary>
    /// Of a field that refers to another record by its number: the fields of records that make up the text by which that one
    /// is called now. Null for a field that is its text.
    /// </summary>
    public Func<SqliteConnection, string, IEnumerable<(RelationSide Record, int Id, string Field)>>? CalledBy { get; init; }

    /// <summary>Why the text is refused, or null.</summary>
    public Func<string, string?> Error { get; init; } = _ => null;

    /// <summary>The same fields with the text cleaned.</summary>
    public Func<TFields, TFields> Cleaned { get; init; } = fields => fields;

    /// <summary>A text of one line, at most <see cref="FieldRules.MaxLength"/> characters.</summary>
    public static FormField<TFields> Line(string name, Func<TFields, string> get, Func<TFields, string, TFields> with, Func<string, string?>? error = null) =>
        new(name, (_, fields) => get(fields), (_, fields, text) => with(fields, text))
        {
            Error = error ?? (text => FieldRules.LineError(name, text)),
            Cleaned = fields => with(fields, TextRule.Clean(get(fields))),
        };

    /// <summary>A login, an id or the name of a group: not empty, and without characters that nobody sees.</summary>
    public static FormField<TFields> RequiredLine(string name, Func<TFields, string> get, Func<TFields, string, TFields> with) =>
        Line(name, get, with, text => FieldRules.Error(name, text, required: true));

    /// <summary>The comment, of several lines.</summary>
    public static FormField<TFields> Comment(Func<TFields, string> get, Func<TFields, string, TFields> with) =>
        new(RecordField.Comment, (_, fields) => get(fields), (_, fields, text) => with(fields, text))
        {
            Error = FieldRules.CommentError,
            Cleaned = fields => with(fields, TextRule.CleanLines(get(fields))),
        };

    /// <summary>The validity.</summary>
    public static FormField<TFields> Validity(Func<TFields, Validity> get, Func<TFields, Validity, TFields> with) => new(
        RecordField.Validity, (_, fields) => get(fields).ToText(), (_, fields, text) => ValidityText.TryParse(text, out var validity) ? with(fields, validity) : null);
}
