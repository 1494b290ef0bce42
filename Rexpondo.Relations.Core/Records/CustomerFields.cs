namespace Rexpondo.Relations.Core.Records;

/// <summary>What the form of a customer has.</summary>
public sealed record CustomerFields
{
    /// <summary>Unique exactly as written, 1 to 200 characters.</summary>
    public string CustomerId { get; init; } = "";

    /// <summary>May be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>May be empty.</summary>
    public string Street { get; init; } = "";

    /// <summary>May be empty.</summary>
    public string Zip { get; init; } = "";

    /// <summary>May be empty.</summary>
    public string City { get; init; } = "";

    /// <summary>May be empty.</summary>
    public string Country { get; init; } = "";

    /// <summary>May be empty; any text, so a screen that makes a link of it looks at it first.</summary>
    public string Url { get; init; } = "";

    /// <summary>At most 2000 characters, may have several lines.</summary>
    public string Comment { get; init; } = "";

    /// <summary>An invalid customer gives its persons nothing (G6).</summary>
    public Validity Validity { get; init; } = Validity.Valid;
}
