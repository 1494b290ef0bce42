using Bunit;
using Rexpondo.Relations.Web.Components.Shared;

namespace Rexpondo.Relations.Tests.Components;

public sealed class TextBoxTests : ScreenContext
{
    private string told = "";

    [Theory]
    [InlineData(1, "input")]
    [InlineData(3, "textarea")]
    public void Typed_IsToldAndNeverWrittenBack(int rows, string element)
    {
        var box = Draw("old", rows);

        box.Find(element).Input("older");
        box.Render(parameters => parameters.Add(p => p.Text, told));

        told.Should().Be("older");
        box.Find(element).GetAttribute("value").Should().Be("old", "what was typed since would be lost");
        Written().Should().BeEmpty();
    }

    [Fact]
    public void TextFromElsewhere_IsWritten_AlsoWhereItIsWhatWasWrittenLast()
    {
        var box = Draw("old");
        box.Find("input").Input("older");
        box.Render(parameters => parameters.Add(p => p.Text, "older"));

        box.Render(parameters => parameters.Add(p => p.Text, "old"));
        box.Render(parameters => parameters.Add(p => p.Text, "another"));

        box.Find("input").GetAttribute("value").Should().Be("another");
        Written().Should().Equal("old", "another");
    }

    [Fact]
    public void FurtherAttributes_AreThere()
    {
        var box = Render<TextBox>(parameters => parameters.Add(p => p.Text, "").AddUnmatched("id", "f1").AddUnmatched("readonly", true).AddUnmatched("disabled", false));

        box.Find("input").Id.Should().Be("f1");
        box.Find("input").HasAttribute("readonly").Should().BeTrue();
        box.Find("input").HasAttribute("disabled").Should().BeFalse();
    }

    private IRenderedComponent<TextBox> Draw(string text, int rows = 1) => Render<TextBox>(parameters => parameters
        .Add(p => p.Text, text)
        .Add(p => p.Rows, rows)
        .Add(p => p.Typed, typed => told = typed));

    private IEnumerable<object?> Written() => Forms.Invocations.Where(call => call.Identifier == "write").Select(call => call.Arguments[1]);
}
