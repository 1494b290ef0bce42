using System.DirectoryServices.Protocols;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>An entry as it came.</summary>
/// <param name="Place">Its distinguished name.</param>
/// <param name="Values">Attribute, in any letter case → its values.</param>
internal sealed record LdapEntry(string Place, IReadOnlyDictionary<string, byte[][]> Values)
{
    /// <summary>How many bytes it takes, roughly.</summary>
    public long Size => (2L * Place.Length) + Values.Values.Sum(values => values.Sum(value => (long)value.Length));

    /// <summary>From the client's form.</summary>
    public static LdapEntry Of(SearchResultEntry entry)
    {
        var values = new Dictionary<string, byte[][]>(StringComparer.OrdinalIgnoreCase);
        foreach (DirectoryAttribute attribute in entry.Attributes.Values)
        {
            values[attribute.Name] = (byte[][])attribute.GetValues(typeof(byte[]));
        }

        return new LdapEntry(entry.DistinguishedName, values);
    }

    /// <summary>The values of an attribute; none if the entry has none or nobody asked for it.</summary>
    public byte[][] Of(string? attribute) => attribute is not null && Values.TryGetValue(attribute, out var values) ? values : [];
}
