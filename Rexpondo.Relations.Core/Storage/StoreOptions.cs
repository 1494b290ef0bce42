namespace Rexpondo.Relations.Core.Storage;

/// <summary>Where the data are.</summary>
public sealed record StoreOptions
{
    /// <summary>Path of the SQLite file.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>Whether the file is made, with its folder, if it does not exist.</summary>
    public bool MayCreate { get; init; } = true;
}
