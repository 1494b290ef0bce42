using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Web.Components.Matrix;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Components;

/// <summary>The lines around a matrix: override line, chips, action bar, and marked hits.</summary>
public sealed class ScreenLinesTests : ScreenContext
{
    [Fact]
    public void OverrideLine_SaysOneSentenceOneDetailAndOneButton()
    {
        var clicks = 0;
        var line = Render<OverrideLine>(parameters => parameters
            .Add(p => p.View, new OverrideView(true, "31 customer users lose their 2 default services", " once saved: VPN would be their first specific service.", "Would no longer apply to them: Mail.", "Keep them"))
            .Add(p => p.Enabled, true)
            .Add(p => p.Clicked, () => clicks++));

        line.Find(".rule").ClassList.Should().Contain("warn");
        line.Find("strong").ParentElement!.TextContent.Should().Be("31 customer users lose their 2 default services once saved: VPN would be their first specific service.");
        line.Find(".more").TextContent.Should().Be("Would no longer apply to them: Mail.");
        line.Find("button").Click();
        clicks.Should().Be(1);
        line.Render(parameters => parameters.Add(p => p.Enabled, false));
        line.Find("button").HasAttribute("disabled").Should().BeTrue();
    }

    [Fact]
    public void OverrideLine_OfAQuietCase_HasNeitherToneNorButton()
    {
        var line = Render<OverrideLine>(parameters => parameters.Add(p => p.View, new OverrideView(false, "Default services apply (2)")));

        line.Find(".rule").ClassList.Should().NotContain("warn");
        line.FindAll("button, .more").Should().BeEmpty();
    }

    [Fact]
    public void ActionBar_WithNothingPending_SaysSo()
    {
        var bar = Bar(default);

        Said(bar).Should().Be("Nothing changed");
        bar.Markup.Should().NotContain("unsaved");
        bar.FindAll(".btns button").Select(button => button.TextContent).Should().Equal("Save", "Save and finish", "Cancel");
    }

    [Theory]
    [InlineData(1, 0, "1 unsaved change · 1 granted · Review")]
    [InlineData(0, 2, "2 unsaved changes · 2 withdrawn · Review")]
    [InlineData(1204, 3, "1,207 unsaved changes · 1,204 granted, 3 withdrawn · Review")]
    public void ActionBar_CountsWhatIsPending(int granted, int withdrawn, string said) => Said(Bar(new PendingCount(granted, withdrawn))).Should().Be(said);

    [Fact]
    public void ActionBar_SaysTheConsequences()
    {
        var bar = Bar(new PendingCount(1, 1), new ConsequenceLine("Carla Vogel loses access to billing", true), new ConsequenceLine("Anna Meier gains access to ops", false));

        bar.Find(".cons").TextContent.Should().Be("Carla Vogel loses access to billing · Anna Meier gains access to ops");
        bar.Find(".cons").ClassList.Should().Contain("bad");
        Bar(new PendingCount(1, 0), new ConsequenceLine("Anna Meier gains access to ops", false)).Find(".cons").ClassList.Should().NotContain("bad");
    }

    [Fact]
    public void ActionBar_Refused_SaysWhyInPlaceOfTheCount()
    {
        var bar = Render<ActionBar>(parameters => parameters.Add(p => p.Pending, new PendingCount(4, 0)).Add(p => p.Refusal, "Nothing was written: x.").Add(p => p.Enabled, true));

        bar.Find(".act").ClassList.Should().Contain("bad");
        Said(bar).Should().Be("Nothing was written: x.");
        bar.FindAll(".btns button").Should().OnlyContain(button => !button.HasAttribute("disabled"), "one may try again");
    }

    [Fact]
    public void ActionBar_RaisesEachButton()
    {
        var clicked = new List<string>();
        var bar = Render<ActionBar>(parameters => parameters
            .Add(p => p.Pending, new PendingCount(1, 0)).Add(p => p.Enabled, true)
            .Add(p => p.Review, () => clicked.Add("review")).Add(p => p.Save, () => clicked.Add("save"))
            .Add(p => p.SaveAndFinish, () => clicked.Add("finish")).Add(p => p.Cancel, () => clicked.Add("cancel")));

        foreach (var button in bar.FindAll("button"))
        {
            button.Click();
        }

        clicked.Should().Equal("review", "save", "finish", "cancel");
        bar.Render(parameters => parameters.Add(p => p.Enabled, false));
        bar.FindAll("button").Should().OnlyContain(button => button.HasAttribute("disabled"));
    }

    [Fact]
    public void ChipBar_SaysCountsAndWhichIsChosen()
    {
        var chosen = new List<Chip>();
        var bar = Render<ChipBar>(parameters => parameters
            .Add(p => p.Chips, [new ChipView(Chip.All, "All", 1204), new ChipView(Chip.Assigned, "Assigned", 0)])
            .Add(p => p.Selected, Chip.Assigned)
            .Add(p => p.Chosen, EventCallback.Factory.Create<Chip>(this, chosen.Add)));

        bar.FindAll("button").Select(chip => (chip.TextContent, chip.GetAttribute("aria-pressed"))).Should().Equal(("All 1,204", "false"), ("Assigned 0", "true"));
        bar.Find("[role=group]").GetAttribute("aria-label").Should().Be("Show");
        bar.FindAll("button")[0].Click();
        chosen.Should().Equal(Chip.All);
    }

    [Fact]
    public void ChipBar_BeforeThePageIsInteractive_IsDisabled()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        Render<ChipBar>(parameters => parameters.Add(p => p.Chips, [new ChipView(Chip.All, "All", 1)])).Find("button").HasAttribute("disabled").Should().BeTrue();
    }

    [Theory]
    [InlineData("Anna Meier", "mei ann", "<mark>Ann</mark>a <mark>Mei</mark>er")]
    [InlineData("José Müller", "muller", "José <mark>Müller</mark>")]
    [InlineData("Große Straße", "strasse", "Große <mark>Straße</mark>")]
    [InlineData("a <b>bold</b> & x", "bold", "a &lt;b&gt;<mark>bold</mark>&lt;/b&gt; &amp; x")]
    [InlineData("<b>", "<b>", "<mark>&lt;b&gt;</mark>")]
    [InlineData("billing", "", "billing")]
    [InlineData("billing", "nothing", "billing")]
    public void Marked_MarksTheHitsAndNothingElse(string text, string typed, string html)
    {
        var marked = Render<Marked>(parameters => parameters.Add(p => p.Text, text).Add(p => p.Query, SearchQuery.Parse(typed)));

        marked.Markup.Trim().Should().Be(html, "marking adds nothing between the parts, not even a space");
    }

    private static string Said(IRenderedComponent<ActionBar> bar) => string.Join(' ', bar.Find(".what").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private IRenderedComponent<ActionBar> Bar(PendingCount pending, params IReadOnlyList<ConsequenceLine> lines) =>
        Render<ActionBar>(parameters => parameters.Add(p => p.Pending, pending).Add(p => p.Lines, lines).Add(p => p.Enabled, true));
}
