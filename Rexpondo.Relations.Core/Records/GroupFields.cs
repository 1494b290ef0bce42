namespace Rexpondo.Relations.Core.Records;

/// <summary>What the form of a group has.</summary>
public sealed record GroupFields
{
    /// <summary>Unique exactly as written, 1 to 200 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>At most 2000 characters, may have several lines.</summary>
    public string Comment { get; init; } = "";

    /// <summary>An invalid group gives nothing to anybody (G1).</summary>
    public Validity Validity { get; init; } = Validity.Valid;
}
