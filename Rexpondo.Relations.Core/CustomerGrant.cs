namespace Rexpondo.Relations.Core;

/// <summary>One customer of a person, and what it has of a group in the context <em>Same Customer</em> (spec G6).</summary>
/// <param name="CustomerId">The customer id, as text.</param>
/// <param name="Valid">Only a valid customer gives anything.</param>
/// <param name="Stored">The stored keys; may be none.</param>
public sealed record CustomerGrant(string CustomerId, bool Valid, PermissionSet Stored);
