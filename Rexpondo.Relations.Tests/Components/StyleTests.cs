using System.Text.RegularExpressions;
using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Tests.Components;

/// <summary>Colours stand in tokens.css alone, so that both themes stay complete and the contrast is looked after in one place.</summary>
public sealed partial class StyleTests
{
    private static readonly string Web = Path.Combine(SettingsFile.Folder, "Rexpondo.Relations.Web");

    public static TheoryData<string> Stylesheets =>
        new(Directory.GetFiles(Path.Combine(Web, "wwwroot", "css"), "*.css").Select(file => Path.GetFileName(file)).Where(name => name != "tokens.css"));

    [Theory]
    [MemberData(nameof(Stylesheets))]
    public void Stylesheet_OtherThanTokens_HasNoColourOfItsOwn(string name)
    {
        var css = Comment().Replace(File.ReadAllText(Path.Combine(Web, "wwwroot", "css", name)), "");

        var colours = Declaration().Matches(css).Where(match => Colour().IsMatch(match.Groups["value"].Value)).Select(match => match.Value);

        colours.Should().BeEmpty();
    }

    [Fact]
    public void Variables_ThatAreRead_Exist()
    {
        var all = Directory.GetFiles(Path.Combine(Web, "wwwroot", "css"), "*.css").Select(file => Comment().Replace(File.ReadAllText(file), "")).ToList();
        var defined = all.SelectMany(css => Definition().Matches(css)).Select(match => match.Groups[1].Value).ToHashSet();

        var unknown = all.SelectMany(css => Use().Matches(css)).Select(match => match.Groups[1].Value).Where(name => !defined.Contains(name)).Distinct();

        unknown.Should().BeEmpty();
    }

    [Fact]
    public void LibraryVariables_AreNamedInOneStylesheet()
    {
        var others = Directory.GetFiles(Path.Combine(Web, "wwwroot", "css"), "*.css").Where(file => Path.GetFileName(file) != "library.css");

        others.Where(file => File.ReadAllText(file).Contains("rz-", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"[\w-]+\s*:\s*(?<value>[^;{}]+);")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\(|(?<![\w-])(white|black|red|green|blue|gray|grey|silver|yellow|orange|purple|crimson|transparent|canvas|canvastext|highlight|highlighttext)(?![\w-])", RegexOptions.IgnoreCase)]
    private static partial Regex Colour();

    [GeneratedRegex(@"(--[\w-]+)\s*:")]
    private static partial Regex Definition();

    [GeneratedRegex(@"var\((--[\w-]+)\)")]
    private static partial Regex Use();
}
