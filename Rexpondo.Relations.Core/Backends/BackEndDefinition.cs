namespace Rexpondo.Relations.Core.Backends;

/// <summary>A read-only back end as it is configured.</summary>
/// <param name="Name">Its name: what it is known by for good. Another name is another back end.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="File">The file that configures it, as people know it.</param>
/// <param name="GroupSupport">Group support fixed by the file; null: the setting decides.</param>
/// <param name="RemovalLimit">A refresh that would make more than this share of its valid persons invalid stops, in percent.</param>
/// <param name="Source">Where its persons come from.</param>
public sealed record BackEndDefinition(string Name, string Kind, string File, bool? GroupSupport, int RemovalLimit, CustomerUserSource Source)
{
    /// <summary>The limit where the file says nothing, in percent.</summary>
    public const int DefaultRemovalLimit = 10;

    /// <summary>
    /// How many of <paramref name="valid"/> persons may become invalid in one refresh. One always may: in a source of nine,
    /// a single leaver is more than ten percent and still ordinary. Only a limit of 0 stops at each.
    /// </summary>
    public int Removable(int valid) => RemovalLimit == 0 ? 0 : Math.Max(1, (int)((long)valid * RemovalLimit / 100));
}
