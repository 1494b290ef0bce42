using Bunit;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Web.Components.Matrix;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Components;

public sealed class OverviewListTests : ScreenContext
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnotherColumn_IsDrawn_WhetherOrNotTheScriptIsThere(bool scriptIsThere)
    {
        Desk.Group("billing");
        Desk.Group("ops");
        if (!scriptIsThere)
        {
            Script.SetupVoid("position", _ => true); // never answers
        }

        var list = Render<OverviewList>(parameters => parameters
            .Add(p => p.Column, Groups("bill"))
            .Add(p => p.Words, RowWords.Groups)
            .Add(p => p.Href, id => $"/groups/{id}")
            .Add(p => p.Right, _ => "")
            .Add(p => p.FirstRow, 0));
        list.WaitForAssertion(() => list.FindAll("li a").Select(link => link.TextContent).Should().Equal("billing"));

        list.Render(parameters => parameters.Add(p => p.Column, Groups("")));

        list.WaitForAssertion(() => list.FindAll("li a").Select(link => link.TextContent).Should().Equal("billing", "ops"));
    }

    [Fact]
    public void Row_OfAnyName_IsolatesItAndItsDetail()
    {
        Desk.CustomerUser("rtl1", "\u05D0", "\u05D1", "a@b.example");
        Desk.CustomerUser("am1", "Anna", "Meier");
        Desk.CustomerUser("am2", "Anna", "Meier");
        var rows = Screens.Reader.Rows(RelationSide.CustomerUser).Rows;

        var list = Render<OverviewList>(parameters => parameters
            .Add(p => p.Column, new OverviewColumn(rows, IdSet.Of(rows.Space.Order), ""))
            .Add(p => p.Words, RowWords.CustomerUsers)
            .Add(p => p.Href, id => $"/x/{id}")
            .Add(p => p.Right, _ => ""));

        list.WaitForAssertion(() => list.FindAll("li .nm > * > bdi").Select(name => name.TextContent)
            .Should().Equal("Anna Meier (am1)", "Anna Meier (am2)", "\u05D0 \u05D1", "<a@b.example>"));
        list.FindAll("li a").Select(link => link.GetAttribute("title")).Should().Equal("Anna Meier (am1)", "Anna Meier (am2)", "\u2068\u05D0 \u05D1\u2069");
    }

    [Fact]
    public void Row_OfATree_IsCalledByItsWholePath()
    {
        Desk.Service("Network::Setup");
        var rows = Screens.Reader.Rows(RelationSide.Service).Rows;

        var list = Render<OverviewList>(parameters => parameters
            .Add(p => p.Column, new OverviewColumn(rows, IdSet.Of(rows.Space.Order), ""))
            .Add(p => p.Words, RowWords.Services)
            .Add(p => p.Href, id => $"/services/{id}")
            .Add(p => p.Right, _ => ""));

        list.WaitForAssertion(() => list.FindAll("li a").Select(link => (link.TextContent, link.GetAttribute("title"), link.GetAttribute("aria-label")))
            .Should().EndWith(("Setup", "Network::Setup", "Network::Setup")));
    }

    private OverviewColumn Groups(string typed)
    {
        var rows = Screens.Reader.Rows(RelationSide.Group).Rows;
        return new OverviewColumn(rows, IdSet.Of(rows.Space.Order), typed);
    }
}
