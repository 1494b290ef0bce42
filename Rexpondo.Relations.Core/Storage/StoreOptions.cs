namespace Rexpondo.Relations.Core.Storage;

/// <summary>Where the data are.</summary>
public sealed record StoreOptions
{
    /// <summary>Path of the SQLite file; made if it does not exist.</summary>
    public required string DatabasePath { get; init; }
}
