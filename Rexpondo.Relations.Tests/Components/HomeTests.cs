using Bunit;
using Radzen;
using Rexpondo.Relations.Web.Components.Pages;

namespace Rexpondo.Relations.Tests.Components;

public sealed class HomeTests : BunitContext
{
    public HomeTests() => Services.AddRadzenComponents();

    [Fact]
    public void Count_WhenClicked_ShowsOneMore()
    {
        var home = Render<Home>();

        home.Find("button.count").Click();

        home.Find("[role=status]").MarkupMatches("""<p role="status">Clicked: 1</p>""");
    }
}
