namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>
/// Finds out, over a whole reading, whether the server calls the attributes as the file does. A server answers with its own name
/// for an attribute that was asked for by another name or by its number; what nobody looks up there would be empty for everybody.
/// </summary>
internal sealed class LdapNames(LdapOptions options)
{
    // Of so few persons it may well be that none has a customer yet.
    private const int Few = 10;

    private readonly HashSet<string> asked = new(options.Attributes.All.Select(Bare), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> came = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> unasked = new(StringComparer.OrdinalIgnoreCase);
    private int entries;

    /// <summary>Takes note of an entry for which <see cref="LdapAttributes.All"/> were asked.</summary>
    public void Saw(LdapEntry entry)
    {
        entries++;
        foreach (var name in entry.Values.Keys)
        {
            came.Add(name);
            if (Bare(name) is var bare && !asked.Contains(bare))
            {
                unasked.Add(bare);
            }
        }
    }

    /// <summary>What is wrong with the names, or null.</summary>
    public string? Problem()
    {
        var attributes = options.Attributes;
        var away = attributes.Mapped.Where(mapped => !came.Contains(mapped.Name)).ToList();

        // Names that nobody asked for are no harm where everything that was asked for came: the server gives kinds of it, too.
        if (entries == 0 || away.Count == 0)
        {
            return null;
        }

        if (unasked.Count > 0)
        {
            return LdapProblems.OtherNames(away, unasked);
        }

        return away.Exists(mapped => mapped.Name == attributes.Valid) ? LdapProblems.NobodyHas(options, "valid", attributes.Valid!)
            : entries >= Few && away.Exists(mapped => mapped.Name == attributes.CustomerId) ? LdapProblems.NobodyHas(options, "customerId", attributes.CustomerId!)
            : null;
    }

    // Without options, as in sn;lang-de.
    private static string Bare(string name) => name.Split(';', 2)[0];
}
