using Bunit;
using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Web.Components.Matrix;

namespace Rexpondo.Relations.Tests.Components;

public sealed class SearchBoxTests : ScreenContext
{
    [Fact]
    public void Box_IsNamedAndDescribedByTheCount()
    {
        var box = Box(initial: "anna");
        var input = box.Find("input[type=search]");

        input.GetAttribute("aria-label").Should().Be("Search customer users");
        input.GetAttribute("placeholder").Should().Be("Just start typing to filter…");
        input.GetAttribute("value").Should().Be("anna");
        input.HasAttribute("disabled").Should().BeFalse();
        var count = box.Find($"#{input.GetAttribute("aria-describedby")}");
        (count.TextContent, count.GetAttribute("role")).Should().Be(("3 of 5 match", "status"));
    }

    [Fact]
    public void Typing_RaisesEveryTextAndNeverWritesTheBox()
    {
        var typed = new List<string>();
        var box = Box(initial: "an", typed: typed.Add);

        box.Find("input").Input("ann");
        box.Render(parameters => parameters.Add(p => p.Initial, "a late answer").Add(p => p.Status, "1 of 5 match"));
        box.Find("input").Input("");

        typed.Should().Equal("ann", "");
        box.Find("input").GetAttribute("value").Should().Be("an", "from the first drawing on the text is the browser's");
        box.Find(".count").TextContent.Should().Be("1 of 5 match");
    }

    [Fact]
    public void Box_BeforeThePageIsInteractive_IsDisabled()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        Box().Find("input").HasAttribute("disabled").Should().BeTrue();
    }

    private IRenderedComponent<SearchBox> Box(string initial = "", Action<string>? typed = null) => Render<SearchBox>(parameters => parameters
        .Add(p => p.Label, "Search customer users")
        .Add(p => p.Initial, initial)
        .Add(p => p.Status, "3 of 5 match")
        .Add(p => p.Typed, EventCallback.Factory.Create<string>(this, text => typed?.Invoke(text))));
}
