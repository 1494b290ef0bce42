using System.Collections.Immutable;

namespace Rexpondo.Relations.Core;

/// <summary>The services a customer user may choose, and which case of the override rule gave them.</summary>
/// <param name="Services">The effective services; all from one source, never a mix (S1).</param>
/// <param name="Source">Which case holds.</param>
public sealed record EffectiveServices(ImmutableArray<ServiceId> Services, ServiceSource Source);
