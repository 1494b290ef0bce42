using System.Diagnostics;

namespace Rexpondo.Relations.Core;

/// <summary>The words for <see cref="Validity"/> in files and on screens.</summary>
public static class ValidityText
{
    /// <summary>All words, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<Validity> All = [Validity.Valid, Validity.Invalid, Validity.InvalidTemporarily];

    /// <summary><c>valid</c>, <c>invalid</c> or <c>invalid-temporarily</c>.</summary>
    public static string ToText(this Validity validity) => validity switch
    {
        Validity.Valid => "valid",
        Validity.Invalid => "invalid",
        Validity.InvalidTemporarily => "invalid-temporarily",
        _ => throw new UnreachableException(),
    };

    /// <summary>Reads one of the three words, in any letter case and trimmed; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Validity validity)
    {
        foreach (var candidate in All)
        {
            if (text.Trim().Equals(candidate.ToText(), StringComparison.OrdinalIgnoreCase))
            {
                validity = candidate;
                return true;
            }
        }

        validity = default;
        return false;
    }
}
