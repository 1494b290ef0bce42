namespace Rexpondo.Relations.Core.Reading;

/// <summary>What the rules must know of one customer user, without her names.</summary>
/// <param name="Id">Internal number.</param>
/// <param name="Valid">She is valid and not blocked (G2).</param>
/// <param name="BackEnd">Number of her back end (G3).</param>
/// <param name="Primary">Number of her primary customer, or null.</param>
/// <param name="Customers">Her customers, the primary one first, by internal number (G6).</param>
/// <param name="FurtherCustomers">Stored rows of further customers; the primary one may be among them.</param>
/// <param name="Groups">Stored keys by group.</param>
/// <param name="Services">Specific services.</param>
public sealed record PersonFacts(int Id, bool Valid, int BackEnd, int? Primary, int[] Customers, KeyedIds FurtherCustomers, KeyedIds Groups, KeyedIds Services)
{
    /// <summary>She is blocked here, and therefore not <see cref="Valid"/>.</summary>
    public bool Blocked { get; init; }

    /// <summary>The same person with other further customers.</summary>
    public PersonFacts WithFurther(KeyedIds further) => this with { FurtherCustomers = further, Customers = AllCustomers(Primary, further) };

    /// <summary>The same person with another validity and primary customer.</summary>
    public PersonFacts With(bool valid, int? primary) => this with { Valid = valid, Primary = primary, Customers = AllCustomers(primary, FurtherCustomers) };

    /// <summary>The primary customer, if any, then the further ones by number.</summary>
    internal static int[] AllCustomers(int? primary, KeyedIds further) => primary is { } first
        ? [first, .. further.Ids.ToArray().Where(id => id != first)]
        : further.Ids.ToArray();
}
