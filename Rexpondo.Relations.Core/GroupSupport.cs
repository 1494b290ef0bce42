using System.Collections.Immutable;

namespace Rexpondo.Relations.Core;

/// <summary>
/// The switch <c>CustomerGroupSupport</c>: either one value for every back end, also those to come, or one for each that is
/// named, and off for those that are not (spec §4). There is no third state.
/// </summary>
public sealed record GroupSupport
{
    private static readonly ImmutableSortedDictionary<string, bool> Nobody =
        ImmutableSortedDictionary<string, bool>.Empty.WithComparers(StringComparer.Ordinal);

    private GroupSupport(bool otherwise, ImmutableSortedDictionary<string, bool> byBackEnd) => (Otherwise, ByBackEnd) = (otherwise, byBackEnd);

    /// <summary>Off everywhere: the default.</summary>
    public static GroupSupport Off { get; } = Everywhere(false);

    /// <summary>The value of back ends that are not named; on only if none is named.</summary>
    public bool Otherwise { get; }

    /// <summary>The values of those that are named; empty if one value holds for all.</summary>
    public ImmutableSortedDictionary<string, bool> ByBackEnd { get; }

    /// <summary>One value for every back end, also those to come.</summary>
    public static GroupSupport Everywhere(bool on) => new(on, Nobody);

    /// <summary>A value for each back end that is named; off for any other.</summary>
    public static GroupSupport Of(IEnumerable<KeyValuePair<string, bool>> byBackEnd) => new(false, Nobody.SetItems(byBackEnd));

    /// <summary>True if customer users of this back end need assignment: what its file fixes, else what is deployed.</summary>
    public bool IsOn(BackEnd backEnd) => backEnd.GroupSupport ?? IsOn(backEnd.Name);

    /// <summary>What is deployed for a back end of this name, whatever a file fixes.</summary>
    public bool IsOn(string backEnd) => ByBackEnd.TryGetValue(backEnd, out var on) ? on : Otherwise;

    /// <summary>
    /// The switch with one back end changed. Where all end up with the same value it is one value again, and holds for back
    /// ends to come too: who switches on for everybody leaves no gap.
    /// </summary>
    /// <param name="backEnd">The back end.</param>
    /// <param name="on">Its value.</param>
    /// <param name="all">The names of all back ends there are.</param>
    public GroupSupport With(string backEnd, bool on, IEnumerable<string> all)
    {
        var values = all.Append(backEnd).Distinct().ToDictionary(name => name, name => name == backEnd ? on : IsOn(name));
        return values.Values.All(value => value == on) ? Everywhere(on) : Of(values);
    }
}
