using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests;

public sealed class ValidityTextTests
{
    [Fact]
    public void TryParse_OfEachWord_GivesItBack() => ValidityText.All.Should().OnlyContain(validity => Parsed(validity.ToText()) == validity);

    [Theory]
    [InlineData("Invalid", Validity.Invalid)]
    [InlineData(" VALID\t", Validity.Valid)]
    [InlineData("Invalid-Temporarily", Validity.InvalidTemporarily)]
    public void TryParse_OfAWordInAnyLetterCase_TakesIt(string text, Validity validity) => Parsed(text).Should().Be(validity);

    [Theory]
    [InlineData("1")]
    [InlineData("")]
    [InlineData("invalid_temporarily")]
    public void TryParse_OfAnythingElse_IsRefused(string text) => Parsed(text).Should().BeNull();

    private static Validity? Parsed(string text) => ValidityText.TryParse(text, out var validity) ? validity : null;
}
