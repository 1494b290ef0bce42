using System.Globalization;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>Ends a search that a server would not end by itself, or that would take all memory.</summary>
internal sealed class LdapBounds
{
    /// <summary>So many entries one search gives at most.</summary>
    public const int MostEntries = 2_000_000;

    /// <summary>So many bytes of values, over all entries of one search.</summary>
    public const long MostBytes = 2L * 1024 * 1024 * 1024;

    // Two may have the same, so a page counts as barren only together with the next.
    private readonly HashSet<int> places = [];
    private int entries;
    private long bytes;
    private bool hasNew;
    private bool lastWasBarren;

    /// <summary>One more entry.</summary>
    /// <returns>Why no more are taken, or null.</returns>
    public string? Add(LdapEntry entry)
    {
        hasNew |= places.Add(entry.Place.GetHashCode(StringComparison.Ordinal));
        entries++;
        bytes += entry.Size;
        return entries > MostEntries ? string.Create(CultureInfo.InvariantCulture, $"the server gives more than {MostEntries:N0} entries")
            : bytes > MostBytes ? string.Create(CultureInfo.InvariantCulture, $"the server gave more than {MostBytes:N0} bytes in {Plural.Of(entries, "entry", "entries")}")
            : null;
    }

    /// <summary>The page is over, and the server promises another one.</summary>
    /// <returns>Why that is not asked for, or null.</returns>
    public string? Turn()
    {
        var isBarren = !hasNew;
        (hasNew, var wasBarren) = (false, lastWasBarren);
        lastWasBarren = isBarren;
        return isBarren && wasBarren
            ? string.Create(CultureInfo.InvariantCulture, $"the server promises more entries again and again, but gives no new ones after {entries:N0}")
            : null;
    }
}
