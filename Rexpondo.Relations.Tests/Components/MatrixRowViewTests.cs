using Bunit;
using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Components.Matrix;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Components;

public sealed class MatrixRowViewTests : ScreenContext
{
    private static readonly RowName Billing = new(7, "Finance::billing", "billing", "anna@acme.example", 0, null);

    [Fact]
    public void Row_HasANameALinkAndABoxForEachKey()
    {
        var row = Row(Some(Billing));

        row.Find("tr").GetAttribute("data-id").Should().Be("7");
        var link = row.Find("td.name a");
        (link.TextContent, link.GetAttribute("title"), link.GetAttribute("href")).Should().Be(("billing", "Finance::billing anna@acme.example", "/groups/7"));
        link.GetAttribute("aria-label").Should().Be("Finance::billing", "the last level alone does not say which");
        row.Find("td.name small").TextContent.Should().Be("anna@acme.example");
        row.FindAll("input").Select(box => box.GetAttribute("aria-label")).Should().Equal("ro, Finance::billing", "rw, Finance::billing");
        row.FindAll("input").Select(box => row.Find($"#{box.GetAttribute("aria-describedby")}").ClassName).Should().Equal("why", "why");
    }

    [Fact]
    public void Row_IsolatesItsNames_AndSaysThemInTheBoxesAsTheyAre()
    {
        var row = Row(Some(new RowName(7, "\u05D0\u05D1", "\u05D0\u05D1", "<a@b.example> (\u05D2)", 0, null))
            with
        { Why = new Why([new WhyPart(WhyLook.Chip, Say.Format(Texts.SourceCustomer, "ro", "\u05D2"))]) });

        row.Find("td.name a > bdi").TextContent.Should().Be("\u05D0\u05D1");
        row.Find("td.name small > bdi").TextContent.Should().Be("<a@b.example> (\u05D2)");
        row.Find("td.why .chip bdi").TextContent.Should().Be("\u05D2");
        row.Find("td.why .chip").TextContent.Should().NotContainAny("\u2068", "\u2069");
        row.FindAll("input").Select(box => box.GetAttribute("aria-label")).Should().Equal("ro, \u05D0\u05D1", "rw, \u05D0\u05D1");
    }

    [Fact]
    public void Row_WithThirtyKeys_HasThirtyBoxes()
    {
        var keys = new PermissionKeys([.. Enumerable.Range(2, 29).Select(i => new PermissionKey($"k{i}", i)), new PermissionKey("rw", 1)]);

        Row(Some(Billing), keys: keys).FindAll("input").Should().HaveCount(30);
    }

    [Theory]
    [InlineData(0, false, false, false, null)]
    [InlineData(2, true, false, false, "l2 ctx")]
    [InlineData(12, false, true, true, "l9 off chg")]
    public void Row_SaysItsStateInClasses(int depth, bool context, bool off, bool changed, string? css)
    {
        var name = Billing with { Depth = depth, NotEffective = off ? new RowFault(Validity.Invalid, null) : null };

        Row(Some(name) with { IsContext = context, Granting = changed ? PermissionSet.Ro : PermissionSet.None }).Find("tr").GetAttribute("class").Should().Be(css);
    }

    [Fact]
    public void Row_SaysWhatIsPendingInItsCells()
    {
        var row = Row(Some(Billing) with { Shown = PermissionSet.Rw, Granting = PermissionSet.Rw, Withdrawing = PermissionSet.Ro, Locked = PermissionSet.Ro });

        row.FindAll("td.k").Select(cell => cell.ClassName).Should().Equal("k w", "k g");
        row.FindAll("input").Select(box => (box.HasAttribute("checked"), box.HasAttribute("disabled"))).Should().Equal((false, true), (true, false));
    }

