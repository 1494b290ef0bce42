using System.Globalization;
using System.Text.Json;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// One back end as it is written down. Hands out its keys with their types and collects every mistake: a kind asks for the
/// keys it knows, and what nobody asked for is unknown.
/// </summary>
public sealed class BackEndKeys
{
    private readonly string file;
    private readonly string prefix;
    private readonly string folder;
    private readonly bool asText;
    private readonly List<BackEndMistake> mistakes;
    private readonly Dictionary<string, JsonElement> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<BackEndKeys> parts = [];
    private readonly int before;

    /// <summary>Opens one.</summary>
    /// <param name="file">The file it stands in, as people know it.</param>
    /// <param name="prefix">What stands before its keys in that file; empty if it has the file to itself.</param>
    /// <param name="json">An object.</param>
    /// <param name="asText">Its values come from a source that knows only texts, such as the environment.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="mistakes">Takes the mistakes.</param>
    internal BackEndKeys(string file, string prefix, JsonElement json, bool asText, string folder, List<BackEndMistake> mistakes)
    {
        (this.file, this.prefix, this.asText, this.folder, this.mistakes, before) = (file, prefix, asText, folder, mistakes, mistakes.Count);
        foreach (var property in json.EnumerateObject())
        {
            if (!values.TryAdd(property.Name, property.Value))
            {
                Mistake(property.Name, "is there twice");
            }
        }
    }

    /// <summary>True while no mistake was found.</summary>
    public bool AreGood => mistakes.Count == before;

    /// <summary>A text, or null if it is not there or none.</summary>
    public string? Text(string key, bool required)
    {
        if (Find(key) is not { } value)
        {
            if (required)
            {
                Mistake(key, "is missing");
            }

            return null;
        }

        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 } text)
        {
            Mistake(key, "a text is expected");
            return null;
        }

        return text;
    }

    /// <summary>A text that may be empty, which says: none. Null if it is not there.</summary>
    public string? TextOrNone(string key) =>
        Find(key) is { ValueKind: JsonValueKind.String } value && value.GetString() is "" ? "" : Text(key, required: false);

    /// <summary>The keys of an object inside; without any if it is not there. Their mistakes are named <c>key:…</c>.</summary>
    public BackEndKeys Part(string key)
    {
        var (json, isObject) = (Find(key), Find(key) is { ValueKind: JsonValueKind.Object });

        // The settings know an empty object as nothing, or as an empty text.
        if (json is { } other && !isObject && !(asText && (other.ValueKind == JsonValueKind.Null || other.ValueEquals(""))))
        {
            Mistake(key, "an object is expected");
        }

        var part = new BackEndKeys(
            file, $"{prefix}{key}:", isObject ? json!.Value : JsonSerializer.SerializeToElement(new { }), asText, folder, mistakes);
        parts.Add(part);
        return part;
    }

    /// <summary>True if the key is there, whatever its value.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>The path of a file, absolute; a relative one counts from the folder of <c>appsettings.json</c>.</summary>
    public string? PathOf(string key, bool required = true)
    {
        if (Text(key, required) is not { } path)
        {
            return null;
        }

        if (path.Contains('\0'))
        {
            Mistake(key, "a path is expected");
            return null;
        }

        return Path.GetFullPath(path, folder);
    }

    /// <summary>True or false; null if it is not there.</summary>
    public bool? Switch(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case { ValueKind: JsonValueKind.True }:
                return true;
            case { ValueKind: JsonValueKind.False }:
                return false;
            case { ValueKind: JsonValueKind.String } text when asText && bool.TryParse(text.GetString(), out var on):
                return on;
            default:
                Mistake(key, "true or false is expected");
                return null;
        }
    }

    /// <summary>A whole number; null if it is not there.</summary>
    public int? Number(string key, int min, int max)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        int? number = value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var written) ? written
            : asText && value.ValueKind == JsonValueKind.String && int.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var typed) ? typed
            : null;
        if (number is null || number < min || number > max)
        {
            Mistake(key, string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max} is expected"));
            return null;
        }

        return number;
    }

    /// <summary>Notes a mistake.</summary>
    public void Mistake(string key, string reason) => mistakes.Add(new BackEndMistake(file, prefix + key, reason));

    /// <summary>Notes every key that nobody asked for.</summary>
    internal void RefuseTheRest()
    {
        foreach (var key in values.Keys.Where(key => !known.Contains(key)))
        {
            Mistake(key, "there is no such key");
        }

        foreach (var part in parts)
        {
            part.RefuseTheRest();
        }
    }

    private JsonElement? Find(string key)
    {
        known.Add(key);
        return values.TryGetValue(key, out var value) ? value : null;
    }
}
