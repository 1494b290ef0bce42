using Bunit;
using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Components.Matrix;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Components;

public sealed class HeaderCellTests : ScreenContext
{
    private static readonly PermissionKey Rw = new("rw", 1);

    [Fact]
    public void Header_IsNamedByItsKeyAndHowManyRowsItActsOn()
    {
        var box = Header(new HeaderView(false, false, 1412, null)).Find("input[type=checkbox]");

        box.GetAttribute("aria-label").Should().Be("rw, all 1,412 shown");
        box.HasAttribute("disabled").Should().BeFalse();
        box.HasAttribute("aria-describedby").Should().BeFalse();
        box.Closest("th")!.GetAttribute("scope").Should().Be("col");
    }

    [Theory]
    [InlineData(HeaderObstacle.NoRows, "No row matches.")]
    [InlineData(HeaderObstacle.AllLocked, "Every row that matches is locked or not effective.")]
    [InlineData(HeaderObstacle.AllIncluded, "Included in rw in every row that matches.")]
    [InlineData(HeaderObstacle.ReadOnly, "You are signed in as auditor and change nothing.")]
    public void Header_WithNothingToActOn_SaysWhy(HeaderObstacle obstacle, string reason)
    {
        var header = Header(new HeaderView(true, false, 3, obstacle));

        var box = header.Find("input");
        box.HasAttribute("disabled").Should().BeTrue();
        box.HasAttribute("checked").Should().BeTrue();
        header.Find($"#{box.GetAttribute("aria-describedby")}").TextContent.Should().Be(reason);
        header.Find("label").GetAttribute("title").Should().Be(reason);
        box.GetAttribute("aria-label").Should().Be("rw, all 3 shown", "the reason is no part of the name");
    }

    [Fact]
    public void Header_BeforeThePageIsInteractive_IsDisabledWithoutAReason()
    {
        var header = Header(new HeaderView(false, false, 3, null), enabled: false);

        header.Find("input").HasAttribute("disabled").Should().BeTrue();
        header.FindAll("[hidden]").Should().BeEmpty();
    }

    [Fact]
    public void Header_Mixed_IsToldToTheBrowser()
    {
        var header = Header(new HeaderView(false, true, 3, null));
        Mixed().Should().Equal(true);

        header.Render(parameters => parameters.Add(p => p.View, new HeaderView(true, false, 3, null)));
        Mixed().Should().Equal(true, false);
        header.Render(parameters => parameters.Add(p => p.View, new HeaderView(false, false, 3, null)));
        Mixed().Should().Equal([true, false], "there is nothing to take back");
    }

    [Fact]
    public void Header_ThatStaysMixedAfterAClick_SaysSoAgain()
    {
        var header = Header(new HeaderView(false, true, 3, null));

        header.Find("input").Change(true);

        Mixed().Should().Equal([true, true], "a click makes the browser leave the third state");
    }

    [Fact]
    public void Click_NamesTheKey()
    {
        var clicked = new List<PermissionKey>();
        var header = Header(new HeaderView(false, false, 3, null), clicked: clicked.Add);

        header.Find("input").Change(true);

        clicked.Should().Equal(Rw);
    }

    [Fact]
    public void Header_WhenTheLineIsBack_SaysWhatItShows()
    {
        Header(new HeaderView(true, true, 3, null));

        Line.OnConnectionUpAsync(null!, CancellationToken.None);

        Script.Invocations.Single(call => call.Identifier == "header").Arguments.Skip(1).Should().Equal(true, true);
    }

    private IEnumerable<object?> Mixed() => Script.Invocations.Where(call => call.Identifier == "mixed").Select(call => call.Arguments[1]);

    private IRenderedComponent<HeaderCell> Header(HeaderView view, bool enabled = true, Action<PermissionKey>? clicked = null) =>
        Render<HeaderCell>(parameters => parameters
            .Add(p => p.Key, Rw)
            .Add(p => p.View, view)
            .Add(p => p.Enabled, enabled)
            .Add(p => p.Clicked, EventCallback.Factory.Create<PermissionKey>(this, key => clicked?.Invoke(key))));
}
