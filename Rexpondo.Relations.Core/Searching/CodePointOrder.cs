namespace Rexpondo.Relations.Core.Searching;

/// <summary>Order of texts by Unicode code point, the same as the byte order of UTF-8. <c>string.CompareOrdinal</c> differs beyond U+FFFF.</summary>
public sealed class CodePointOrder : IComparer<string>
{
    /// <summary>The one instance.</summary>
    public static readonly CodePointOrder Instance = new();

    private CodePointOrder()
    {
    }

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        var common = x.AsSpan().CommonPrefixLength(y);
        if (common == x.Length || common == y.Length)
        {
            return x.Length - y.Length;
        }

        var (a, b) = (x[common], y[common]);
        // UTF-16 puts surrogates (code points above U+FFFF) before U+E000..U+FFFF; code points have them after.
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a - b : char.IsSurrogate(a) ? 1 : -1;
    }
}
