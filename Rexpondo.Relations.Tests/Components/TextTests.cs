using System.Text.RegularExpressions;
using System.Xml.Linq;
using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Tests.Components;

/// <summary>Every text of the screens comes from the one resource, and nothing in it is left over.</summary>
public sealed partial class TextTests
{
    private static readonly string Web = Path.Combine(SettingsFile.Folder, "Rexpondo.Relations.Web");

    private static readonly List<string> Keys =
        [.. XDocument.Load(Path.Combine(Web, "Resources", "Texts.resx")).Root!.Elements("data").Select(data => data.Attribute("name")!.Value)];

    public static TheoryData<string> Markup =>
        new(Files("*.razor").Select(file => Path.GetRelativePath(Web, file).Replace('\\', '/')));

    [Fact]
    public void Keys_AreSortedAndPascalCase()
    {
        Keys.Should().BeInAscendingOrder(StringComparer.Ordinal).And.OnlyContain(key => PascalCase().IsMatch(key));
    }

    [Fact]
    public void Keys_AreAllUsed()
    {
        var used = Files("*.razor").Concat(Files("*.cs")).SelectMany(file => Use().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).ToHashSet();

        Keys.Where(key => !used.Contains(key)).Should().BeEmpty();
    }

    /// <summary>Words of two letters and more between tags, and in the attributes that are read out or shown.</summary>
    [Theory]
    [MemberData(nameof(Markup))]
    public void Markup_HasNoTextOfItsOwn(string file)
    {
        var markup = Comment().Replace(File.ReadAllText(Path.Combine(Web, file)), "");
        markup = Element().Replace(markup, "");
        var end = markup.IndexOf("@code", StringComparison.Ordinal);
        markup = end < 0 ? markup : markup[..end];

        var between = Between().Matches(markup).Select(match => Code().Replace(match.Groups[1].Value, "")).Where(text => Word().IsMatch(text));
        var attributes = Attribute().Matches(markup).Select(match => match.Groups[1].Value).Where(text => Word().IsMatch(text));

        between.Concat(attributes).Should().BeEmpty();
    }

    private static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Web, pattern, SearchOption.AllDirectories).Where(file =>
            Path.GetRelativePath(Web, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"));

    [GeneratedRegex(@"\bTexts\.(\w+)")]
    private static partial Regex Use();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$")]
    private static partial Regex PascalCase();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->|^@(page|using|inject|implements|inherits|attribute|typeparam|layout|namespace).*$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Comment();

    // Commands to type are the same in every language.
    [GeneratedRegex("<(pre|code)[^>]*>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Element();

    // A text node begins after a tag and holds no brace: what does is code.
    [GeneratedRegex("(?<![=\\w])[\"\\w/]>([^<>{};]*)</")]
    private static partial Regex Between();

    [GeneratedRegex(@"@\((?:[^()]|\([^()]*\))*\)|@[\w.?!]+(\((?:[^()]|\([^()]*\))*\))?(\.\w+(\((?:[^()]|\([^()]*\))*\))?)*|&\w+;")]
    private static partial Regex Code();

    [GeneratedRegex("\\b(?:aria-label|title|placeholder|alt|Title|Heading|Explanation|LinkText)=\"([^\"@]*)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Word();
}
