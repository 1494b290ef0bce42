using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Tests;

public sealed class SetUpLinkTests
{
    private readonly SetUpLink link = new();

    [Fact]
    public void TryUse_OfTheToken_WorksOnce()
    {
        var token = link.Open();

        (link.Peek(token), link.TryUse(token), link.TryUse(token), link.Peek(token)).Should().Be((true, true, false, false));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("another")]
    public void TryUse_OfAnotherToken_LeavesTheLinkValid(string? other)
    {
        var token = link.Open();

        link.TryUse(other).Should().BeFalse();
        link.Peek(token).Should().BeTrue();
    }

    [Fact]
    public void Peek_BeforeOpening_IsFalse() => link.Peek("").Should().BeFalse();

    [Fact]
    public void Open_ASecondTime_EndsTheFirst()
    {
        var first = link.Open();
        link.Open();

        link.Peek(first).Should().BeFalse();
    }

    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080")]
    [InlineData("http://*:80/;https://x", "http://localhost:80")]
    [InlineData("http://0.0.0.0:5080", "http://localhost:5080")]
    public void Address_OfTheUrls_IsOneToTypeHere(string urls, string address) => FirstStart.Address(urls).Should().Be(address);

    [Fact]
    public void GiveBack_AfterNoAgentCameOfIt_MakesTheTokenValidOnceMore()
    {
        var link = new SetUpLink();
        var token = link.Open();
        link.TryUse(token).Should().BeTrue();

        link.GiveBack(token);

        link.TryUse(token).Should().BeTrue();
        link.TryUse(token).Should().BeFalse();
    }
}
