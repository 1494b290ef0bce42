using System.Collections.Immutable;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>Pending changes that were given up because a setting has locked them meanwhile.</summary>
/// <param name="Count">How many.</param>
/// <param name="Reasons">Why, each once.</param>
public sealed record SkippedEdits(int Count, ImmutableArray<string> Reasons)
{
    private const int Named = 3;

    /// <summary>None.</summary>
    public static SkippedEdits None { get; } = new(0, []);

    /// <summary><c>1 skipped: group ops became a default group.</c></summary>
    public string Words => Say.Format(Texts.Skipped, Count, Say.List(Reasons, Named, "; "));
}
