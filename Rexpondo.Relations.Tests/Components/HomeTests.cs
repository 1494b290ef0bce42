using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using Rexpondo.Relations.Web.Components.Pages;
using Rexpondo.Relations.Web.Components.Shared;

namespace Rexpondo.Relations.Tests.Components;

public sealed class HomeTests : BunitContext
{
    public HomeTests() => Services.AddRadzenComponents().AddScoped<Confirmation>();

    [Fact]
    public void Count_WhenClicked_ShowsOneMore()
    {
        var home = Render<Home>();

        home.Find("button.count").Click();

        home.Find("[role=status]").MarkupMatches("""<p role="status">Clicked: 1</p>""");
    }
}
