using System.Text.RegularExpressions;
using System.Xml.Linq;
using Rexpondo.Relations.Web;
using Rexpondo.Relations.Web.Resources;

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

    /// <summary>A text with a number of things has a twin for one of them, and says it with <see cref="Say.Count"/>.</summary>
    [Fact]
    public void Counts_HaveTheirSingular()
    {
        string[] alwaysSeveral = ["Reasons", "ShowAllDeployments", "UndoBulkQuestion", "YourChangesAreHere"];
        var texts = XDocument.Load(Path.Combine(Web, "Resources", "Texts.resx")).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

        texts.Where(text => Counted().IsMatch(text.Value) && !text.Key.EndsWith("One", StringComparison.Ordinal)
                && !(text.Key.EndsWith("Other", StringComparison.Ordinal) && texts.ContainsKey(text.Key[..^5] + "One")))
            .Select(text => text.Key).Should().BeEquivalentTo(alwaysSeveral);
    }

    /// <summary>What Core and the commands say of a number of things goes through <see cref="Core.Plural"/>.</summary>
    [Fact]
    public void Sentences_CountWell()
    {
        var core = Path.Combine(SettingsFile.Folder, "Rexpondo.Relations.Core");
        string[] limits = ["MostEntries"]; // far more than one

        Files("*.cs").Concat(Files("*.cs", core)).SelectMany(File.ReadAllLines)
            .Where(line => CountedInCode().IsMatch(line) && !limits.Any(line.Contains)).Should().BeEmpty();
    }

    /// <summary>Nothing is begun without anybody who hears of its failure, and no time is written anywhere else than in its one place.</summary>
    [Fact]
    public void Code_DropsNoTask_AndWritesTimesInOnePlace()
    {
        var core = Path.Combine(SettingsFile.Folder, "Rexpondo.Relations.Core");
        string[] homes = ["BackgroundTasks.cs", "LocalTime.cs"];

        Files("*.razor").Concat(Files("*.cs")).Concat(Files("*.cs", core)).Where(file => !homes.Contains(Path.GetFileName(file)))
            .SelectMany(file => File.ReadAllLines(file).Where(line => Dropped().IsMatch(line)).Select(line => $"{Path.GetFileName(file)}: {line.Trim()}"))
            .Should().BeEmpty();
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

    private static IEnumerable<string> Files(string pattern, string? folder = null) =>
        Directory.EnumerateFiles(folder ?? Web, pattern, SearchOption.AllDirectories).Where(file =>
            Path.GetRelativePath(folder ?? Web, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"));

    private const string Nouns =
        "(users|groups|customers|services|changes|drafts|rows|lines|entries|fields|relations|removals|persons|problems|files|deployments|warnings|reasons)";

    [GeneratedRegex(@"\{\d\}( [a-z-]+){0,2} " + Nouns + @"\b")]
    private static partial Regex Counted();

    [GeneratedRegex(@"\$"".*\{[^{}""]*(\.Count|\.Length|:N0)[^{}""]*\}( [a-z-]+){0,2} " + Nouns + @"\b")]
    private static partial Regex CountedInCode();

    [GeneratedRegex(@"(^|=>|\s)_ = [\w.]*(Async|Run|ContinueWith|Invoke)\w*\(|async void|\.ToLocalTime\(|TimeZoneInfo\.Local")]
    private static partial Regex Dropped();

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
