using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class CustomerScreensTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumFact]
    public async Task AGroupGivenToACustomer_ShowsOnTheOtherAgentsMatrixAtOnce()
    {
        var other = await OpenAsync(Server.GroupsOf("jose"), login: "ben");
        var screen = await OpenAsync("/customers-groups?search=globex");
        await screen.Link("Globex").ClickAsync();
        await Expect(screen.Title).ToContainTextAsync("Change group relations for customer Globex");
        await Expect(screen.Column("Same Customer")).ToBeVisibleAsync();

        await screen.Cell("rw", "billing").ClickAsync();
        await Expect(screen.Changes).ToContainTextAsync("1 customer user gains access to billing: José Núñez");
        await screen.SaveAsync("1 permission granted.");

        await Expect(other.Row("billing")).ToContainTextAsync("rw from customer GLOBEX");
        await Expect(other.Cell("rw", "billing")).Not.ToBeCheckedAsync();

        await screen.Cell("rw", "billing").ClickAsync();
        await Expect(screen.Row("billing")).ToContainTextAsync("rw → no access");
        await screen.SaveAndFinish.ClickAsync();
        await Expect(screen.Page).ToHaveURLAsync(new Uri(Server.Address, "/customers-groups?search=globex").ToString());
        await Expect(screen.Link("Globex")).ToBeFocusedAsync();
        await Expect(other.Row("billing")).Not.ToContainTextAsync("GLOBEX");
    }

    [ChromiumFact]
    public async Task TheGroupsScreen_OffersTheGroupToTheOnlyCustomerThatWasFound()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("user"));
        await screen.Search.FillAsync("acme");

        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Give the group to customer ACME instead (covers later customer users too)" }).ClickAsync();

        await Expect(screen.Title).ToContainTextAsync("Change group relations for customer Acme Corporation");
        await Expect(screen.GroupFilter).ToHaveValueAsync("user");
        await screen.Cell("ro", "user").ClickAsync();
        await Expect(screen.Changes).ToContainTextAsync("gain access to user");
    }

    [ChromiumFact]
    public async Task FurtherCustomers_FromBothSides()
    {
        var screen = await OpenAsync("/customer-users-customers?login=THEO");
        await Expect(screen.Title).ToContainTextAsync("Change customer relations for customer user Theo Papas");
        await screen.Cell("active", "Acme Corporation").ClickAsync();
        await Expect(screen.Changes).ToContainTextAsync("gains access to reporting");
        await screen.SaveAsync("1 customer added.");

        await screen.Page.GetByRole(AriaRole.Navigation, new() { Name = "Relations of this" }).GetByRole(AriaRole.Link, new() { Name = "Groups", Exact = true }).ClickAsync();
        await Expect(screen.Row("reporting")).ToContainTextAsync("ro from customer ACME");

        await screen.GoAsync("/customer-users-customers?customer=ACME");
        await Expect(screen.Title).ToContainTextAsync("Change customer user relations for customer Acme Corporation");
        await Expect(screen.Row("Anna Meier")).ToContainTextAsync("primary customer");
        await Expect(screen.Cell("active", "Theo Papas")).ToBeCheckedAsync();
        await screen.Cell("active", "Theo Papas").ClickAsync();
        await screen.SaveAsync("1 withdrawn.");
    }

    [ChromiumFact]
    public async Task TheTiles_LeadToBothOverviews()
    {
        var screen = await OpenAsync("/");
        await screen.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Customers ↔ Groups" }).ClickAsync();
        await Expect(screen.List("Customers (2)")).ToBeVisibleAsync();
        await Expect(screen.Item("Acme Corporation")).ToContainTextAsync("1 group");
        await Expect(screen.Item("ops")).ToContainTextAsync("no customer");

        await screen.GoAsync("/");
        await screen.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Customer Users ↔ Customers" }).ClickAsync();
        await Expect(screen.List("Customer Users (4)")).ToBeVisibleAsync();
        await Expect(screen.Item("Theo Papas")).ToContainTextAsync("no customer");
    }
}
