using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Tests;

public sealed class SayTests
{
    [Fact]
    public void Format_OfNumbers_SeparatesThousands() => Say.Format("{0} of {1}, {2}", 412, 9812L, "x").Should().Be("412 of 9,812, x");

    [Theory]
    [InlineData(0, "0 groups in A")]
    [InlineData(1, "1 group in A")]
    [InlineData(1204, "1,204 groups in A")]
    public void Count_TakesTheSingularForOneOnly(int count, string said) =>
        Say.Count(count, "{0} group in {1}", "{0} groups in {1}", "A").Should().Be(said);

    [Fact]
    public void List_WithMoreNamesThanFit_SaysHowManyMore()
    {
        Say.List(["Mail", "VPN"], max: 2).Should().Be("Mail, VPN");
        Say.List(["Mail", "Network::Setup", "Printing", "VPN"], max: 2).Should().Be("Mail, Network::Setup and 2 more");
    }

    [Theory]
    [InlineData("Anna Meier", "Anna Meier")]
    [InlineData("Zoë Müller, Łukasz", "Zoë Müller, Łukasz")]
    [InlineData("\u05D0\u05D1", "\u2068\u05D0\u05D1\u2069")]
    [InlineData("\u202EreieM", "\u2068\u202EreieM\u2069")]
    [InlineData("a\u2069\u05D0", "\u2068a\u05D0\u2069")] // it cannot end its own isolation
    [InlineData("by \u2068\u05D0\u05D1\u2069", "by \u2068\u05D0\u05D1\u2069")]
    [InlineData("\U00010800", "\u2068\U00010800\u2069")]
    public void Isolated_OfAName_IsBetweenIsolatesWhereItCouldReorderItsNeighbours(string name, string isolated) => Say.Isolated(name).Should().Be(isolated);

    [Fact]
    public void Format_OfNamesFromRightToLeft_IsolatesEachOfThem()
    {
        var said = Say.Format("{0} of {1}: {2}", "\u05D0", "Acme", Say.List(["\u05D1", "b"], max: 2));

        said.Should().Be("\u2068\u05D0\u2069 of Acme: \u2068\u05D1\u2069, b");
        Say.Pieces(said).Should().Equal(("\u05D0", true), (" of Acme: ", false), ("\u05D1", true), (", b", false));
        Say.Label("{0}, {1}", "rw", "\u05D0").Should().Be("rw, \u05D0");
    }

    [Theory]
    [InlineData("Anna Meier", "Anna Meier · Rexpondo")]
    [InlineData("Ωμέγα العربية 😀", "Ωμέγα العربية 😀 · Rexpondo")]
    [InlineData("\u05D0\u05D1", "\u2068\u05D0\u05D1\u2069 · Rexpondo")]
    [InlineData("a\u202Eb", "\u2068a\u202Eb\u2069 · Rexpondo")]
    public void Title_IsolatesWhatWouldTurnItAround(string page, string title) => Say.Title(page).Should().Be(title);
}
