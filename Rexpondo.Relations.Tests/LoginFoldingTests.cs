using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests;

public sealed class LoginFoldingTests
{
    [Theory]
    [InlineData("Anna.Meier", "anna.MEIER")]
    [InlineData("MÄRZ", "märz")]
    [InlineData("ΣΊΣΥΦΟΣ", "σίσυφος")]
    [InlineData("σ", "ς")]
    [InlineData("ЖУК", "жук")]
    [InlineData("\u212A", "k")] // Kelvin sign
    [InlineData("\u212B", "å")] // Ångström sign
    [InlineData("ſ", "S")]
    [InlineData("ẞ", "ß")]
    [InlineData("ǅ", "ǆ")]
    [InlineData("\U00010400", "\U00010428")] // beyond the first plane
    public void Fold_OfLettersThatDifferInCaseAlone_IsTheSame(string one, string other) => LoginFolding.Fold(one).Should().Be(LoginFolding.Fold(other));

    [Theory]
    [InlineData("ß", "ss")]
    [InlineData("é", "e")]
    [InlineData("Ä", "a")]
    [InlineData("İ", "i")]
    [InlineData("ı", "i")]
    [InlineData("İ", "ı")]
    [InlineData("ﬁ", "fi")]
    [InlineData("e\u0301", "é")]
    [InlineData("anna ", "anna")]
    public void Fold_OfDifferentLetters_StaysDifferent(string one, string other) => LoginFolding.Fold(one).Should().NotBe(LoginFolding.Fold(other));

    [Fact]
    public void Fold_OfEveryCharacter_IsStableAndOneCharacterLong() => Prop.ForAll(
        Gen.Choose(0, 0xFFFF).Where(code => !char.IsSurrogate((char)code)).Select(code => ((char)code).ToString()).ToArbitrary(),
        text => LoginFolding.Fold(text) is { Length: 1 } folded
            && LoginFolding.Fold(folded) == folded
            && LoginFolding.Fold(text.ToUpperInvariant()) == folded
            && LoginFolding.Fold(text.ToLowerInvariant()) == folded).QuickCheckThrowOnFailure();
}
