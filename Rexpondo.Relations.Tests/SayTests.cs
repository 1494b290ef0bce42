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

    [Fact]
    public void Date_IsShortAndUnmistakable() =>
        Say.Date(new DateTimeOffset(2026, 11, 12, 12, 0, 0, TimeZoneInfo.Local.GetUtcOffset(new DateTime(2026, 11, 12)))).Should().Be("12 Nov 2026");
}
