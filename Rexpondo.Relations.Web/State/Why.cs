using System.Collections.Immutable;

namespace Rexpondo.Relations.Web.State;

/// <summary>What the <em>Why</em> column says of a row: change before state before source before grantor. Compared by value, so that only rows that say something else are drawn again.</summary>
public sealed class Why(ImmutableArray<WhyPart> parts) : IEquatable<Why>
{
    /// <summary>Nothing to say.</summary>
    public static readonly Why Nothing = new([]);

    /// <summary>The most chips in a row; further ones are counted.</summary>
    public const int MaxChips = 2;

    /// <summary>All parts, the most important first.</summary>
    public ImmutableArray<WhyPart> Parts => parts;

    /// <summary>The most important words, in place of the e-mail at narrow width: a change, a lock or a source; a grantor is none.</summary>
    public string? First => parts.FirstOrDefault(part => part.Look is WhyLook.Change or WhyLook.Loss or WhyLook.Lock or WhyLook.News or WhyLook.Chip)?.Text;

    /// <summary>The parts that fit into one line, and how many chips do not.</summary>
    public (IEnumerable<WhyPart> Parts, int More) Line
    {
        get
        {
            var chips = parts.Where(part => part.Look is WhyLook.Chip or WhyLook.Lock).ToList();
            var rest = chips.Skip(MaxChips).ToHashSet();
            return (parts.Where(part => !rest.Contains(part)), rest.Count);
        }
    }

    /// <summary>Everything in words, for the tooltip and the description of the boxes.</summary>
    public string Words => string.Join(" · ", parts.Where(part => part.Look is not (WhyLook.Link or WhyLook.KeepRo)).Select(part => part.Text));

    /// <inheritdoc/>
    public bool Equals(Why? other) => other is not null && parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Why);

    /// <inheritdoc/>
    public override int GetHashCode() => parts.Length;
}
