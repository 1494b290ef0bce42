using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Tests.State;
using Rexpondo.Relations.Web.Components.Matrix;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Components;

public sealed class RelationMatrixTests : ScreenContext
{
    private int edits;

    [Fact]
    public void Matrix_DrawsEveryRowWithItsBoxes()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        Desk.Group("ops");
        Desk.Relate(anna, billing, PermissionSet.Rw);

        var matrix = Draw(Screens.Open(MatrixId.GroupsOf(anna)));

        matrix.FindAll("tbody tr").Select(row => row.QuerySelector("a")!.TextContent).Should().Equal("billing", "ops");
        matrix.Find("th.name").TextContent.Should().Be("Groups (2)");
        matrix.FindAll("thead input").Select(box => box.GetAttribute("aria-label")).Should().Equal("ro, all 2 shown", "rw, all 2 shown");
        Box(matrix, "rw, billing").HasAttribute("checked").Should().BeTrue();
        Box(matrix, "ro, billing").HasAttribute("checked").Should().BeTrue();
        Box(matrix, "ro, billing").HasAttribute("disabled").Should().BeTrue();
        Box(matrix, "rw, ops").HasAttribute("checked").Should().BeFalse();
        matrix.Find("tbody a").GetAttribute("href").Should().Be($"/groups/{billing.Value}");
        matrix.Find(".scroll").GetAttribute("aria-label").Should().Be("Groups");
    }

    [Fact]
    public void Click_ReachesTheStateAndIsDrawn()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        var state = Screens.Open(MatrixId.GroupsOf(anna));
        var matrix = Draw(state);

        Box(matrix, "rw, billing").Change(true);

        state.Pending.Granted.Should().Be(1);
        edits.Should().Be(1);
        Box(matrix, "rw, billing").HasAttribute("checked").Should().BeTrue();
        Box(matrix, "ro, billing").HasAttribute("disabled").Should().BeTrue();
        Box(matrix, "rw, billing").Closest("td")!.ClassName.Should().Be("k g");
        matrix.Find("tbody tr").ClassName.Should().Be("chg");
        matrix.Find("td.why").TextContent.Should().Contain("none → rw");
        matrix.Find("thead input[aria-label^='rw']").HasAttribute("checked").Should().BeTrue("the one row is all rows");

        Box(matrix, "rw, billing").Change(false);
        state.Pending.Total.Should().Be(0);
        matrix.Find("tbody tr").ClassName.Should().BeNullOrEmpty();
    }

    [Fact]
    public void Click_ThatIsRefused_SnapsBack()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        var state = Screens.Open(MatrixId.GroupsOf(anna));
        var matrix = Draw(state);
        var cell = matrix.FindComponents<MatrixCell>().Single(component => component.Instance.View.Name == "ro, billing");
        state.Tick(billing.Value, "rw"); // the browser does not know yet
        var drawn = cell.RenderCount;

        cell.Find("input").Change(true);

        state.Edits.Column(anna.Value, 0).IsEmpty.Should().BeTrue();
        cell.RenderCount.Should().BeGreaterThan(drawn);
        cell.Find("input").HasAttribute("disabled").Should().BeTrue();
    }

    [Fact]
    public void Click_OnOneBox_DrawsNoOtherRow()
    {
        var anna = Desk.CustomerUser();
        var billing = Desk.Group();
        Desk.Group("ops");
        var matrix = Draw(Screens.Open(MatrixId.GroupsOf(anna)));
        var rows = matrix.FindComponents<MatrixRowView>();

        Box(matrix, "ro, billing").Change(true);

        rows.Single(row => row.Instance.Row.Name.Id != billing.Value).RenderCount.Should().Be(1);
    }

    [Fact]
    public void ClickHeader_TicksAllThatMatch()
    {
        var anna = Desk.CustomerUser();
        Desk.Group();
        Desk.Group("ops");
        var state = Screens.Open(MatrixId.GroupsOf(anna));
        var matrix = Draw(state);

        matrix.Find("thead input[aria-label^='ro']").Change(true);

        matrix.FindAll("tbody input[aria-label^='ro']").Should().OnlyContain(box => box.HasAttribute("checked"));
        state.Pending.Granted.Should().Be(2);
        edits.Should().Be(1);
    }

    [Fact]
    public void KeepRo_TicksRo()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        Desk.Relate(anna, billing, PermissionSet.Rw);
        var state = Screens.Open(MatrixId.GroupsOf(anna));
        var matrix = Draw(state);
        Box(matrix, "rw, billing").Change(false);

        matrix.Find("td.why button").Click();

        state.Ticked("ro").Should().Equal(billing.Value);
        matrix.Find("td.why").TextContent.Should().Contain("rw → ro");
        matrix.FindAll(".why button").Should().BeEmpty();
    }

    [Fact]
    public async Task ClickRange_OfTheBrowser_ReachesTheState()
    {
        var anna = Desk.CustomerUser();
        var groups = new[] { "a", "b", "c" }.Select(name => Desk.Group(name).Value).ToList();
        var state = Screens.Open(MatrixId.GroupsOf(anna));
        var matrix = Draw(state);
        Box(matrix, "ro, a").Change(true);

        await matrix.InvokeAsync(() => matrix.Instance.ClickRangeAsync(groups[2], 0, true));

        state.Ticked("ro").Should().Equal(groups);
        edits.Should().Be(2);
    }

    [Fact]
    public void Filter_OfAShortList_HidesRowsAndKeepsThemDrawn()
    {
        var anna = Desk.CustomerUser();
        Desk.Group();
        Desk.Group("ops");
        var state = Screens.Open(MatrixId.GroupsOf(anna));
        var matrix = Draw(state);
        var rows = matrix.FindComponents<MatrixRowView>();

        state.Search("ops");
        Again(matrix);

        matrix.FindAll("tbody tr").Select(row => row.HasAttribute("hidden")).Should().Equal(true, false);
        matrix.Find("th.name").TextContent.Should().Be("Groups (1 of 2)");
        rows[1].RenderCount.Should().Be(1);
        state.Search("nothing");
        Again(matrix);
        matrix.Find(".empty").TextContent.Should().Be("No matches found.");
        matrix.FindAll("thead input").Should().OnlyContain(box => box.HasAttribute("disabled"));
        state.Search("");
        Again(matrix);
        matrix.FindAll("tbody tr[hidden]").Should().BeEmpty();
    }

    [Fact]
    public void Refresh_AfterARename_MovesNoRow()
    {
        var anna = Desk.CustomerUser();
        var (billing, ops) = (Desk.Group(), Desk.Group("ops"));
        var state = Screens.Open(MatrixId.GroupsOf(anna));
        var matrix = Draw(state);

        Desk.Change("UPDATE permission_group SET name = 'zebra' WHERE id = $id", ("$id", billing.Value));
        state.Refresh();
        Again(matrix);

        matrix.FindAll("tbody tr").Select(row => row.GetAttribute("data-id")).Should().Equal($"{billing.Value}", $"{ops.Value}");
        matrix.Find("tbody a").TextContent.Should().Be("zebra");
        state.Search("");
        Again(matrix);
        matrix.FindAll("tbody a").Select(link => link.TextContent).Should().Equal("ops", "zebra");
    }

    [Fact]
    public void Tree_ShowsContextRowsAsSuch()
    {
        var anna = Desk.CustomerUser();
        var network = Desk.Service("Network");
        Desk.Service("Network::Setup", network);
        var state = Screens.Open(MatrixId.ServicesOf(anna));
        state.Search("setup");

        var matrix = Draw(state, RowWords.Services, new PersonServicesWhy());

        matrix.FindAll("tbody tr").Select(row => row.ClassName).Should().Equal("ctx", "l1");
        matrix.FindAll("tbody a").Select(link => (link.TextContent, link.GetAttribute("title"))).Should().Equal(("Network", "Network"), ("Setup", "Network::Setup"));
        matrix.Find("th.name").TextContent.Should().Be("Services (1 of 2)");
        matrix.FindAll("tbody input")[1].GetAttribute("aria-label").Should().Be("active, Network::Setup");
    }

    [Fact]
    public void Auditor_HasOnlyDisabledBoxes()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        Desk.Relate(anna, billing, PermissionSet.Rw);

        var matrix = Draw(Screens.Open(MatrixId.GroupsOf(anna), mayEdit: false));

        matrix.FindAll("input").Should().HaveCount(4).And.OnlyContain(box => box.HasAttribute("disabled"));
    }

    [Fact]
    public void Matrix_BeforeThePageIsInteractive_HasOnlyDisabledBoxes()
    {
        var anna = Desk.CustomerUser();
        Desk.Group();

        var matrix = Draw(Screens.Open(MatrixId.GroupsOf(anna)), enabled: false);

        matrix.FindAll("input").Should().HaveCount(4).And.OnlyContain(box => box.HasAttribute("disabled"));
        Script.Invocations.Should().BeEmpty();
    }

    [Fact]
    public void Matrix_WithoutAnyRow_SaysSo()
    {
        var matrix = Draw(Screens.Open(MatrixId.GroupsOf(Desk.CustomerUser())));

        matrix.Find(".empty").TextContent.Should().Be("No data found.");
    }

    [Theory]
    [InlineData(RelationMatrix.DrawAllUpTo, false)]
    [InlineData(RelationMatrix.DrawAllUpTo + 1, true)]
    public void LongList_IsVirtual(int persons, bool isVirtual)
    {
        Desk.CustomerUsers(persons);

        var matrix = Draw(Screens.Open(MatrixId.CustomerUsersOf(Desk.Group())), RowWords.CustomerUsers);

        matrix.FindComponents<Virtualize<MatrixItem>>().Should().HaveCount(isVirtual ? 1 : 0);
        matrix.Find("table").GetAttribute("aria-rowcount").Should().Be(isVirtual ? $"{persons + 1}" : null);
        matrix.FindAll("tbody tr[aria-rowindex]").Count.Should().Be(isVirtual ? matrix.FindAll("tbody tr[data-id]").Count : 0);
        matrix.FindAll("tbody tr[data-id]").Should().NotBeEmpty();
        if (isVirtual)
        {
            matrix.Find("tbody tr[data-id]").GetAttribute("aria-rowindex").Should().Be("2", "the head is the first row of the table");
        }
    }

    [Fact]
    public void LongList_AfterASearch_ShowsWhatMatches()
    {
        Desk.CustomerUsers(400);
        var zoe = Desk.CustomerUser("zoe", "Zoe", "Zander");
        var state = Screens.Open(MatrixId.CustomerUsersOf(Desk.Group()));
        var matrix = Draw(state, RowWords.CustomerUsers);

        state.Search("zoe");
        Again(matrix);

        matrix.WaitForAssertion(() => matrix.FindAll("tbody tr[data-id]").Select(row => row.GetAttribute("data-id")).Should().Equal($"{zoe.Value}"));
        matrix.Find("table").GetAttribute("aria-rowcount").Should().Be("2");
        state.Search("nobody");
        Again(matrix);
        matrix.Find(".empty").TextContent.Should().Be("No matches found.");
    }

    [Fact]
    public void LongList_WithoutAnyMatch_KeepsItsHeadAndSaysWhyTheHeaderDoesNothing()
    {
        Desk.CustomerUsers(301);
        var state = Screens.Open(MatrixId.CustomerUsersOf(Desk.Group()));
        var matrix = Draw(state, RowWords.CustomerUsers);

        state.Search("nobody at all");
        Again(matrix);

        matrix.Find("th.name").TextContent.Should().Be("Customer Users (0 of 301)");
        matrix.Find("p.empty").TextContent.Should().Be("No matches found.");
        var header = matrix.Find("thead input[aria-label='rw, all 0 shown']");
        header.HasAttribute("disabled").Should().BeTrue();
        matrix.Find($"#{header.GetAttribute("aria-describedby")}").TextContent.Should().Be("No row matches.");
        matrix.FindAll("tbody tr[data-id]").Should().BeEmpty();
    }

    [Fact]
    public void LongList_SearchedBeforeTheScriptIsThere_ShowsWhatMatches()
    {
        Desk.CustomerUsers(400);
        var zoe = Desk.CustomerUser("zoe", "Zoe", "Zander");
        var state = Screens.Open(MatrixId.CustomerUsersOf(Desk.Group()));
        Script.SetupVoid("ranges", _ => true); // never answers
        var matrix = Draw(state, RowWords.CustomerUsers);

        state.Search("zoe");
        Again(matrix);

        matrix.WaitForAssertion(() => matrix.FindAll("tbody tr[data-id]").Select(row => row.GetAttribute("data-id")).Should().Equal($"{zoe.Value}"));
    }

    private static IElement Box(IRenderedComponent<RelationMatrix> matrix, string name) => matrix.Find($"tbody input[aria-label='{name}']");

    private static void Again(IRenderedComponent<RelationMatrix> matrix) => matrix.Render(parameters => parameters.Add(p => p.Enabled, true));

    private IRenderedComponent<RelationMatrix> Draw(MatrixState state, RowWords? words = null, IWhyWriter? why = null, bool enabled = true) =>
        Render<RelationMatrix>(parameters => parameters
            .Add(p => p.State, state)
            .Add(p => p.Words, words ?? RowWords.Groups)
            .Add(p => p.Why, why ?? new GroupWhy())
            .Add(p => p.Enabled, enabled)
            .Add(p => p.Edited, () => edits++));
}
