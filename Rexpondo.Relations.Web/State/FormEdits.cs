using System.Collections.Immutable;

namespace Rexpondo.Relations.Web.State;

/// <summary>What is typed into an edit screen and not saved yet: for each field its text and the text it replaces.</summary>
/// <param name="Fields">By the name of the field, as in <see cref="RecordForms"/>.</param>
public sealed record FormEdits(ImmutableSortedDictionary<string, TypedText> Fields)
{
    /// <summary>Nothing typed.</summary>
    public static readonly FormEdits None = new(ImmutableSortedDictionary.Create<string, TypedText>(StringComparer.Ordinal));

    /// <summary>How many fields.</summary>
    public int Count => Fields.Count;

    /// <summary>A field is typed into; with what it replaces it is not changed any more.</summary>
    public FormEdits With(string field, string seen, string text, string? sought = null) =>
        seen == text ? Change(Fields.Remove(field)) : Change(Fields.SetItem(field, new TypedText(seen, text, sought)));

    /// <summary>What is left once some fields hold these texts: a field that has become as it is wanted is done.</summary>
    /// <param name="textOf">The text a field holds; null for a field that is not meant.</param>
    public FormEdits Without(Func<string, string?> textOf) => Change(Fields.RemoveRange(Fields.Where(field => textOf(field.Key) == field.Value.Text).Select(field => field.Key)));

    /// <summary>The same on top of what the agent has seen since.</summary>
    /// <param name="seenOf">The text she saw; null for a field that is not there.</param>
    public FormEdits On(Func<string, string?> seenOf) =>
        Fields.Aggregate(this, (edits, field) => seenOf(field.Key) is { } seen ? edits.With(field.Key, seen, field.Value.Text, field.Value.Sought) : edits);

    private FormEdits Change(ImmutableSortedDictionary<string, TypedText> fields) => ReferenceEquals(fields, Fields) ? this : new(fields);
}

/// <summary>The text of one field.</summary>
/// <param name="Seen">What stood there when it was typed into.</param>
/// <param name="Text">What is typed; of a field one chooses in, the number of the choice.</param>
/// <param name="Sought">What is typed to find a choice, as long as none is made; else null.</param>
public readonly record struct TypedText(string Seen, string Text, string? Sought = null);
