using System.Globalization;
using System.Text;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>How an entry becomes a person. Text is taken as it is, and cleaned with all that is read; what is no text is a fault of hers.</summary>
internal sealed class LdapPersonReader(LdapOptions options)
{
    // No character takes more; what is longer is no field and need not become text to be refused.
    private const int MostBytes = 4 * FieldRules.MaxLength;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly LdapAttributes attributes = options.Attributes;

    /// <summary>The whole person.</summary>
    /// <param name="entry">With all attributes that are mapped.</param>
    /// <param name="valid">The ids of the valid; null if <see cref="LdapOptions.ValidFilter"/> is not set.</param>
    public SourcePerson Person(LdapEntry entry, LdapDigests? valid)
    {
        var faults = new List<string>();
        var (id, login) = (Id(entry, faults), Login(entry, faults));
        var severalCustomers = entry.Of(attributes.CustomerId) is { Length: > 1 } values ? Several(attributes.CustomerId!, values.Length) : null;
        return new SourcePerson(
            id, login, Smallest(entry, attributes.FirstName, faults) ?? "", Smallest(entry, attributes.LastName, faults) ?? "",
            Smallest(entry, attributes.Email, faults) ?? "", severalCustomers is null ? Smallest(entry, attributes.CustomerId, faults) ?? "" : "",
            ValidityOf(entry, id, valid))
        {
            Title = Smallest(entry, attributes.Title, faults),
            Phone = Smallest(entry, attributes.Phone, faults),
            Mobile = Smallest(entry, attributes.Mobile, faults),
            CustomerFault = severalCustomers,
            // Whoever has a login is known by it; the places of all would be a third of what a reading holds.
            Place = login.Length > 0 ? null : entry.Place,
            Fault = faults.Count == 0 ? null : string.Join("; ", faults),
        };
    }

    /// <summary>That somebody is there; null if she has no id to be known by.</summary>
    /// <param name="entry">With <see cref="LdapAttributes.OfPresence"/>.</param>
    /// <param name="valid">The ids of the valid; null if <see cref="LdapOptions.ValidFilter"/> is not set.</param>
    public SourceUnchanged? Presence(LdapEntry entry, LdapDigests? valid) =>
        Id(entry) is { } id ? new SourceUnchanged(id, ValidityOf(entry, id, valid)) : null;

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

        if (LdapAttributes.IsObjectGuid(attributes.Id) && value.Length == 16)
        {
            return new Guid(value).ToString();
        }

        return Decoded(attributes.Id, value, faults);
    }

    // An entry without a login is found out by the rules of the field.
    private string Login(LdapEntry entry, List<string> faults) =>
        Single(entry, attributes.Login, faults) is { } value ? Decoded(attributes.Login, value, faults) ?? "" : "";

    private Validity ValidityOf(LdapEntry entry, string? id, LdapDigests? valid)
    {
        var isValid = valid is not null ? id is not null && valid.Has(id)
            : attributes.Valid is null || SaysValid(entry.Of(attributes.Valid));
        return isValid ? Validity.Valid : Validity.Invalid;
    }

    // One value that says otherwise is enough for invalid.
    private bool SaysValid(byte[][] values) => values.Length > 0 && values.All(value => Text(value) is { } text && options.ValidValues.Contains(text));

    private static byte[]? Single(LdapEntry entry, string attribute, List<string> faults)
    {
        switch (entry.Of(attribute))
        {
            case [var value]:
                return value;
            case []:
                return null;
            case var values:
                faults.Add(Several(attribute, values.Length));
                return null;
        }
    }

    private static string Several(string attribute, int count) => string.Create(CultureInfo.InvariantCulture, $"{attribute} has {count} values");

    // Null where the field comes from nowhere; empty where she has none. Values have no order that a server keeps, so of several it
    // is the smallest by its bytes: the same from every server, at every reading.
    private static string? Smallest(LdapEntry entry, string? attribute, List<string> faults) => attribute is null ? null
        : entry.Of(attribute) is { Length: > 0 } values
            ? Decoded(attribute, values.Aggregate((least, value) => value.AsSpan().SequenceCompareTo(least) < 0 ? value : least), faults)
        : "";

    private static string? Decoded(string attribute, byte[] value, List<string> faults)
    {
        if (value.Length > MostBytes)
        {
            faults.Add(string.Create(
                CultureInfo.InvariantCulture, $"{attribute} has {value.Length} bytes, at most {FieldRules.MaxLength} characters are possible"));
            return null;
        }

        if (Text(value) is { } text)
        {
            return text;
        }

        faults.Add($"{attribute} is no text (UTF-8)");
        return null;
    }

    private static string? Text(byte[] value)
    {
        if (value.Length > MostBytes)
        {
            return null;
        }

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
