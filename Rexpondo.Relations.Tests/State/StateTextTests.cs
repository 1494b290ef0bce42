using System.Text.RegularExpressions;
using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Tests.State;

/// <summary>What the state classes say comes from the one resource: no words stand in their code.</summary>
public sealed partial class StateTextTests
{
    private static readonly string Folder = Path.Combine(SettingsFile.Folder, "Rexpondo.Relations.Web", "State");

    public static TheoryData<string> Files => new(Directory.GetFiles(Folder, "*.cs").Select(file => Path.GetFileName(file)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Code_HasNoWordsOfItsOwn(string file) => Words(File.ReadAllText(Path.Combine(Folder, file))).Should().BeEmpty();

    [Theory]
    [InlineData("x = \"Nothing changed\";", 1)]
    [InlineData("x = \"withdrawn by\";", 1)]
    [InlineData("x = $\"{count} granted by {agent}\";", 1)]
    [InlineData("x = \"Why\";", 1)]
    [InlineData("x = $\"{Column} {Totals(a, b)}\";", 0)]
    [InlineData("x = \"/customer-users-groups\" + \"search\" + \" · \";", 0)]
    [InlineData("throw new ArgumentException(\"everybody has no page\", nameof(side));", 0)]
    [InlineData("// says \"Nothing changed\"", 0)]
    public void Words_AreFoundWhereTheyAre(string code, int found) => Words(code).Should().HaveCount(found);

    /// <summary>Literals with a capital or with several words; parts of addresses are one word in small letters. Exceptions are for programmers.</summary>
    private static IEnumerable<string> Words(string code) => Literal().Matches(Thrown().Replace(Comment().Replace(code, ""), ""))
        .Select(match => Hole().Replace(match.Groups[1].Value, ""))
        .Where(text => Letters().Count(text) > 1 || Capital().IsMatch(text))
        .Where(text => !Address().IsMatch(text));

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"throw new \w+\(.*?\)[;,]?$", RegexOptions.Multiline)]
    private static partial Regex Thrown();

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Letters();

    [GeneratedRegex(@"\p{Lu}\p{Ll}")]
    private static partial Regex Capital();

    [GeneratedRegex(@"^[/a-z0-9-]+$")]
    private static partial Regex Address();
}
