using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class GroupSupportTests(BrowserFixture browser)
{
    private static readonly (string Name, string Content)[] Off =
        [.. SmallDesk.All.Where(file => file.Name != "settings.json"), ("settings.json", """{ "CustomerGroupSupport": false }""")];

    [ChromiumFact]
    public async Task EnableItHere_OpensTheSwitchAlreadyOnAsADraftAndSaysHowMany_DeployNowPutsItInForce()
    {
        await using var server = await ScreenDesk.StartAsync(Off);
        await using var visitor = await browser.OpenSignedInAsync(server);
        var screen = new RelationScreen(visitor);
        await screen.GoAsync("/customer-users-groups");
        await Expect(screen.Page.GetByText(
            "This feature is disabled! Just use this feature if you want to define group permissions for customer users.")).ToBeVisibleAsync();

        await Expect(screen.Page.GetByText("4 customer users are not restricted by groups now. Once it is enabled they need assignment.")).ToBeVisibleAsync();
        await screen.Button("Enable it here!").ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("CustomerGroupSupport");
        await Expect(screen.Switch("Default")).ToBeCheckedAsync();
        await Expect(screen.Page.GetByText("draft by boss")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByText("4 customer users need assignment. 1 of them has no group at all once it is on.")).ToBeVisibleAsync();
        await screen.Link("1 of them has no group at all once it is on.").ClickAsync();
        await Expect(screen.Item("Theo Papas")).ToBeVisibleAsync();
        await screen.Page.GoBackAsync();
        await screen.Button("Who has no group left (1)").ClickAsync();
        await Expect(screen.Link("Theo Papas")).ToBeVisibleAsync();
        server.Scalar("SELECT count(*) FROM setting WHERE name = 'CustomerGroupSupport' AND value LIKE '%true%'").Should().Be(0);
        await screen.Button("Deploy now").ClickAsync();

        await Expect(screen.Said).ToHaveTextAsync("CustomerGroupSupport is in force.");
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Back to Customer Users ↔ Groups" }).ClickAsync();
        await Expect(screen.List("Customer Users (4)")).ToBeVisibleAsync();
        server.Scalar("SELECT count(*) FROM setting_draft").Should().Be(0);
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

        await Expect(screen.Page).ToHaveURLAsync(new Regex("/customer-users-groups\\?show=no-group-at-all&prepare=1$"));
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

    [ChromiumFact]
    public async Task EnableItHere_WithSeveralBackEnds_ChoosesOneAndShowsWhatAFileFixes()
    {
        await using var server = await ScreenDesk.StartAsync(Off);
        server.Execute("INSERT INTO back_end (id, name) VALUES (2, 'Directory')");
        server.Execute("INSERT INTO back_end (id, name, file, position, group_support) VALUES (3, 'Partners', 'config/partners.json', 2, 0)");
        server.Execute("UPDATE customer_user SET back_end = 2 WHERE login = 'theo'");
        await using var visitor = await browser.OpenSignedInAsync(server);
        var screen = new RelationScreen(visitor);
        await screen.GoAsync("/customer-users-groups");

        await screen.Button("Enable it here!").ClickAsync();
        await Expect(screen.Switch("Partners")).Not.ToBeCheckedAsync();
        await Expect(screen.Switch("Partners")).ToBeDisabledAsync();
        await Expect(screen.Page.GetByText("fixed by config/partners.json")).ToBeVisibleAsync();
        await screen.Switch("Directory").ClickAsync();
        await screen.Button("Deploy now").ClickAsync();

        await Expect(screen.Said).ToHaveTextAsync("CustomerGroupSupport is in force.");
        server.Scalar("""SELECT count(*) FROM setting WHERE value = '{"Default":true,"Directory":false,"Partners":false}'""").Should().Be(1);
        await screen.GoAsync("/customer-users-groups");
        await Expect(screen.Page.GetByText("Group support is off for Directory, Partners (fixed by config/partners.json): 1 customer user there is not restricted.")).ToBeVisibleAsync();
        visitor.Complaints.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task Page_WhileAnotherAgentDeploys_TurnsIntoTheOverviewAtOnce()
    {
        await using var server = await ScreenDesk.StartAsync(Off);
        await using var visitor = await browser.OpenSignedInAsync(server);
        await using var other = await browser.OpenSignedInAsync(server, "ben");
        var (screen, bens) = (new RelationScreen(visitor), new RelationScreen(other));
        await bens.GoAsync("/customer-users-groups");
        await screen.GoAsync("/system-configuration/CustomerGroupSupport");

        await screen.Switch("Default").ClickAsync();
        await screen.Button("Deploy now").ClickAsync();

        await Expect(bens.List("Customer Users (4)")).ToBeVisibleAsync();
        await bens.Page.ReloadAsync();
        await Expect(bens.List("Customer Users (4)")).ToBeVisibleAsync();
    }
}
