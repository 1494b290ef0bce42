using Rexpondo.Relations.Core.Backends.Ldap;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>The kinds of read-only back ends: each makes its source from the keys it knows.</summary>
internal static class BackEndKinds
{
    private static readonly Dictionary<string, Func<BackEndKeys, CustomerUserSource?>> All = new(StringComparer.Ordinal)
    {
        [CsvSource.Kind] = CsvSource.Of,
        [LdapSource.Kind] = LdapSource.Of,
    };

    /// <summary>The names, for the message about another.</summary>
    public static string Names => string.Join(", ", All.Keys);

    /// <summary>Makes the source of a kind, or null if a key is wrong; null for a kind that does not exist.</summary>
    public static Func<BackEndKeys, CustomerUserSource?>? Find(string kind) => All.GetValueOrDefault(kind);
}
