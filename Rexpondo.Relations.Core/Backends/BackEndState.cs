using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>How a read-only back end fares. Immutable: a change makes a new one.</summary>
public sealed record BackEndState
{
    /// <summary>How far the mirroring is that runs now; null while none does.</summary>
    public MirrorProgress? Running { get; init; }

    /// <summary>When it was last mirrored, whether or not anything differed.</summary>
    public DateTimeOffset? MirroredAt { get; init; }

    /// <summary>Since when it cannot be mirrored; null: the last try went well.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Why not, one line each.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>It stopped because too many would become invalid or nobody is in the source, and somebody has to say that this is meant; else null.</summary>
    public MirrorStopped? Stopped { get; init; }

    /// <summary>What of the last mirroring could not be taken over.</summary>
    public ImmutableArray<MirrorProblem> Warnings { get; init; } = [];
}
