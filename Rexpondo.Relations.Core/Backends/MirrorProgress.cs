namespace Rexpondo.Relations.Core.Backends;

/// <summary>What a mirror is doing.</summary>
public enum MirrorStage
{
    /// <summary>The source is being read; nothing is locked.</summary>
    Reading,

    /// <summary>It is compared with what is stored; nothing is locked.</summary>
    Comparing,

    /// <summary>What differs is being written.</summary>
    Writing,
}

/// <summary>How far a mirror is.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="Done">Persons that are done.</param>
/// <param name="Total">How many there are; null while nobody knows.</param>
public sealed record MirrorProgress(MirrorStage Stage, int Done, int? Total);
