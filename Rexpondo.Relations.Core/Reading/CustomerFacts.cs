namespace Rexpondo.Relations.Core.Reading;

/// <summary>What the rules must know of one customer.</summary>
/// <param name="Id">Internal number.</param>
/// <param name="CustomerId">The customer id, as text.</param>
/// <param name="Valid">Only a valid customer gives anything (G6).</param>
/// <param name="Groups">Stored keys by group in the context <em>Same Customer</em>.</param>
public sealed record CustomerFacts(int Id, string CustomerId, bool Valid, KeyedIds Groups);
