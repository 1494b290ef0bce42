using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests;

public sealed class TextRuleTests
{
    private static readonly Gen<string> AnyText = Gen.Elements(
        " ", "\u00A0", "\u3000", "\t", "\n", "a", "e", "E", "\u0301", "\u0323", "\u0327", "\u00E9", "\u1EB9", "\u212B", "\u1100", "\u1161", "\u11A8", "\uAC00", "\u0958",
        "\U0001D15E", "\U0001F680", "\u200B", "\u200D", "\u05D0").ListOf().Resize(12).Select(string.Concat);

    [Theory]
    [InlineData(" u1 ", "u1")]
    [InlineData("u1\u00A0", "u1")]
    [InlineData("\u2007\u202F\u3000u1\u2003\u0085\r\n", "u1")]
    [InlineData(" \u00A0 ", "")]
    [InlineData("a  b", "a  b")]
    [InlineData("Ubersicht", "Ubersicht")]
    [InlineData("U\u0308bersicht", "\u00DCbersicht")]
    [InlineData("cafe\u0301", "caf\u00E9")]
    [InlineData("\u212B", "\u00C5")] // a singleton
    [InlineData("\u0958", "\u0915\u093C")] // excluded from composition
    [InlineData("\u1100\u1161\u11A8", "\uAC01")] // Hangul
    [InlineData("\uAC00\u11A8", "\uAC01")]
    [InlineData("a\u0301\u0323", "\u1EA1\u0301")] // marks in the order of their classes
    [InlineData("a\u0315\u0300", "\u00E0\u0315")]
    [InlineData("a\u0308\u0301", "\u00E4\u0301")] // the second mark finds no letter
    [InlineData("\u0301a", "\u0301a")]
    [InlineData("\u09C7\u09BE", "\u09CB")] // two letters become one
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    public void Clean_OfANameInAnyForm_IsTheOneForm(string written, string clean) => TextRule.Clean(written).Should().Be(clean);

    [Fact]
    public void Clean_OfEveryCharacterAloneAndBetweenOthers_IsFormCOfUnicode14()
    {
        // The digest of the same lines made with Python: unicodedata.normalize("NFC", text) of Unicode 14.
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var c in Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(code => new Rune(code).ToString()))
        {
            foreach (var text in new[] { c, $"a{c}\u0323\u0301", $"\u1100{c}\u11A8", $"\u0327{c}\u0338" })
            {
                digest.AppendData(Encoding.UTF8.GetBytes(TextNormalization.ToFormC(text) + "\n"));
            }
        }

        Convert.ToHexStringLower(digest.GetHashAndReset()).Should().Be("12fc94e95858b9b05122f90ceed76fbd0ba009ca76bca47e73e1c454aa10bcd9");
    }

    [Fact]
    public void Clean_OfAnyText_IsCleanAndStaysSo() => Prop.ForAll(AnyText.ToArbitrary(), text =>
        TextRule.Clean(TextRule.Clean(text)) == TextRule.Clean(text) && TextRule.CleanLines(TextRule.CleanLines(text)) == TextRule.CleanLines(text))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Clean_OfAnyText_IsTheSameWithWhiteSpaceAroundIt() => Prop.ForAll(
        AnyText.ToArbitrary(), text => TextRule.Clean($"\u00A0{text}\u2003\n ") == TextRule.Clean(text)).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void CleanLines_KeepsTheLinesAndItsEnds() => TextRule.CleanLines(" one\r\ntwo\rthree\u2028e\u0301\n ").Should().Be(" one\ntwo\nthree\n\u00E9\n ");

    [Theory]
    [InlineData("u1", null, null, null)]
    [InlineData("\u0627\u0644\u0639\u0631\u0628\u064A\u0629", null, null, null)]
    [InlineData("u\u0007", "contains a control character", "contains a control character", "contains a control character")]
    [InlineData("a\nb", "contains a control character", "contains a control character", null)]
    [InlineData("a\tb", "contains a control character", "contains a control character", "contains a control character")]
    [InlineData("a\u2028b", "contains a control character", "contains a control character", "contains a control character")]
    [InlineData("u1\u200B", "contains a format character (U+200B)", "contains a format character (U+200B)", "contains a format character (U+200B)")]
    [InlineData("\u202EreieM", "contains a format character (U+202E)", "contains a format character (U+202E)", "contains a format character (U+202E)")]
    [InlineData("a\u00ADb", "contains a format character (U+00AD)", "contains a format character (U+00AD)", "contains a format character (U+00AD)")]
    [InlineData("\uFEFFa", "contains a format character (U+FEFF)", "contains a format character (U+FEFF)", "contains a format character (U+FEFF)")]
    [InlineData("a\U000E0041", "contains a format character (U+E0041)", "contains a format character (U+E0041)", "contains a format character (U+E0041)")]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", "contains a format character (U+200C)", null, null)]
    [InlineData("\u0915\u094D\u200D\u0937", "contains a format character (U+200D)", null, null)]
    [InlineData("\u200Da", "contains a format character (U+200D)", "contains a format character (U+200D)", "contains a format character (U+200D)")]
    [InlineData("a\u200C", "contains a format character (U+200C)", "contains a format character (U+200C)", "contains a format character (U+200C)")]
    [InlineData("a \u200Cb", "contains a format character (U+200C)", "contains a format character (U+200C)", "contains a format character (U+200C)")]
    [InlineData("a\u200C\u200Db", "contains a format character (U+200C)", "contains a format character (U+200C)", "contains a format character (U+200C)")]
    public void Fault_OfAText_NamesTheCharacterThatIsRefused(string text, string? ofKey, string? ofLine, string? ofLines) =>
        (TextRule.KeyFault(text), TextRule.LineFault(text), TextRule.LinesFault(text)).Should().Be((ofKey, ofLine, ofLines));

    [Theory]
    [InlineData("u1", null)]
    [InlineData("u1\u00A0", "begins or ends with white space")]
    [InlineData("u\u200B1", "contains a format character (U+200B)")]
    [InlineData("U\u0308", "is not in Unicode normalization form C")]
    public void KeyFlaw_OfAStoredLogin_SaysWhatIsWrongWithIt(string stored, string? flaw) => TextRule.KeyFlaw(stored).Should().Be(flaw);

    [Theory]
    [InlineData(" a\nb ", null)]
    [InlineData("a\r\nb", "has line breaks that are no line feeds")]
    [InlineData("a\u0007", "contains a control character")]
    [InlineData("U\u0308", "is not in Unicode normalization form C")]
    public void LinesFlaw_OfAStoredComment_SaysWhatIsWrongWithIt(string stored, string? flaw) => TextRule.LinesFlaw(stored).Should().Be(flaw);

    [Fact]
    public void Visible_ShowsWhatNobodySees() => TextRule.Visible("a\u202Eb\n\u200Bc\u2028é").Should().Be("a\\u202Eb\\u000A\\u200Bc\\u2028é");
}
