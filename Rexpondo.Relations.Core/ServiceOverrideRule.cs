using System.Collections.Immutable;

namespace Rexpondo.Relations.Core;

/// <summary>
/// <b>Specific services override default services</b> (S1–S5): the only place that knows it. Readers, screens, previews,
/// the report and the consequences of a save ask here. Pure; nothing it says is ever stored (S5).
/// </summary>
public static class ServiceOverrideRule
{
    /// <summary>
    /// Which case holds for somebody with so many specific services that are <em>effectively</em> valid. One is enough;
    /// specific services that are not effective do not count (S2).
    /// </summary>
    public static ServiceSource SourceFor(int effectiveSpecificServices) =>
        effectiveSpecificServices > 0 ? ServiceSource.Specific : ServiceSource.Default;

    /// <summary>The services of a known customer user.</summary>
    /// <param name="specific">Her specific services, effective or not.</param>
    /// <param name="defaults">The default services, effective or not.</param>
    /// <param name="isEffective">Whether a service and all its ancestors are valid (<see cref="ServiceTree.IsEffective"/>).</param>
    public static EffectiveServices Resolve(
        IEnumerable<ServiceId> specific, IEnumerable<ServiceId> defaults, Func<ServiceId, bool> isEffective)
    {
        ImmutableArray<ServiceId> own = [.. specific.Where(isEffective)];
        var source = SourceFor(own.Length);
        return new EffectiveServices(source == ServiceSource.Specific ? own : [.. defaults.Where(isEffective)], source);
    }

    /// <summary>The services of a customer user nobody knows (S4): the defaults if the desk says so, else none.</summary>
    public static EffectiveServices ResolveUnknown(
        IEnumerable<ServiceId> defaults, Func<ServiceId, bool> isEffective, bool defaultsForUnknown) =>
        defaultsForUnknown ? Resolve([], defaults, isEffective) : new EffectiveServices([], ServiceSource.None);
}