    [Fact]
    public void Row_ThatIsNotEnabled_HasOnlyDisabledBoxesAndButtons()
    {
        var row = Row(Some(Billing) with { Why = new Why([new WhyPart(WhyLook.KeepRo, "Keep ro")]) }, enabled: false);

        row.FindAll("input, button").Should().HaveCount(3).And.OnlyContain(element => element.HasAttribute("disabled"));
    }

    [Fact]
    public void Why_HasAnElementForEachPart()
    {
        var row = Row(Some(Billing) with
        {
            Why = new Why(
            [
                new(WhyLook.Loss, "rw → no access"), new(WhyLook.KeepRo, "Keep ro"), new(WhyLook.Lock, "default group"), new(WhyLook.Link, "setting", "/x"),
                new(WhyLook.Link, "setting"), new(WhyLook.Chip, "ro from customer <b>ACME</b>"), new(WhyLook.Chip, "one too many"), new(WhyLook.Text, "by ben"),
            ]),
        });

        row.FindAll("td.why > *").Select(element => (element.TagName.ToLowerInvariant(), element.ClassName, element.TextContent)).Should().Equal(
            ("span", "delta bad", "rw → no access"), ("button", "link", "Keep ro"), ("span", "chip lock", "default group"), ("a", "", "setting"),
            ("span", "chip", "ro from customer <b>ACME</b>"), ("span", "t", "by ben"), ("span", "chip", "+1"));
        string.Join(' ', row.Find("td.why").TextContent.Split(default(char[]?), StringSplitOptions.RemoveEmptyEntries)).Should()
            .Be("rw → no access Keep ro default group setting ro from customer <b>ACME</b> by ben +1", "it describes the boxes and is read aloud");
        row.Find("td.why").GetAttribute("title").Should().Be("rw → no access · default group · ro from customer <b>ACME</b> · one too many · by ben");
        row.Find("td.name .d").TextContent.Should().Be("rw → no access");
    }

    [Fact]
    public void Row_IsDrawnAgain_OnlyWhenItsValueDiffers()
    {
        var row = Row(Some(Billing));
        row.RenderCount.Should().Be(1);

        row.Render(parameters => parameters.Add(p => p.Row, Some(Billing)));
        row.RenderCount.Should().Be(1, "another record of the same value is the same row");
        row.Render(parameters => parameters.Add(p => p.Row, Some(Billing) with { Why = new Why([new WhyPart(WhyLook.Chip, "invalid")]) }));
        row.RenderCount.Should().Be(2);
        row.Render(parameters => parameters.Add(p => p.Hidden, true));
        row.RenderCount.Should().Be(3);
        row.Find("tr").HasAttribute("hidden").Should().BeTrue();
    }

    [Fact]
    public void Click_SaysWhichRowAndKey()
    {
        var asked = new List<object>();
        var row = Row(Some(Billing) with { Why = new Why([new WhyPart(WhyLook.KeepRo, "Keep ro")]) }, clicked: click => asked.Add(click), kept: id => asked.Add(id));

        row.FindAll("input")[1].Change(true);
        row.Find("td.why button").Click();

        asked.Should().Equal((7, 1, true), 7);
    }

    private static MatrixRow Some(RowName name) => new(name, PermissionSet.None, PermissionSet.None, PermissionSet.None, PermissionSet.None, false, Why.Nothing);

    private IRenderedComponent<MatrixRowView> Row(
        MatrixRow value, PermissionKeys? keys = null, bool enabled = true, Action<(int, int, bool)>? clicked = null, Action<int>? kept = null) =>
        Render<MatrixRowView>(parameters => parameters
            .Add(p => p.Row, value)
            .Add(p => p.Keys, keys ?? PermissionKeys.RoRw)
            .Add(p => p.Href, "/groups/7")
            .Add(p => p.Enabled, enabled)
            .Add(p => p.Clicked, EventCallback.Factory.Create<(int Row, int Bit, bool On)>(this, click => clicked?.Invoke(click)))
            .Add(p => p.KeptRo, EventCallback.Factory.Create<int>(this, id => kept?.Invoke(id))));
}
