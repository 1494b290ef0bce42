using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>The answer of <see cref="AccessCheck"/>.</summary>
public abstract record AccessAnswer;

/// <summary>Yes.</summary>
/// <param name="Sources">Every source that gives the key.</param>
public sealed record AccessAllowed(ImmutableArray<AccessSource> Sources) : AccessAnswer;

/// <summary>No.</summary>
/// <param name="Reasons">Why each source does not apply.</param>
public sealed record AccessDenied(ImmutableArray<AccessDenial> Reasons) : AccessAnswer;

/// <summary>Nobody and nothing has one of the names, so there is no answer.</summary>
/// <param name="Side">What was named; null for the permission key.</param>
/// <param name="Name">The name.</param>
public sealed record AccessUnknown(RelationSide? Side, string Name) : AccessAnswer;
