using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>All that the files say about back ends, good and bad.</summary>
public sealed record BackEndSetup
{
    /// <summary>Those without a mistake, in the order in which they are read.</summary>
    public ImmutableArray<BackEndDefinition> BackEnds { get; init; } = [];

    /// <summary>Every mistake of every file, each once.</summary>
    public ImmutableArray<BackEndMistake> Mistakes { get; init; } = [];

    /// <summary>Names of back ends that have a mistake, as far as a name could be read.</summary>
    internal ImmutableHashSet<string> BrokenNames { get; init; } = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Files of a back end each that have a mistake.</summary>
    internal ImmutableHashSet<string> BrokenFiles { get; init; } = [];

    /// <summary>The folder itself could not be read, so that nobody can say which files are gone.</summary>
    internal bool FolderIsBroken { get; init; }

    /// <summary>True for a back end of which the files can no longer say whether it is configured: it stays as it was.</summary>
    internal bool IsBroken(BackEnd registered) =>
        BrokenNames.Contains(registered.Name) || (registered.File is { } file && BrokenFiles.Contains(file)) || FolderIsBroken;
}
