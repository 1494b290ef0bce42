using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class GroupPersonsTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumFact]
    public async Task Save_OfAMember_IsStoredAndSaid()
    {
        var screen = await OpenAsync("/customer-users-groups?search=anna&filter=op");
        await screen.Link("ops").ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("Change customer user relations for group ops");
        await Expect(screen.Search).ToHaveValueAsync("anna");
        await Expect(screen.Column("Customer Users (1 of 4)")).ToBeVisibleAsync();

        await screen.Cell("rw", "Anna Meier").ClickAsync();
        await Expect(screen.Changes).ToContainTextAsync("1 customer user gains access to ops: Anna Meier");
        await screen.SaveAsync("1 permission granted.");
        Server.GroupRows(group: "ops").Should().Equal("anna ops rw", "jose ops rw");

        await screen.SaveAndFinish.ClickAsync();
        await Expect(screen.Link("ops")).ToBeFocusedAsync();
        await Expect(screen.Search).ToHaveValueAsync("anna");
        await Expect(screen.GroupFilter).ToHaveValueAsync("op");
    }

    [ChromiumFact]
    public async Task Head_SaysWhoHasAccessAndHow()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("reporting"));
        await Expect(screen.Page.GetByText("2 have access: 2 via a customer")).ToBeVisibleAsync();

        await screen.Chip("With access").ClickAsync();

        await Expect(screen.Row("Anna Meier")).ToBeVisibleAsync();
        await Expect(screen.Row("Carla Vogel")).ToBeVisibleAsync();
        await Expect(screen.Row("Theo Papas")).ToBeHiddenAsync();
    }

    [ChromiumFact]
    public async Task AlwaysGroup_ShowsEveryBoxTickedAndLocked()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("users"));

        await Expect(screen.Page.GetByText("Everybody has this group (default group)").First).ToBeVisibleAsync();
        foreach (var name in new[] { "Anna Meier", "José Núñez", "Theo Papas" })
        {
            await Expect(screen.Cell("rw", name)).ToBeCheckedAsync();
            await Expect(screen.Cell("rw", name)).ToBeDisabledAsync();
            await Expect(screen.Cell("ro", name)).ToHaveAccessibleDescriptionAsync(new Regex("default group"));
        }

        await Expect(screen.Header("rw")).ToBeDisabledAsync();
        await Expect(screen.Header("rw")).ToHaveAccessibleDescriptionAsync(new Regex("locked"));
    }

    [ChromiumFact]
    public async Task NeverGroup_IsLockedForEverybodyWithTheReason()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("admins"));

        await Expect(screen.Cell("ro", "Anna Meier")).ToBeDisabledAsync();
        await Expect(screen.Cell("ro", "Anna Meier")).Not.ToBeCheckedAsync();
        await Expect(screen.Cell("ro", "Anna Meier")).ToHaveAccessibleDescriptionAsync(new Regex("no customer user may get this group"));
    }

    [ChromiumFact]
    public async Task InvalidMember_IsListedGreyedCanBeRemovedAndHasNoAccess()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("billing"));
        await Expect(screen.Column("Customer Users (5)")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByText("1 has access: 1 direct")).ToBeVisibleAsync();
        await Expect(screen.Cell("ro", "Ines Alt")).ToHaveAccessibleDescriptionAsync(new Regex("customer user invalid"));

        await screen.Cell("ro", "Ines Alt").ClickAsync();
        await screen.SaveAsync("1 withdrawn.");

        Server.GroupRows(group: "billing").Should().Equal("anna billing ro rw");
        await Expect(screen.Header("ro")).ToHaveAccessibleNameAsync("ro, all 4 shown");
    }

    [ChromiumFact]
    public async Task Neighbours_GoThroughTheSameList()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("reporting") + "?filter=r&search=a");

        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Next", Exact = true }).ClickAsync();

        await Expect(screen.Title).ToHaveTextAsync("Change customer user relations for group user");
        await Expect(screen.Page).ToHaveURLAsync(new Regex(@"\?search=a&filter=r$"));
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Previous", Exact = true }).ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("Change customer user relations for group reporting");
        await Expect(screen.Page.GetByRole(AriaRole.Link, new() { Name = "Previous", Exact = true })).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task PageBack_KeepsTheSearchAndTheRow()
    {
        var screen = await OpenAsync("/customer-users-groups?search=anna");
        await screen.Link("billing").ClickAsync();
        await Expect(screen.Title).ToContainTextAsync("billing");

        await screen.Page.GoBackAsync();

        await Expect(screen.Search).ToHaveValueAsync("anna");
        await Expect(screen.List("Customer Users (1 of 4)")).ToBeVisibleAsync();
        await Expect(screen.Link("billing")).ToBeFocusedAsync();
    }
}
