namespace Rexpondo.Relations.Core.Maintenance;

/// <summary>Something in a store that should not be.</summary>
/// <param name="What">What and where, in one line.</param>
/// <param name="IsDamage">False for what is only no longer taken in, but was once: it does no harm to what others say.</param>
public sealed record StoreFinding(string What, bool IsDamage = true);
