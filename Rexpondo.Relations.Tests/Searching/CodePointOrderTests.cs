using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Tests.Searching;

public sealed class CodePointOrderTests
{
    [Fact]
    public void Compare_BeyondTheFirstPlane_IsByCodePointAndNotByCodeUnit()
    {
        Compare("\uFFFD", "\U0001F680").Should().BeNegative("U+1F680 is the greater code point");
        Compare("\uE000", "\U00010000").Should().BeNegative();
        Compare("\uD7FF", "\U00010000").Should().BeNegative();
        Compare("\U0001F680", "\U0001F681").Should().BeNegative();
        Compare("\U00010FFF", "\U00011000").Should().BeNegative();
    }

    [Theory]
    [InlineData("", "a")]
    [InlineData("a", "aa")]
    [InlineData("Z", "a")]
    [InlineData("z", "ä")]
    [InlineData(null, "")]
    public void Compare_OfSmallerAndGreater_IsNegative(string? smaller, string greater) => Compare(smaller, greater).Should().BeNegative();

    [Fact]
    public void Compare_OfAnyTwoTexts_IsTheByteOrderOfUtf8() => Prop.ForAll(
        Gen.Elements("", "a", "b", "\uD7FF", "\uE000", "\uFFFF", "\U00010000", "\U0001F680", "\U0001F681").ListOf().Select(string.Concat).Two().ToArbitrary(),
        texts => Math.Sign(Compare(texts.Item1, texts.Item2))
            == Math.Sign(Encoding.UTF8.GetBytes(texts.Item1).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(texts.Item2)))).QuickCheckThrowOnFailure();

    private static int Compare(string? x, string? y) => CodePointOrder.Instance.Compare(x, y);
}
