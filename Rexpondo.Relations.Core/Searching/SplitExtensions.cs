namespace Rexpondo.Relations.Core.Searching;

internal static class SplitExtensions
{
    /// <summary>The non-empty parts of a text between characters of a class.</summary>
    public static IEnumerable<string> Split(this string text, Func<char, bool> separates)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || separates(text[i]))
            {
                if (i > start)
                {
                    yield return text[start..i];
                }

                start = i + 1;
            }
        }
    }
}
