using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Radzen.Blazor;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Tests.State;
using Rexpondo.Relations.Web.Components.Layout;
using Rexpondo.Relations.Web.Components.Pages;
using Rexpondo.Relations.Web.Components.Pages.Relations;
using Rexpondo.Relations.Web.Components.Shared;

namespace Rexpondo.Relations.Tests.Components;

public sealed class MainLayoutTests : BunitContext
{
    private readonly Screens screens = new();
    private readonly DeskImages images;

    public MainLayoutTests()
    {
        images = new DeskImages(screens.Reader, NullLogger<DeskImages>.Instance);
        Services.AddSingleton(images);
        Services.AddSingleton(TimeProvider.System);
        ComponentFactories.AddStub<RadzenComponents>();
        ComponentFactories.AddStub<LiveRegion>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task Page_WhileTheDeskIsRead_SaysSoAndFollows()
    {
        var layout = Draw(typeof(GroupsOverview));

        layout.Find("[role=status]").TextContent.Should().NotBeEmpty();
        layout.FindAll("#body").Should().BeEmpty("nothing of the desk is shown before it is read");

        await images.StartAsync(default);

        layout.WaitForAssertion(() => layout.Find("#body").TextContent.Should().Be("page"));
        layout.FindAll("[role=status]").Should().BeEmpty();
    }

    [Fact]
    public void Page_ThatShowsNothingOfTheDesk_DoesNotWait() =>
        Draw(typeof(Home)).Find("#body").TextContent.Should().Be("page");

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            screens.Dispose();
        }
    }

    private IRenderedComponent<MainLayout> Draw(Type page) => Render<MainLayout>(parameters => parameters
        .AddCascadingValue(new RouteData(page, new Dictionary<string, object?>()))
        .Add(layout => layout.Body, "<p id=\"body\">page</p>"));
}
