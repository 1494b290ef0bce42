using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class GroupSupportTests(BrowserFixture browser)
{
    private static readonly (string Name, string Content)[] Off =
        [.. SmallDesk.All.Where(file => file.Name != "settings.json"), ("settings.json", """{ "CustomerGroupSupport": false }""")];

    [ChromiumFact]
    public async Task EnableItHere_AsksSaysHowManyAndSwitchesOn()
    {
        await using var server = await ScreenDesk.StartAsync(Off);
        await using var visitor = await browser.OpenSignedInAsync(server);
        var screen = new RelationScreen(visitor);
        await screen.GoAsync("/customer-users-groups");
        await Expect(screen.Page.GetByText(
            "This feature is disabled! Just use this feature if you want to define group permissions for customer users.")).ToBeVisibleAsync();

        await screen.Button("Enable it here!").ClickAsync();
        await Expect(screen.Dialog).ToContainTextAsync("1 of 4 customer users would have no group at all.");
        await screen.AnswerAsync("Back");
        await Expect(screen.Dialog).ToHaveCountAsync(0);
        server.Scalar("SELECT count(*) FROM setting WHERE name = 'CustomerGroupSupport' AND value LIKE '%true%'").Should().Be(0);
        await screen.Button("Enable it here!").ClickAsync();
        await screen.AnswerAsync("Enable");

        await Expect(screen.List("Customer Users (4)")).ToBeVisibleAsync();
        await Expect(screen.Said).ToHaveTextAsync("Group support is on.");
        await screen.Page.ReloadAsync();
        await Expect(screen.List("Customer Users (4)")).ToBeVisibleAsync();
        visitor.Complaints.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task PrepareAssignmentsFirst_WorksWhileNothingIsInForce()
    {
        await using var server = await ScreenDesk.StartAsync(Off);
        await using var visitor = await browser.OpenSignedInAsync(server);
        var screen = new RelationScreen(visitor);
        await screen.GoAsync("/customer-users-groups");

        await screen.Button("Prepare assignments first").ClickAsync();
        await Expect(screen.Page.GetByText("Not in force yet: group support is off")).ToBeVisibleAsync();
        await screen.Page.GetByText("1 of 4 customer users would have no group at all").ClickAsync();
        await Expect(screen.List("Customer Users (1)")).ToBeVisibleAsync();
        await screen.Link("Theo Papas").ClickAsync();
        await Expect(screen.Page.GetByText("Not in force yet: group support is off")).ToBeVisibleAsync();
        await Expect(screen.Row("ops")).ToContainTextAsync("group support off");
        await screen.Cell("ro", "ops").ClickAsync();
        await screen.SaveAsync("1 permission granted.");
        await screen.SaveAndFinish.ClickAsync();

        await Expect(screen.Page).ToHaveURLAsync(new Regex("/customer-users-groups\\?show=without-group&prepare=1$"));
        await Expect(screen.Page.GetByText("0 of 4 customer users would have no group at all")).ToBeVisibleAsync();
        server.GroupRows("theo").Should().Equal("theo ops ro");
        visitor.Complaints.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task Page_ForAnAuditor_ShowsTheNumbersAndNoSwitch()
    {
        await using var server = await ScreenDesk.StartAsync(Off);
        await using var visitor = await browser.OpenSignedInAsync(server, "audrey", Core.AgentRole.Auditor);
        var screen = new RelationScreen(visitor);
        await screen.GoAsync("/customer-users-groups");

        await Expect(screen.Page.GetByText("4 customer users are not restricted by groups now.")).ToBeVisibleAsync();
        await Expect(screen.Button("Enable it here!")).ToHaveCountAsync(0);
    }
}
