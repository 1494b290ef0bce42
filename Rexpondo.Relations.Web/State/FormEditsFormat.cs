using System.Text.Json;
using Rexpondo.Relations.Core.Drafts;

namespace Rexpondo.Relations.Web.State;

/// <summary>Keeps what is typed into an edit screen as a draft: JSON, for each field <c>[seen, typed]</c>, with a third text as long as a choice is sought by it.</summary>
public sealed class FormEditsFormat : IDraftFormat<FormEdits>
{
    /// <inheritdoc/>
    public FormEdits Empty => FormEdits.None;

    /// <inheritdoc/>
    public byte[] Write(FormEdits changes) =>
        JsonSerializer.SerializeToUtf8Bytes(changes.Fields.ToDictionary(field => field.Key, field => new[] { field.Value.Seen, field.Value.Text, field.Value.Sought }));

    /// <inheritdoc/>
    public FormEdits? Read(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string?[]>>(content)?.Aggregate(
                FormEdits.None, (edits, field) => field.Value is [{ } seen, { } text, .. var sought] ? edits.With(field.Key, seen, text, sought is [{ } one] ? one : null) : throw new JsonException("not a field"));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
