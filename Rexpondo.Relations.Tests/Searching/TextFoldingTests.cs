using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Tests.Searching;

public sealed class TextFoldingTests
{
    private static readonly IEnumerable<char> Letters = Enumerable.Range(0, 0x10000).Select(code => (char)code).Where(c => !char.IsSurrogate(c)).ToArray();

    /// <summary>Letters that got their other case in Unicode 16; nobody is written with them.</summary>
    private const string NewerThanTheTable = "\u019B\u0264\u1C89\u1C8A\uA7CB\uA7CC\uA7CD\uA7DA\uA7DB\uA7DC";

    [Theory]
    [InlineData("José", "jose")]
    [InlineData("Jose\u0301", "jose")]
    [InlineData("Müller", "muller")]
    [InlineData("Straße", "strasse")]
    [InlineData("STRAẞE", "strasse")]
    [InlineData("Łukasz", "lukasz")]
    [InlineData("Søren", "soren")]
    [InlineData("Đorđe", "dorde")]
    [InlineData("Æsir Œuvre", "aesir oeuvre")]
    [InlineData("Þóra Guðrún", "thora gudrun")]
    [InlineData("Ayşe Kılıç", "ayse kilic")]
    [InlineData("İzmir", "izmir")]
    [InlineData("Dvořák", "dvorak")]
    [InlineData("Nguyễn", "nguyen")]
    [InlineData("ΣΊΣΥΦΟΣ", "σισυφοσ")]
    [InlineData("Σίσυφος", "σισυφοσ")]
    [InlineData("ЁЖ", "еж")]
    [InlineData("\u212Aelvin", "kelvin")]
    [InlineData("ſ", "s")]
    [InlineData("ﬁn", "fin")]
    [InlineData("\U00010400", "\U00010428")]
    [InlineData("%_'\\+!@.", "%_'\\+!@.")]
    [InlineData("", "")]
    public void Fold_OfAName_IgnoresCaseAndDiacritics(string text, string folded) => TextFolding.Fold(text).Should().Be(folded);

    [Fact]
    public void Fold_OfEveryCharacter_IsStable() =>
        Letters.Where(c => TextFolding.Fold(c.ToString()) is var folded && TextFolding.Fold(folded) != folded).Select(Code).Should().BeEmpty();

    [Fact]
    public void Fold_OfEveryLetter_IsTheSameInBothCases() => Letters.Where(c =>
        char.IsLetter(c) && !NewerThanTheTable.Contains(c) && TextFolding.Fold(c.ToString()) is var folded
        && (TextFolding.Fold(char.ToUpperInvariant(c).ToString()) != folded || TextFolding.Fold(char.ToLowerInvariant(c).ToString()) != folded)).Select(Code).Should().BeEmpty();

    [Fact]
    public void Fold_OfEveryCharacterButTheAsterisk_NeverBecomesAnAsterisk() =>
        Letters.Where(c => c != '*' && TextFolding.Fold(c.ToString()).Contains('*')).Select(Code).Should().BeEmpty();

    [Fact]
    public void FoldWithOrigin_OfAnyCharacter_FoldsTheSameAndPointsToIt()
    {
        foreach (var c in Letters)
        {
            var (folded, origin) = TextFolding.FoldWithOrigin($"a{c}b");
            if (folded != TextFolding.Fold($"a{c}b") || origin.Length != folded.Length + 1 || origin[0] != 0 || origin[^1] != 3 || origin[1..^2].Any(at => at != 1))
            {
                Assert.Fail(Code(c));
            }
        }
    }

    private static string Code(char c) => $"U+{(int)c:X4}";
}
