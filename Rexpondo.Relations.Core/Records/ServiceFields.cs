namespace Rexpondo.Relations.Core.Records;

/// <summary>What the form of a service has.</summary>
public sealed record ServiceFields
{
    /// <summary>The name of its level alone, without <c>::</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The service it is a sub-service of, or null.</summary>
    public ServiceId? Parent { get; init; }

    /// <summary>At most 2000 characters, may have several lines.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Its own validity; below an invalid ancestor it does not count anyway.</summary>
    public Validity Validity { get; init; } = Validity.Valid;
}
