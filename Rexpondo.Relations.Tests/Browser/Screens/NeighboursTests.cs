using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>What comparable modules get wrong, seen on the screens: here it cannot happen.</summary>
[Collection(BrowserCollection.Name)]
public sealed class NeighboursTests(BrowserFixture browser, CrowdDesk desk) : ScreenTests(browser, desk), IClassFixture<CrowdDesk>
{
    [ChromiumFact]
    public async Task NeighbourOne_SavingAGroupOf260AfterOneUntick_Removes1AndTouchesNoOther()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("full"));
        await Expect(screen.Page.GetByText("260 have access: 260 direct")).ToBeVisibleAsync();

        await screen.Cell("ro", "Person 005").ClickAsync();
        await screen.SaveAsync("1 withdrawn.");

        Server.GroupRows(group: "full").Should().Equal(Enumerable.Range(1, 260).Where(i => i != 5).Select(i => $"p{i:000} full ro"));
        Server.CellsOfLastSave().Should().Be(1);
        await Expect(screen.Row("Person 006")).ToContainTextAsync("by import,");
        await Expect(screen.Page.GetByText("259 have access: 259 direct")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task NeighbourTwo_SavingAPerson_KeepsRowsOfAlwaysGroupsAndOfGroupsNamedAlike()
    {
        await using var server = await ScreenDesk.StartAsync([.. SmallDesk.All]);
        await using var visitor = await Browser.OpenSignedInAsync(server);
        var screen = new RelationScreen(visitor);
        await screen.GoAsync(server.GroupsOf("jose"));

        await screen.Cell("ro", "reporting").ClickAsync();
        await screen.SaveAsync("1 permission granted.");

        server.GroupRows("jose").Should().Equal("jose ops rw", "jose reporting ro", "jose user ro", "jose users ro");
        server.CellsOfLastSave().Should().Be(1);
        visitor.Complaints.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task NeighbourThree_TwoAgentsOnOneMatrix_BothSurviveAndOnOneCellTheLaterWins()
    {
        var path = Server.PersonsOfGroup("shared");
        var boss = await OpenAsync(path);
        var ben = await OpenAsync(path, "ben");
        await boss.Cell("ro", "Person 001").ClickAsync();
        await ben.Cell("ro", "Person 002").ClickAsync();
        await ben.ExpectPendingAsync(1);

        await boss.SaveAsync("1 permission granted.");
        await Expect(ben.Cell("ro", "Person 001")).ToBeCheckedAsync();
        await ben.ExpectPendingAsync(1);
        await ben.SaveAsync("1 permission granted.");
        await Expect(boss.Cell("ro", "Person 002")).ToBeCheckedAsync();
        Server.GroupRows(group: "shared").Should().Equal("p001 shared ro", "p002 shared ro");

        await ben.Cell("ro", "Person 001").ClickAsync();
        await ben.SaveAsync("1 withdrawn.");
        await Expect(boss.Cell("ro", "Person 001")).Not.ToBeCheckedAsync();
        await boss.ExpectPendingAsync(0);
        await boss.Cell("ro", "Person 001").ClickAsync();
        await boss.SaveAsync("1 permission granted.");
        await Expect(ben.Cell("ro", "Person 001")).ToBeCheckedAsync();
    }

    [ChromiumFact]
    public async Task NeighbourFour_HeaderRwOnThenOff_GrantsNothing()
    {
        var before = Server.GroupRows(group: "toggle");
        var screen = await OpenAsync(Server.PersonsOfGroup("toggle") + "?search=person 1");
        var revision = Server.Revision();
        await Expect(screen.Header("rw")).ToHaveAccessibleNameAsync(new Regex("^rw, all [0-9]+ shown"));
        await Expect(screen.Header("rw")).Not.ToBeCheckedAsync();

        await screen.Header("rw").ClickAsync();
        await Expect(screen.Changes).ToContainTextAsync("unsaved changes");
        await screen.Header("rw").ClickAsync();
        await screen.ExpectPendingAsync(0);
        await screen.SaveAsync("Nothing changed.");

        Server.GroupRows(group: "toggle").Should().Equal(before);
        Server.Revision().Should().Be(revision);
    }

    [ChromiumFact]
    public async Task NeighbourFive_LoginInOtherLetterCase_OpensTheSameMatrixWithTheTicks()
    {
        var screen = await OpenAsync("/customer-users-groups?login=P007");

        await Expect(screen.Page).ToHaveURLAsync(new Uri(Server.Address, Server.GroupsOf("p007")).ToString());
        await Expect(screen.Title).ToContainTextAsync("Person 007");
        await Expect(screen.Cell("ro", "full")).ToBeCheckedAsync();
    }

    [ChromiumFact]
    public async Task NeighbourTen_Pasting_SearchesAtOnce()
    {
        var screen = await OpenAsync("/customer-users-groups?search=person 4");
        await screen.Search.FocusAsync();
        await screen.Page.Keyboard.PressAsync("Control+a");
        await screen.Page.Keyboard.PressAsync("Control+x");
        await Expect(screen.List("Customer Users (412)")).ToBeVisibleAsync();

        await screen.GroupFilter.FocusAsync();
        await screen.Page.Keyboard.PressAsync("Control+v");

        await Expect(screen.GroupFilter).ToHaveValueAsync("person 4");
        await Expect(screen.List("Groups (0 of 12)")).ToBeVisibleAsync();
    }

    [ChromiumTheory]
    [InlineData("!")]
    [InlineData("_")]
    [InlineData("%")]
    [InlineData("'")]
    public async Task NeighbourTen_OtherSigns_AreThemselves(string sign)
    {
        var screen = await OpenAsync("/customer-users-groups");

        await screen.Search.FillAsync(sign);

        await Expect(screen.List("Customer Users (0 of 412)")).ToBeVisibleAsync();
    }
}
