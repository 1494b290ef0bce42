using Bunit;
using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Web.Components.Matrix;

namespace Rexpondo.Relations.Tests.Components;

public sealed class MatrixCellTests : ScreenContext
{
    [Fact]
    public void Cell_HasANameADescriptionAndAKey()
    {
        var box = Cell().Find("input[type=checkbox]");

        box.GetAttribute("aria-label").Should().Be("rw, billing");
        box.GetAttribute("aria-describedby").Should().Be("w7");
        box.GetAttribute("data-bit").Should().Be("1");
        box.HasAttribute("disabled").Should().BeFalse();
        box.HasAttribute("checked").Should().BeFalse();
    }

    [Theory]
    [InlineData(false, false, "k")]
    [InlineData(true, false, "k g")]
    [InlineData(false, true, "k w")]
    public void Cell_ShowsWhatIsPending(bool granting, bool withdrawing, string css) =>
        Cell(granting: granting, withdrawing: withdrawing).Find("td").ClassName.Should().Be(css);

    [Fact]
    public void Cell_IsDrawnAgain_OnlyWhenItShowsSomethingElse()
    {
        var cell = Cell();
        cell.RenderCount.Should().Be(1);

        cell.Render(parameters => parameters.Add(p => p.View, Billing));
        cell.RenderCount.Should().Be(1);
        cell.Render(parameters => parameters.Add(p => p.View, Billing with { Ticked = true }));
        cell.RenderCount.Should().Be(2);
        cell.Find("input").HasAttribute("checked").Should().BeTrue();
        cell.Render(parameters => parameters.Add(p => p.View, Billing with { Ticked = true, Locked = true }));
        cell.RenderCount.Should().Be(3);
        cell.Find("input").HasAttribute("disabled").Should().BeTrue();
        cell.Render(parameters => parameters.Add(p => p.View, Billing with { Name = "rw, accounting" }));
        cell.Find("input").GetAttribute("aria-label").Should().Be("rw, accounting", "a row that was renamed has another name at once");
    }

    [Fact]
    public void Click_AsksForTheValue()
    {
        var asked = new List<(int, bool)>();
        var cell = Cell(clicked: asked.Add);

        cell.Find("input").Change(true);

        asked.Should().Equal((1, true));
    }

    [Fact]
    public void Click_ThatIsRefused_SnapsBack()
    {
        var cell = Cell(clicked: _ => { });

        cell.Find("input").Change(true);
        cell.Render(); // the matrix has decided and draws

        cell.RenderCount.Should().Be(2, "the browser has moved the box and has to be told");
        cell.Find("input").HasAttribute("checked").Should().BeFalse();
    }

    private static CellView Billing => new("rw, billing", "w7", 1, Ticked: false, Locked: false, Granting: false, Withdrawing: false);

    private IRenderedComponent<MatrixCell> Cell(bool granting = false, bool withdrawing = false, Action<(int, bool)>? clicked = null) =>
        Render<MatrixCell>(parameters => parameters
            .Add(p => p.View, Billing with { Granting = granting, Withdrawing = withdrawing })
            .Add(p => p.Clicked, EventCallback.Factory.Create<(int Bit, bool On)>(this, click => clicked?.Invoke(click))));
}
