using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Rexpondo.Relations.Core;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class OverviewTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumFact]
    public async Task Groups_WhileTyping_ListsMatchesWithExactTotalsAndMarks()
    {
        var screen = await OpenAsync("/customer-users-groups");
        await Expect(screen.List("Customer Users (4)")).ToBeVisibleAsync();
        await Expect(screen.List("Groups (6)")).ToBeVisibleAsync();

        await screen.Search.PressSequentiallyAsync("meier ann");
        await Expect(screen.List("Customer Users (1 of 4)")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByText("1 of 4 customer users match")).ToBeVisibleAsync();
        await Expect(screen.Link("Anna Meier").Locator("mark")).ToHaveTextAsync(["Ann", "Meier"]);

        await screen.Search.FillAsync("jose nunez");
        await Expect(screen.Link("José Núñez")).ToBeVisibleAsync();
        await screen.Search.FillAsync("zzz");
        await Expect(screen.Page.GetByText("No matches found.")).ToBeVisibleAsync();
        await Expect(screen.List("Groups (6)")).ToBeVisibleAsync();

        await screen.GroupFilter.PressSequentiallyAsync("rep");
        await Expect(screen.List("Groups (1 of 6)")).ToBeVisibleAsync();
        await Expect(screen.Link("reporting")).ToBeVisibleAsync();
        await Expect(screen.Page).ToHaveURLAsync(new Uri(Server.Address, "/customer-users-groups?search=zzz&filter=rep").ToString());
    }

    [ChromiumFact]
    public async Task Groups_Rows_SayHowMany()
    {
        var screen = await OpenAsync("/customer-users-groups");

        await Expect(screen.Item("Anna Meier")).ToContainTextAsync("2 groups");
        await Expect(screen.Item("Carla Vogel")).ToContainTextAsync("1 group");
        await Expect(screen.Item("Theo Papas")).ToContainTextAsync("no group");
        await Expect(screen.Item("billing")).ToContainTextAsync("1 direct");
        await Expect(screen.Item("reporting")).ToContainTextAsync("2 via customer");
        await Expect(screen.Item("admins")).ToContainTextAsync("nobody");
        await Expect(screen.Item("users")).ToContainTextAsync("everybody");
    }

    [ChromiumFact]
    public async Task Groups_UnderTheColumns_NamesTheDefaultGroups()
    {
        var screen = await OpenAsync("/customer-users-groups");

        await Expect(screen.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(new Regex(@"Customer user default groups:\s+users\. Everybody has them"));
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Edit customer user default groups" }).ClickAsync();

        await Expect(screen.Title).ToHaveTextAsync("CustomerGroupAlwaysGroups");
    }

    [ChromiumFact]
    public async Task Groups_Chips_SelectThoseWithoutGroupAndTheInvalidStillAssigned()
    {
        var screen = await OpenAsync("/customer-users-groups");

        await screen.Chip("Without any group").ClickAsync();
        await Expect(screen.List("Customer Users (1)")).ToBeVisibleAsync();
        await Expect(screen.Link("Theo Papas")).ToBeVisibleAsync();
        await Expect(screen.Page).ToHaveURLAsync(new Uri(Server.Address, "/customer-users-groups?show=without-group").ToString());

        await screen.Chip("Invalid, still assigned").ClickAsync();
        await Expect(screen.Link("Ines Alt")).ToBeVisibleAsync();
        await Expect(screen.Link("old")).ToBeVisibleAsync();
        await Expect(screen.List("Groups (1)")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Services_Tree_KeepsAncestorsOfAHitAndDoesNotCountThem()
    {
        var screen = await OpenAsync("/customer-users-services");
        await Expect(screen.List("Services (5)")).ToBeVisibleAsync();

        await screen.ServiceFilter.PressSequentiallyAsync("vpn");

        await Expect(screen.List("Services (1 of 5)")).ToBeVisibleAsync();
        await Expect(screen.Link("Network")).ToBeVisibleAsync();
        await Expect(screen.Link("Network::VPN")).ToBeVisibleAsync();
        await Expect(screen.Link("Mail")).ToBeHiddenAsync();
    }

    [ChromiumFact]
    public async Task Services_Rows_SayWhetherDefaultServicesApplyAndHowMany()
    {
        var screen = await OpenAsync("/customer-users-services");

        await Expect(screen.Item("Anna Meier")).ToContainTextAsync("default services apply");
        await Expect(screen.Item("Theo Papas")).ToContainTextAsync("default services apply");
        await Expect(screen.Item("Carla Vogel")).ToContainTextAsync("1 specific service");
        await Expect(screen.Item("Network::VPN")).ToContainTextAsync("1 customer user");
        await Expect(screen.Item("Mail")).ToContainTextAsync("default · nobody");

        await screen.Chip("On default services").ClickAsync();
        await Expect(screen.List("Customer Users (3)")).ToBeVisibleAsync();
        await Expect(screen.Link("Carla Vogel")).ToBeHiddenAsync();
    }

    [ChromiumFact]
    public async Task Overview_AfterReload_HasTheSameSearchFilterAndChip()
    {
        var screen = await OpenAsync("/customer-users-services?search=theo&filter=mail&show=on-defaults");

        await screen.Page.ReloadAsync();
        await screen.Visitor.InteractiveAsync();

        await Expect(screen.Search).ToHaveValueAsync("theo");
        await Expect(screen.ServiceFilter).ToHaveValueAsync("mail");
        await Expect(screen.Chip("On default services")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(screen.List("Customer Users (1 of 3)")).ToBeVisibleAsync();
        await Expect(screen.List("Services (2 of 5)")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Page_WhenGoneTo_HasTheFocusOnItsHeading()
    {
        var screen = await OpenAsync("/customer-users-groups");

        await screen.Link("billing").ClickAsync();

        await Expect(screen.Title).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task List_ThatOthersChanged_OffersTheNewOne_WithoutMovingAnything_AndKeepsTheFocusOnThePage()
    {
        await using var server = await ScreenDesk.StartAsync([.. SmallDesk.All]);
        await using var visitor = await Browser.OpenSignedInAsync(server);
        await using var other = await Browser.OpenSignedInAsync(server, "ben", AgentRole.Admin, new());
        var screen = new RelationScreen(visitor);
        await screen.GoAsync("/groups");
        var hint = screen.Page.GetByRole(AriaRole.Heading, new() { Name = "Hint" });
        var place = await hint.BoundingBoxAsync();
        var ben = new RelationScreen(other);
        await ben.GoAsync($"/groups/{server.Group("reporting")}");
        await ben.Field("Name").FillAsync("aaa");
        await ben.StoreAsync();

        await Expect(screen.Link("aaa")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "The list has changed." })).ToBeVisibleAsync();
        (await hint.BoundingBoxAsync()).Should().BeEquivalentTo(place);
        await screen.Button("The list has changed. Show it anew").ClickAsync();

        await Expect(screen.Title).ToBeFocusedAsync();
        await Expect(screen.Page.Locator(".outdated button")).ToHaveCountAsync(0);
        (await hint.BoundingBoxAsync()).Should().BeEquivalentTo(place);
        visitor.Complaints.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task Overview_OfADeskJustSetUp_SaysTooWhatARelationNeeds()
    {
        await using var server = await ScreenDesk.StartAsync(("settings.json", """{ "CustomerGroupSupport": false }"""));
        await using var visitor = await Browser.OpenSignedInAsync(server);
        await visitor.GoAsync("/customer-users-groups");

        var main = visitor.Page.GetByRole(AriaRole.Main);
        await Expect(main.GetByText("This feature is disabled!")).ToBeVisibleAsync();
        await Expect(main.GetByText("A relation needs at least one customer user and one group.")).ToBeVisibleAsync();
        await Expect(main.GetByRole(AriaRole.Link)).ToContainTextAsync(["Users, Groups & Roles", "Add customer user", "Add group", "Import files", "0 of 0 customer users"]);
        visitor.Complaints.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task Overview_WithoutAnybody_SaysWhatARelationNeeds()
    {
        await using var server = await ScreenDesk.StartAsync(("settings.json", """{ "CustomerGroupSupport": true }"""));
        await using var visitor = await Browser.OpenSignedInAsync(server);
        await visitor.GoAsync("/customer-users-groups");

        await Expect(visitor.Page.GetByText("A relation needs at least one customer user and one group.")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText("No data found.")).ToHaveCountAsync(2);
        await Expect(visitor.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Add group", Exact = true })).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Import files", Exact = true })).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Add customer user", Exact = true }).ClickAsync();
        await Expect(visitor.Page.GetByLabel("Login", new() { Exact = true })).ToBeVisibleAsync();
        visitor.Complaints.Should().BeEmpty();
    }
}
