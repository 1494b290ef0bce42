using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Tests.Searching;

public sealed class SearchQueryTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("*")]
    [InlineData("** * ")]
    [InlineData("\u0000\u0007")]
    public void Parse_OfNothingOrAsterisks_IsEverything(string? typed) => SearchQuery.Parse(typed).MatchesEverything.Should().BeTrue();

    [Fact]
    public void Parse_OfWords_SplitsAtAnySpaceAndFoldsEach() =>
        SearchQuery.Parse("Änna\u00A0MEI*R\r\n\tx").Words.Select(word => string.Join('|', word)).Should().Equal("anna", "mei|r", "x");

    [Theory]
    [InlineData("jose", "José Müller", "[José] Müller")]
    [InlineData("mul jo", "José Müller", "[Jo]sé [Mül]ler")]
    [InlineData("strasse", "Hauptstraße 4", "Haupt[straße] 4")]
    [InlineData("s", "Straße", "[S]traße")]
    [InlineData("ras", "Straße", "St[raß]e")]
    [InlineData("se", "Straße", "Stra[ße]")]
    [InlineData("j*e", "José", "[J]os[é]")]
    [InlineData("e", "Jose\u0301 x", "Jos[e\u0301] x")]
    [InlineData("\U0001F680", "a\U0001F680b", "a[\U0001F680]b")]
    [InlineData("aan", "Aano", "[Aan]o")]
    [InlineData("aano an", "Aano", "[Aano]")]
    [InlineData("x", "Anna", "Anna")]
    [InlineData("an x", "Anna", "[An]na")]
    [InlineData("b*a", "Anna b", "Anna b")]
    [InlineData("*", "Anna", "Anna")]
    public void Hits_OfAQuery_MarkTheCharactersShown(string typed, string text, string marked)
    {
        foreach (var (start, length) in SearchQuery.Parse(typed).Hits(text).Reverse())
        {
            text = text.Insert(start + length, "]").Insert(start, "[");
        }

        text.Should().Be(marked);
    }

    [Fact]
    public void Hits_OfAnyQueryInAnyText_AreInOrderAndWithinTheTextAndThereWhereItMatches() => Prop.ForAll(
        Gen.Elements("a", "ß", "é", "e\u0301", "s", " ", "*", "\U0001F680", "\u0301", "Æ").ListOf().Select(string.Concat).Two().ToArbitrary(),
        texts =>
        {
            var query = SearchQuery.Parse(texts.Item1);
            var hits = query.Hits(texts.Item2);
            var end = -1;
            foreach (var (start, length) in hits)
            {
                if (start <= end || length < 1 || start + length > texts.Item2.Length)
                {
                    return false;
                }

                end = start + length;
            }

            return query.MatchesEverything ? hits.Count == 0 : !query.Matches(TextFolding.Fold(texts.Item2)) || hits.Count > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
