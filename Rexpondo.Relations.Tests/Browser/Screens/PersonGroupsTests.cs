using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class PersonGroupsTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumFact]
    public async Task SaveAndFinish_LeadsBackToTheSameSearchAndRow()
    {
        var screen = await OpenAsync("/customer-users-groups?search=carl");
        await screen.Link("Carla Vogel").ClickAsync();
        await Expect(screen.Title).ToContainTextAsync("Change group relations for customer user Carla Vogel");
        await screen.ExpectPendingAsync(0);

        await screen.Cell("ro", "ops").ClickAsync();
        await screen.ExpectPendingAsync(1);
        await screen.SaveAsync("1 permission granted.");
        Server.GroupRows("carla").Should().Equal("carla ops ro");
        await Expect(screen.Row("ops")).ToContainTextAsync("by boss,");

        await screen.Cell("ro", "ops").ClickAsync();
        await screen.Cell("rw", "billing").ClickAsync();
        await screen.ExpectPendingAsync(2);
        await screen.SaveAndFinish.ClickAsync();

        await Expect(screen.Said).ToHaveTextAsync("1 permission granted, 1 withdrawn.");
        await Expect(screen.Page).ToHaveURLAsync(new Uri(Server.Address, "/customer-users-groups?search=carl").ToString());
        await Expect(screen.Link("Carla Vogel")).ToBeFocusedAsync();
        Server.GroupRows("carla").Should().Equal("carla billing rw");
    }

    [ChromiumFact]
    public async Task Heading_ShowsTheCustomerUserAsEverywhere()
    {
        var screen = await OpenAsync(Server.GroupsOf("anna"));

        await Expect(screen.Title).ToHaveTextAsync("Change group relations for customer user Anna Meier <anna@acme.example> (ACME)");
    }

    [ChromiumTheory]
    [InlineData("Back to Customer Users ↔ Groups")]
    [InlineData("Cancel")]
    public async Task EditScreen_LeadsBackToTheRowOneCameFrom(string way)
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("billing") + "?search=a");
        await screen.Link("Theo Papas").ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("Theo Papas");
        await screen.ExpectPendingAsync(0);

        await screen.Page.GetByText(way, new() { Exact = way == "Cancel" }).ClickAsync();

        await Expect(screen.Title).ToHaveTextAsync("Change customer user relations for group billing");
        await Expect(screen.Search).ToHaveValueAsync("a");
        await Expect(screen.Link("Theo Papas")).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task EditScreen_LeftForAnotherPage_FocusesNoRowLater()
    {
        var screen = await OpenAsync($"/customer-users/{Server.Person("theo")}?from=/history");
        await screen.ExpectPendingAsync(0);
        await screen.BackTo("History").ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("History");

        await screen.Page.EvaluateAsync("Blazor.navigateTo('/customer-users-groups')");
        await screen.Link("billing").ClickAsync();

        await Expect(screen.Title).ToHaveTextAsync("Change customer user relations for group billing");
        await Expect(screen.Search).ToBeEnabledAsync();
        await Expect(screen.Title).ToBeFocusedAsync();
        await Expect(screen.Link("Theo Papas")).Not.ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task Cancel_KeepsNothingAndDoesNotAsk()
    {
        var before = Server.GroupRows("theo");
        var screen = await OpenAsync("/customer-users-groups?search=papas");
        await screen.Link("Theo Papas").ClickAsync();
        await screen.Cell("rw", "ops").ClickAsync();
        await screen.ExpectPendingAsync(1);

        await screen.Cancel.ClickAsync();

        await Expect(screen.Page).ToHaveURLAsync(new Uri(Server.Address, "/customer-users-groups?search=papas").ToString());
        await Expect(screen.Link("Theo Papas")).ToBeFocusedAsync();
        await Expect(screen.Dialog).ToHaveCountAsync(0);
        Server.GroupRows("theo").Should().Equal(before);
        await screen.Link("Theo Papas").ClickAsync();
        await screen.ExpectPendingAsync(0);
        await Expect(screen.Cell("rw", "ops")).Not.ToBeCheckedAsync();
    }

    [ChromiumFact]
    public async Task Leaving_Otherwise_AsksNothingAndKeepsTheDraft()
    {
        var before = Server.GroupRows("theo");
        var screen = await OpenAsync(Server.GroupsOf("theo"));
        await screen.Cell("rw", "ops").ClickAsync();
        await screen.ExpectPendingAsync(1);

        await screen.Overview.ClickAsync();
        await Expect(screen.List("Customer Users (4)")).ToBeVisibleAsync();
        await Expect(screen.Said).ToHaveTextAsync("Your unsaved change is kept as a draft.");
        await Expect(screen.Dialog).ToHaveCountAsync(0);
        await screen.Button("Back to it").ClickAsync();
        await screen.ExpectPendingAsync(1);
        await Expect(screen.Cell("rw", "ops")).ToBeCheckedAsync();

        await screen.Cancel.ClickAsync();
        await Expect(screen.List("Customer Users (4)")).ToBeVisibleAsync();
        Server.GroupRows("theo").Should().Equal(before);
    }

    [ChromiumFact]
    public async Task Rw_WhenTicked_ShowsTheOtherKeyTickedAndLockedWithoutStoringIt()
    {
        var screen = await OpenAsync(Server.GroupsOf("theo"));

        await screen.Cell("rw", "billing").ClickAsync();

        await Expect(screen.Cell("ro", "billing")).ToBeCheckedAsync();
        await Expect(screen.Cell("ro", "billing")).ToBeDisabledAsync();
        await Expect(screen.Cell("ro", "billing")).ToHaveAccessibleDescriptionAsync(new Regex("ro included in rw"));
        await Expect(screen.Row("billing")).ToContainTextAsync("none → rw");
        await screen.SaveAsync("1 permission granted.");
        Server.GroupRows("theo", "billing").Should().Equal("theo billing rw");
        await Expect(screen.Cell("ro", "billing")).ToBeDisabledAsync();
    }

    [ChromiumFact]
    public async Task Rw_WhenUnticked_ShowsWhatIsStoredForTheOtherKey()
    {
        var screen = await OpenAsync(Server.GroupsOf("anna"));
        await Expect(screen.Cell("ro", "billing")).ToBeDisabledAsync();

        await screen.Cell("rw", "billing").ClickAsync();

        await Expect(screen.Cell("ro", "billing")).ToBeCheckedAsync();
        await Expect(screen.Cell("ro", "billing")).ToBeEnabledAsync();
        await Expect(screen.Row("billing")).ToContainTextAsync("rw → ro");
        await Expect(screen.Button("Keep ro")).ToHaveCountAsync(0);
        await screen.ExpectPendingAsync(1);
    }

    [ChromiumFact]
    public async Task Rw_WhenUntickedWithNothingLeft_SaysNoAccessAndOffersKeepRo()
    {
        var screen = await OpenAsync(Server.GroupsOf("jose"));

        await screen.Cell("rw", "ops").ClickAsync();
        await Expect(screen.Row("ops")).ToContainTextAsync("rw → no access");
        await Expect(screen.Changes).ToContainTextAsync("José Núñez loses access to ops");
        await screen.Button("Keep ro").ClickAsync();

        await Expect(screen.Cell("ro", "ops")).ToBeCheckedAsync();
        await Expect(screen.Row("ops")).ToContainTextAsync("rw → ro");
        await screen.ExpectPendingAsync(2);
        await RelationScreen.ClickAsync(screen.Cell("ro", "ops"), screen.Cell("rw", "ops"));
        await screen.ExpectPendingAsync(0);
    }

    [ChromiumFact]
    public async Task Why_NamesTheCustomerARightComesFrom()
    {
        var screen = await OpenAsync(Server.GroupsOf("anna"));

        await Expect(screen.Row("reporting")).ToContainTextAsync("ro from customer ACME");
        await Expect(screen.Cell("ro", "reporting")).Not.ToBeCheckedAsync();
        await Expect(screen.Cell("ro", "reporting")).ToHaveAccessibleDescriptionAsync("ro from customer ACME");
    }

    [ChromiumFact]
    public async Task Locked_Rows_SayWhyInTheirDescription()
    {
        var screen = await OpenAsync(Server.GroupsOf("anna"));

        foreach (var key in new[] { "ro", "rw" })
        {
            await Expect(screen.Cell(key, "users")).ToBeCheckedAsync();
            await Expect(screen.Cell(key, "users")).ToBeDisabledAsync();
            await Expect(screen.Cell(key, "users")).ToHaveAccessibleDescriptionAsync(new Regex("default group"));
            await Expect(screen.Cell(key, "admins")).Not.ToBeCheckedAsync();
            await Expect(screen.Cell(key, "admins")).ToBeDisabledAsync();
            await Expect(screen.Cell(key, "admins")).ToHaveAccessibleDescriptionAsync(new Regex("no customer user may get this group"));
        }

        await Expect(screen.Row("users").GetByRole(AriaRole.Link, new() { Name = "setting" })).ToHaveAttributeAsync("href", "/system-configuration/CustomerGroupAlwaysGroups");
        await Expect(screen.Row("admins").GetByRole(AriaRole.Link, new() { Name = "setting" })).ToHaveAttributeAsync("href", "/system-configuration/CustomerGroupNever");
    }

    [ChromiumFact]
    public async Task Invalid_RowWithARight_IsListedWithItsReasonAndCanBeRemoved()
    {
        var screen = await OpenAsync(Server.GroupsOf("anna"));
        await Expect(screen.Column("Groups (7)")).ToBeVisibleAsync();
        await Expect(screen.Cell("ro", "old")).ToHaveAccessibleDescriptionAsync(new Regex("^invalid"));
        await Expect(screen.Row("unused")).ToHaveCountAsync(0);

        await screen.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Include invalid" }).ClickAsync();
        await Expect(screen.Column("Groups (8)")).ToBeVisibleAsync();
        await Expect(screen.Row("unused")).ToContainTextAsync("invalid-temporarily");
        await Expect(screen.Page).ToHaveURLAsync(new Regex(@"\?all=1$"));

        await screen.Chip("With access").ClickAsync();
        await Expect(screen.Row("old")).ToBeHiddenAsync();
        await screen.Chip("All").ClickAsync();
        await screen.Cell("ro", "old").ClickAsync();
        await screen.SaveAsync("1 withdrawn.");
        Server.GroupRows("anna", "old").Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task Chips_SelectByWhatIsStored_AndRowsStayWhileOneEdits()
    {
        var screen = await OpenAsync(Server.GroupsOf("jose"));

        await screen.Chip("Assigned").ClickAsync();
        await Expect(screen.Row("ops")).ToBeVisibleAsync();
        await Expect(screen.Row("reporting")).ToBeHiddenAsync();
        await screen.Cell("rw", "ops").ClickAsync();
        await Expect(screen.Row("ops")).ToBeVisibleAsync();
        await screen.Chip("Changed").ClickAsync();
        await Expect(screen.Row("ops")).ToBeVisibleAsync();
        await Expect(screen.Row("user")).ToBeHiddenAsync();
        await screen.Cell("rw", "ops").ClickAsync();
        await Expect(screen.Row("ops")).ToBeVisibleAsync();
        await screen.ExpectPendingAsync(0);
    }

    [ChromiumFact]
    public async Task Keyboard_WalksFiltersAndSaves()
    {
        var screen = await OpenAsync(Server.GroupsOf("theo"));
        var keyboard = screen.Page.Keyboard;

        await screen.Cell("ro", "ops").FocusAsync();
        await keyboard.PressAsync("ArrowRight");
        await Expect(screen.Cell("rw", "ops")).ToBeFocusedAsync();
        await keyboard.PressAsync("ArrowDown");
        await Expect(screen.Cell("rw", "reporting")).ToBeFocusedAsync();
        await keyboard.PressAsync("ArrowLeft");
        await Expect(screen.Cell("ro", "reporting")).ToBeFocusedAsync();
        await keyboard.PressAsync("Space");
        await screen.ExpectPendingAsync(1);
        await keyboard.PressAsync("Control+s");
        await Expect(screen.Said).ToHaveTextAsync("1 permission granted.");
        Server.GroupRows("theo", "reporting").Should().Equal("theo reporting ro");

        await keyboard.PressAsync("/");
        await Expect(screen.GroupFilter).ToBeFocusedAsync();
        await keyboard.TypeAsync("rep");
        await Expect(screen.Column("Groups (1 of 6)")).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await Expect(screen.Column("Groups (6)")).ToBeVisibleAsync();
        await Expect(screen.GroupFilter).ToHaveValueAsync("");
    }

    [ChromiumFact]
    public async Task Screen_HasItsPartsOnce()
    {
        var screen = await OpenAsync(Server.GroupsOf("anna"));

        foreach (var part in new[] { screen.Save, screen.SaveAndFinish, screen.Cancel, screen.Overview, screen.GroupFilter })
        {
            await Expect(part).ToHaveCountAsync(1);
        }

        await Expect(screen.GroupFilter).ToHaveAttributeAsync("placeholder", "Just start typing to filter…");
        await Expect(screen.Page.GetByText("Read only access to the resource.")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByText("Full read and write access to the resource; includes ro.")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Navigation, new() { Name = "Breadcrumb" })).ToContainTextAsync("Customer Users ↔ Groups");
        await Expect(screen.Header("rw")).ToHaveAccessibleNameAsync("rw, all 4 shown");
    }
}
