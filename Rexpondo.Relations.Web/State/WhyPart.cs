namespace Rexpondo.Relations.Web.State;

/// <summary>How a part of the <em>Why</em> column looks.</summary>
public enum WhyLook
{
    /// <summary>Plain words.</summary>
    Text,

    /// <summary>A chip: a source or a state.</summary>
    Chip,

    /// <summary>A chip with a lock: nobody can tick here, and why.</summary>
    Lock,

    /// <summary>What a pending change means.</summary>
    Change,

    /// <summary>What a pending change takes away.</summary>
    Loss,

    /// <summary>A link to the setting behind a lock.</summary>
    Link,

    /// <summary>The button <em>Keep ro</em>.</summary>
    KeepRo,

    /// <summary>What somebody else has just done to the row.</summary>
    News,
}

/// <summary>One part of what the <em>Why</em> column says of a row.</summary>
/// <param name="Look">How it looks.</param>
/// <param name="Text">What it says.</param>
/// <param name="Href">Where it leads, for <see cref="WhyLook.Link"/>.</param>
public sealed record WhyPart(WhyLook Look, string Text, string? Href = null);
