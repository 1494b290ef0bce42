namespace Rexpondo.Relations.Core.Backends;

/// <summary>A read-only back end as it is configured.</summary>
/// <param name="Name">Its name: what it is known by for good. Another name is another back end.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="File">The file that configures it, as people know it.</param>
/// <param name="GroupSupport">Group support fixed by the file; null: the setting decides.</param>
/// <param name="RemovalLimit">Of a refresh that would make more than this share of its valid persons invalid, in percent, these removals wait.</param>
/// <param name="RemovalFloor">So many may become invalid whatever the limit.</param>
/// <param name="Source">Where its persons come from.</param>
public sealed record BackEndDefinition(string Name, string Kind, string File, bool? GroupSupport, int RemovalLimit, int RemovalFloor, CustomerUserSource Source)
{
    /// <summary>The limit where the file says nothing, in percent.</summary>
    public const int DefaultRemovalLimit = 10;

    /// <summary>How many may go whatever the limit, where the file says nothing.</summary>
    public const int DefaultRemovalFloor = 5;

    /// <summary>
    /// How many of <paramref name="valid"/> persons may become invalid in one refresh. A few always may: in a source of nine, a
    /// single leaver is more than ten percent and still ordinary.
    /// </summary>
    public int Removable(int valid) => Math.Max(RemovalFloor, (int)((long)valid * RemovalLimit / 100));
}
