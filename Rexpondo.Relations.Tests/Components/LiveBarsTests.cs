using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Forms;
using Rexpondo.Relations.Web.Components.Matrix;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Components;

/// <summary>The reason on the action bars, what they say while the line is lost, and the line of who else is here.</summary>
public sealed class LiveBarsTests : ScreenContext
{
    private PresenceBoard Board => Services.GetRequiredService<PresenceBoard>();

    [Fact]
    public void Reason_IsThereWhileSomethingIsUnsaved()
    {
        var bar = Render<FormBar>(parameters => parameters.Add(p => p.Changes, 0));
        bar.FindAll(".reason").Should().BeEmpty();

        bar.Render(parameters => parameters.Add(p => p.Changes, 1));

        bar.Find("label").TextContent.Should().Be("Reason (optional)");
        bar.Find("label").GetAttribute("for").Should().Be(bar.Find("input").Id);
    }

    [Fact]
    public void Reason_WhileTyping_IsNeverWrittenBack_AndAnEmptyBoxOnceItIsSaved()
    {
        var reason = "";
        var bar = Render<ActionBar>(parameters => parameters
            .Add(p => p.Pending, new PendingCount(1, 0)).Add(p => p.Reason, reason).Add(p => p.ReasonTyped, text => reason = text));

        bar.Find(".reason input").Input("because");
        bar.Render(parameters => parameters.Add(p => p.Reason, reason));
        reason.Should().Be("because");
        bar.Find(".reason input").GetAttribute("value").Should().BeEmpty("the text is the browser's");

        bar.Render(parameters => parameters.Add(p => p.Pending, default));
        bar.Render(parameters => parameters.Add(p => p.Pending, new PendingCount(1, 0)));
        bar.Find(".reason input").GetAttribute("value").Should().Be("because", "the box is there again with what was typed");
        bar.Render(parameters => parameters.Add(p => p.Reason, ""));
        bar.Find(".reason input").GetAttribute("value").Should().BeEmpty();
    }

    [Fact]
    public void Reason_TypedInAnotherTab_IsWrittenIntoTheBoxThatHasTheFocus()
    {
        var bar = Render<FormBar>(parameters => parameters.Add(p => p.Changes, 1).Add(p => p.Reason, ""));
        var id = bar.Find(".reason input").Id;
        bar.Find(".reason input").Input("becau");

        bar.Render(parameters => parameters.Add(p => p.Reason, "because"));

        bar.Find(".reason input").Id.Should().Be(id);
        Forms.Invocations.Where(call => call.Identifier == "write").Select(call => call.Arguments[1]).Should().Equal("because");
    }

    [Fact]
    public void Reason_ThatIsTooLong_IsToldAndKept()
    {
        var box = Render<ReasonBox>();

        box.Find("input").Input(new string('x', RelationEditor.MaxReasonLength + 3));

        box.Find("input").GetAttribute("aria-invalid").Should().Be("true");
        box.Find("input").HasAttribute("maxlength").Should().BeFalse("what is pasted is not cut off unseen");
        box.Find("[role=status]").TextContent.Should().Be("1,003 of at most 1,000 characters");
        box.Find("[role=status]").Id.Should().Be(box.Find("input").GetAttribute("aria-describedby"));
    }

    [Theory]
    [InlineData(0, "Connection lost, trying again …")]
    [InlineData(1, "Connection lost, trying again … Your 1 change is kept.")]
    [InlineData(4, "Connection lost, trying again … Your 4 changes are kept.")]
    public void Bars_CarryWhatTheBrowserSaysWhileTheLineIsLost(int changes, string expected)
    {
        Render<FormBar>(parameters => parameters.Add(p => p.Changes, changes)).Find(".act").GetAttribute("data-lost").Should().Be(expected);
        Render<ActionBar>(parameters => parameters.Add(p => p.Pending, new PendingCount(changes, 0))).Find(".act").GetAttribute("data-lost").Should().Be(expected);
    }

    [Fact]
    public void Cancel_WhileManyCellsAreSaved_StopsTheSave()
    {
        var (stopped, cancelled) = (0, 0);
        var bar = Render<ActionBar>(parameters => parameters
            .Add(p => p.Pending, new PendingCount(150_000, 0)).Add(p => p.Enabled, false)
            .Add(p => p.Stop, () => { stopped++; }).Add(p => p.Cancel, () => { cancelled++; }));
        bar.FindAll(".btns button").Should().OnlyContain(button => button.HasAttribute("disabled"));

        bar.Render(parameters => parameters.Add(p => p.Progress, new SaveProgress(40_000, 150_000)));

        bar.Find("[role=status]").TextContent.Should().StartWith("40,000 of 150,000 cells are written.");
        bar.FindAll(".btns button").Where(button => !button.HasAttribute("disabled")).Should().ContainSingle().Which.TextContent.Should().Be("Cancel");
        bar.FindAll(".btns button")[2].Click();
        (stopped, cancelled).Should().Be((1, 0));
    }

    [Fact]
    public void Presence_FollowsWhoComesAndGoes_AndLeavesWithItsPage()
    {
        var line = Render<CascadingValue<CurrentAgent>>(parameters => parameters
            .Add(p => p.Value, new CurrentAgent(new AgentId(1), "boss", AgentRole.Admin, "s", "1"))
            .AddChildContent<PresenceLine>(child => child.Add(p => p.Side, RelationSide.Group).Add(p => p.Id, 7).Add(p => p.HasUnsaved, true)))
            .FindComponent<PresenceLine>();
        line.Find(".presence").TextContent.Should().BeEmpty();
        line.Find(".presence").GetAttribute("role").Should().Be("status");

        var ben = Board.Attend(PresencePlace.Of(RelationSide.Group, 7), new AgentId(2), "ben", () => { });

        line.WaitForAssertion(() => line.Find(".presence").TextContent.Should().Be("ben has this open"));
        ben.Others().Should().Equal(new Attendee("boss", true));
        line.Render(parameters => parameters.Add(p => p.Id, 8));
        line.Find(".presence").TextContent.Should().BeEmpty();
        ben.Others().Should().BeEmpty();
        ben.Dispose();
        line.Instance.Dispose();
        Board.Count.Should().Be(0);
    }
}
