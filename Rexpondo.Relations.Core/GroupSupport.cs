using System.Collections.Immutable;

namespace Rexpondo.Relations.Core;

/// <summary>The switch <c>CustomerGroupSupport</c>: one value for every back end, or one for each.</summary>
/// <param name="Otherwise">The value of back ends that are not named.</param>
/// <param name="ByBackEnd">The values of those that are.</param>
public sealed record GroupSupport(bool Otherwise, ImmutableSortedDictionary<string, bool> ByBackEnd)
{
    /// <summary>Off everywhere: the default.</summary>
    public static readonly GroupSupport Off = Everywhere(false);

    /// <summary>One value for every back end, also those to come.</summary>
    public static GroupSupport Everywhere(bool on) => new(on, ImmutableSortedDictionary<string, bool>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>True if customer users of this back end need assignment: what its file fixes, else what is deployed.</summary>
    public bool IsOn(BackEnd backEnd) => backEnd.GroupSupport ?? IsOn(backEnd.Name);

    /// <summary>What is deployed for a back end of this name, whatever a file fixes.</summary>
    public bool IsOn(string backEnd) => ByBackEnd.TryGetValue(backEnd, out var on) ? on : Otherwise;
}
