using System.Text.RegularExpressions;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Tests.Searching;

/// <summary>Searching as the specification says it, one regular expression for each word, field by field: slow and plainly right.</summary>
internal static class NaiveSearch
{
    public static bool Matches(string typed, IEnumerable<string> fields)
    {
        var folded = fields.Select(TextFolding.Fold).ToList();
        return Regex.Split(TextFolding.Fold(typed), @"[\s\p{Cc}]+").Select(word => Regex.Replace(word, "^[<>(),;\"]+|[<>(),;\"]+$", "")).All(word =>
            word.Trim('*').Length == 0 || folded.Any(field => Regex.IsMatch(field, string.Join(".*", word.Split('*').Select(Regex.Escape)), RegexOptions.Singleline)));
    }

    public static IEnumerable<int> Order(IEnumerable<NamedRow> rows) => rows
        .OrderBy(row => TextFolding.Fold(row.Name), CodePointOrder.Instance).ThenBy(row => row.Login, CodePointOrder.Instance).Select(row => row.Id);
}
