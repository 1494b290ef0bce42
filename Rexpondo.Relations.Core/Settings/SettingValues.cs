using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rexpondo.Relations.Core.Settings;

/// <summary>
/// Between the JSON of one setting and <see cref="RelationSettings"/>: the one place that knows which value each setting takes.
/// </summary>
public static partial class SettingValues
{
    /// <summary>The most permission keys that can be configured.</summary>
    public const int MaxPermissionKeys = 30;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The settings with one value changed, or the reason why the value is refused.</summary>
    /// <param name="settings">The settings so far.</param>
    /// <param name="name">Name of the setting, exactly as in <see cref="SettingNames"/>.</param>
    /// <param name="value">The new value.</param>
    /// <param name="backEnds">The back ends there are; a value may not name another.</param>
    /// <param name="inForce">
    /// The settings in force, if the value comes in from outside: then its texts are cleaned and checked (<see cref="TextRule"/>),
    /// except for names that are in force already. Null for a value that is stored.
    /// </param>
    public static (RelationSettings Settings, string? Error) With(
        RelationSettings settings, string name, JsonElement value, IReadOnlyCollection<string> backEnds, RelationSettings? inForce = null)
    {
        switch (name)
        {
            case SettingNames.GroupSupport:
                return ReadSupport(value, backEnds) switch
                {
                    (_, { } error) => (settings, error),
                    var (support, _) => (settings with { GroupSupport = support }, null),
                };
            case SettingNames.AlwaysGroups:
                return Names(value, names => settings with { AlwaysGroups = names });
            case SettingNames.CompanyAlwaysGroups:
                return Names(value, names => settings with { CompanyAlwaysGroups = names });
            case SettingNames.NeverGroups:
                return Names(value, names => settings with { NeverGroups = names });
            case SettingNames.PermissionKeys:
                return ReadList(value)?.Select(key => inForce is null ? key : TextRule.Clean(key)).ToImmutableArray() is not { } keys ? (settings, "a list of keys is expected")
                    : KeysError(keys) is { } keysError ? (settings, keysError)
                    : (settings with { PermissionKeys = keys }, null);
            case SettingNames.Services:
                return Switch(value, on => settings with { ServicesOn = on });
            case SettingNames.DefaultsForUnknown:
                return Switch(value, on => settings with { DefaultServicesForUnknown = on });
            default:
                return (settings, "there is no such setting");
        }

        (RelationSettings, string?) Names(JsonElement json, Func<ImmutableArray<string>, RelationSettings> with) =>
            ReadList(json) is not { } list ? (settings, "a list of group names is expected")
            : inForce is null ? (with(list), null)
            : Entered(list, inForce) is var (entered, error) && error is not null ? (settings, error) : (with(entered), null);

        (RelationSettings, string?) Switch(JsonElement json, Func<bool, RelationSettings> with) =>
            json.ValueKind is JsonValueKind.True or JsonValueKind.False ? (with(json.GetBoolean()), null) : (settings, "true or false is expected");
    }

    /// <summary>The same with a value as text.</summary>
    public static (RelationSettings Settings, string? Error) With(
        RelationSettings settings, string name, string json, IReadOnlyCollection<string> backEnds, RelationSettings? inForce = null)
    {
        try
        {
            using var value = JsonDocument.Parse(json);
            return With(settings, name, value.RootElement, backEnds, inForce);
        }
        catch (JsonException)
        {
            return (settings, "the value is not JSON");
        }
    }

    /// <summary>The default of a setting.</summary>
    public static string Default(string name) => ToJson(new RelationSettings(), name);

    /// <summary>The value of one setting as JSON, always written the same way.</summary>
    public static string ToJson(RelationSettings settings, string name) => name switch
    {
        SettingNames.GroupSupport when settings.GroupSupport.ByBackEnd.IsEmpty => Json(settings.GroupSupport.Otherwise),
        SettingNames.GroupSupport => Json(settings.GroupSupport.ByBackEnd),
        SettingNames.AlwaysGroups => Json(settings.AlwaysGroups),
        SettingNames.CompanyAlwaysGroups => Json(settings.CompanyAlwaysGroups),
        SettingNames.NeverGroups => Json(settings.NeverGroups),
        SettingNames.PermissionKeys => Json(settings.PermissionKeys),
        SettingNames.Services => Json(settings.ServicesOn),
        SettingNames.DefaultsForUnknown => Json(settings.DefaultServicesForUnknown),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "there is no such setting"),
    };

    /// <summary>The names of the settings whose values differ.</summary>
    public static IReadOnlyList<string> Differences(RelationSettings a, RelationSettings b) =>
        [.. SettingNames.All.Where(name => ToJson(a, name) != ToJson(b, name))];

    /// <summary>Why a list of permission keys is refused, or null (spec §2, settings).</summary>
    public static string? KeysError(IReadOnlyList<string> keys)
    {
        if (keys.FirstOrDefault(key => !KeyPattern().IsMatch(key)) is { } odd)
        {
            return $"\"{odd}\" is not a key: 1 to 20 of a-z and _";
        }

        if (keys.Count != keys.Distinct(StringComparer.Ordinal).Count())
        {
            return "a key is named twice";
        }

        return keys switch
        {
            { Count: > MaxPermissionKeys } => $"at most {MaxPermissionKeys} keys are possible",
            [.., "rw"] when keys.Contains("ro") => null,
            _ => "ro must be among the keys, and rw must be the last",
        };
    }

    /// <summary>Why keys cannot be configured beside all that ever were, or null: a bit once given is never given to another key.</summary>
    /// <param name="keys">The keys to be configured.</param>
    /// <param name="everConfigured">Every key that has a bit.</param>
    public static string? TooManyKeys(IEnumerable<string> keys, IEnumerable<string> everConfigured) =>
        keys.Union(everConfigured).Count() > PermissionSet.MaxBit + 1
            ? string.Create(CultureInfo.InvariantCulture, $"with all keys that were ever configured these are more than {PermissionSet.MaxBit + 1}")
            : null;

    private static (GroupSupport Support, string? Error) ReadSupport(JsonElement value, IReadOnlyCollection<string> backEnds)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return (GroupSupport.Everywhere(value.GetBoolean()), null);
        }

        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Any(p => p.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)))
        {
            return (GroupSupport.Off, "true, false or an object of back ends with true or false is expected");
        }

        var unknown = value.EnumerateObject().Select(p => p.Name).FirstOrDefault(name => !backEnds.Contains(name));
        return unknown is not null
            ? (GroupSupport.Off, $"there is no back end \"{unknown}\"")
            : (GroupSupport.Of(value.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetBoolean()))), null);
    }

    private static (ImmutableArray<string> Names, string? Error) Entered(ImmutableArray<string> names, RelationSettings inForce)
    {
        string[] kept = [.. inForce.AlwaysGroups, .. inForce.CompanyAlwaysGroups, .. inForce.NeverGroups];
        ImmutableArray<string> entered = [.. names.Select(name => kept.Contains(name) ? name : TextRule.Clean(name)).Distinct()];
        return (entered, entered.Except(kept).Select(name => FieldRules.Error($"\"{name}\"", name, required: true)).FirstOrDefault(error => error is not null));
    }

    private static ImmutableArray<string>? ReadList(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : null;

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, Readable);

    [GeneratedRegex("^[a-z_]{1,20}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();
}
