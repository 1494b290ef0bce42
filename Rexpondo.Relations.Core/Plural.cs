using System.Globalization;

namespace Rexpondo.Relations.Core;

/// <summary>Counts things in the sentences of Core and of the command line; what screens say is in their texts.</summary>
public static class Plural
{
    /// <summary><c>1 field</c>, <c>2 fields</c>, <c>1,204 fields</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">What one is called.</param>
    /// <param name="others">What several are called; null: with an <c>s</c>.</param>
    public static string Of(long count, string one, string? others = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : others ?? one + "s")}");
}
