using System.Globalization;
using System.Text;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>How an entry becomes a person. Text is taken as it is, to the character; what is no text is a fault of hers.</summary>
internal sealed class LdapPersonReader(LdapOptions options)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly LdapAttributes attributes = options.Attributes;

    /// <summary>The whole person.</summary>
    /// <param name="entry">With all attributes that are mapped.</param>
    /// <param name="valid">The ids of the valid; null if <see cref="LdapOptions.ValidFilter"/> is not set.</param>
    public SourcePerson Person(LdapEntry entry, IReadOnlySet<string>? valid)
    {
        var faults = new List<string>();
        var (id, login) = (Id(entry, faults), Login(entry, faults));
        return new SourcePerson(
            id, login, First(entry, attributes.FirstName, faults) ?? "", First(entry, attributes.LastName, faults) ?? "",
            First(entry, attributes.Email, faults) ?? "", First(entry, attributes.CustomerId, faults) ?? "", ValidityOf(entry, id, valid))
        {
            Title = First(entry, attributes.Title, faults),
            Phone = First(entry, attributes.Phone, faults),
            Mobile = First(entry, attributes.Mobile, faults),
            // Whoever has a login is known by it; the places of all would be a third of what a reading holds.
            Place = login.Length > 0 ? null : entry.Place,
            Fault = faults.Count == 0 ? null : string.Join("; ", faults),
        };
    }

    /// <summary>That somebody is there; what is known of her if she has no id to be known by.</summary>
    /// <param name="entry">With <see cref="LdapAttributes.OfPresence"/>.</param>
    /// <param name="valid">The ids of the valid; null if <see cref="LdapOptions.ValidFilter"/> is not set.</param>
    public SourceItem Presence(LdapEntry entry, IReadOnlySet<string>? valid)
    {
        var faults = new List<string>();
        return Id(entry, faults) is { } id
            ? new SourceUnchanged(id, ValidityOf(entry, id, valid))
            : new SourcePerson(null, "", "", "", "", "", Validity.Invalid) { Place = entry.Place, Fault = string.Join("; ", faults) };
    }

    /// <summary>Her permanent id, or null.</summary>
    public string? Id(LdapEntry entry) => Id(entry, []);

    /// <summary>When she was changed, or null if nobody can say.</summary>
    public DateTimeOffset? Changed(LdapEntry entry) => entry.Of(attributes.Changed) is [var value] && Text(value) is { } text ? LdapTime.Parse(text) : null;

    private string? Id(LdapEntry entry, List<string> faults)
    {
        if (Single(entry, attributes.Id, faults) is not { } value)
        {
            if (entry.Of(attributes.Id).Length == 0)
            {
                faults.Add($"there is no {attributes.Id}");
            }

            return null;
        }

        if (attributes.Id.Equals(LdapAttributes.ObjectGuid, StringComparison.OrdinalIgnoreCase) && value.Length == 16)
        {
            return new Guid(value).ToString();
        }

        return Decoded(attributes.Id, value, faults);
    }

    // An entry without a login is found out by the rules of the field.
    private string Login(LdapEntry entry, List<string> faults) =>
        Single(entry, attributes.Login, faults) is { } value ? Decoded(attributes.Login, value, faults) ?? "" : "";

    private Validity ValidityOf(LdapEntry entry, string? id, IReadOnlySet<string>? valid)
    {
        var isValid = valid is not null ? id is not null && valid.Contains(id)
            : attributes.Valid is null || entry.Of(attributes.Valid).Any(value => Text(value) is { } text && options.ValidValues.Contains(text));
        return isValid ? Validity.Valid : Validity.Invalid;
    }

    private static byte[]? Single(LdapEntry entry, string attribute, List<string> faults)
    {
        switch (entry.Of(attribute))
        {
            case [var value]:
                return value;
            case []:
                return null;
            case var values:
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{attribute} has {values.Length} values"));
                return null;
        }
    }

    // Null where the field comes from nowhere; empty where she has none.
    private static string? First(LdapEntry entry, string? attribute, List<string> faults) => attribute is null ? null
        : entry.Of(attribute) is [var value, ..] ? Decoded(attribute, value, faults)
        : "";

    private static string? Decoded(string attribute, byte[] value, List<string> faults)
    {
        if (Text(value) is { } text)
        {
            return text;
        }

        faults.Add($"{attribute} is no text (UTF-8)");
        return null;
    }

    private static string? Text(byte[] value)
    {
        try
        {
            return Strict.GetString(value);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
