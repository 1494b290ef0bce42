namespace Rexpondo.Relations.Core.Reading;

/// <summary>What the rules must know of one customer user, without her names.</summary>
/// <param name="Id">Internal number.</param>
/// <param name="Valid">She is valid (G2).</param>
/// <param name="BackEnd">Number of her back end (G3).</param>
/// <param name="Customers">Her customers, the primary one first, by internal number (G6).</param>
/// <param name="FurtherCustomers">Stored rows of further customers; the primary one may be among them.</param>
/// <param name="Groups">Stored keys by group.</param>
/// <param name="Services">Specific services.</param>
public sealed record PersonFacts(int Id, bool Valid, int BackEnd, int[] Customers, KeyedIds FurtherCustomers, KeyedIds Groups, KeyedIds Services);
