using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Rexpondo.Relations.Web.Components.Layout;
using Rexpondo.Relations.Web.Components.Pages;

namespace Rexpondo.Relations.Tests.Components;

public sealed class PageFrameTests : BunitContext
{
    [Fact]
    public void Frame_WithASide_HasAllRegionsInOrder()
    {
        var frame = Render<PageFrame>(parameters => parameters
            .Add(p => p.Title, "billing")
            .Add(p => p.Crumbs, [new Crumb("Start", "/"), new Crumb("billing")])
            .Add(p => p.Side, "<i>side</i>")
            .Add(p => p.SideMore, "<i>more</i>")
            .Add(p => p.Head, "<h1>billing</h1>")
            .AddChildContent("<section class=\"scroll\"></section>")
            .Add(p => p.Bar, "<div class=\"act\"></div>"));

        frame.Find(".body").ClassList.Should().NotContain("solo");
        frame.Find("aside").TextContent.Should().Contain("side");
        frame.Find("aside .wide").TextContent.Should().Contain("more");
        frame.Find("main").Children.Select(child => child.ClassName).Should().Equal("head", "scroll", "act");
        frame.Find(".crumb a").GetAttribute("href").Should().Be("/");
        frame.Find(".crumb [aria-current=page]").TextContent.Should().Be("billing");
        frame.FindComponent<PageTitle>().Should().NotBeNull();
    }

    [Fact]
    public void Frame_WithoutASide_UsesTheWholeWidthAndKeepsTheMenu()
    {
        var frame = Render<PageFrame>(parameters => parameters.Add(p => p.Title, "billing").AddChildContent("<p></p>"));

        frame.Find(".body").ClassList.Should().Contain("solo");
        frame.FindAll("aside").Should().BeEmpty();
        frame.FindAll("#side-more a").Should().HaveCount(Module.All.Count);
    }

    [Fact]
    public void Home_ShowsATileForEachScreen()
    {
        var home = Render<Home>();

        home.FindAll("a.tile").Select(tile => (tile.QuerySelector("b")!.TextContent, tile.GetAttribute("href")))
            .Should().Equal(Module.All.Select(module => (module.Name, (string?)module.Href)));
    }
}
