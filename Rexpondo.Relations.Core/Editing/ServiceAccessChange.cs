using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>What a save does to the effective services of one customer user.</summary>
/// <param name="Person">Internal number of the customer user.</param>
/// <param name="Before">Effective services now, and whence.</param>
/// <param name="After">Effective services after the save, and whence.</param>
public sealed record ServiceAccessChange(int Person, EffectiveServices Before, EffectiveServices After)
{
    /// <summary>Services she no longer has.</summary>
    public ImmutableArray<ServiceId> Lost => [.. Before.Services.Except(After.Services)];

    /// <summary>Services she gets.</summary>
    public ImmutableArray<ServiceId> Gained => [.. After.Services.Except(Before.Services)];

    /// <summary>The default services apply now and would no longer, and some of them she would not have any more (S1).</summary>
    public bool LosesDefaults => Before.Source == ServiceSource.Default && After.Source == ServiceSource.Specific && !Lost.IsEmpty;

    /// <summary>She would fall back to the default services.</summary>
    public bool FallsBack => Before.Source == ServiceSource.Specific && After.Source == ServiceSource.Default;
}
