using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class NotFoundTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumTheory]
    [InlineData("/customer-users-groups/customer-users/999", "Customer user not found")]
    [InlineData("/customer-users-groups/groups/999", "Group not found")]
    [InlineData("/customer-users-groups/groups/0", "Group not found")]
    [InlineData("/customer-users-services/customer-users/999", "Customer user not found")]
    [InlineData("/customer-users-services/services/999", "Service not found")]
    [InlineData("/customer-users-groups?login=nobody", "Customer user not found")]
    [InlineData("/customer-users-groups?name=OPS", "Group not found")]
    [InlineData("/customer-users-services?login=nobody", "Customer user not found")]
    [InlineData("/customer-users-services?name=Setup", "Service not found")]
    [InlineData("/customer-users-customers/customer-users/999", "Customer user not found")]
    [InlineData("/customer-users-customers/customers/999", "Customer not found")]
    [InlineData("/customer-users-customers?customer=acme", "Customer not found")]
    public async Task Unknown_NumberOrName_Answers404AndSaysSo(string path, string heading)
    {
        var screen = await OpenAsync("/");

        var answer = await screen.Page.GotoAsync(path);

        answer!.Status.Should().Be(404);
        await Expect(screen.Title).ToHaveTextAsync(heading);
        await screen.Overview.ClickAsync();
        await Expect(screen.List("Customer Users (4)")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Names_ThatExist_LeadToTheirScreens()
    {
        var screen = await OpenAsync("/customer-users-services?name=Network::VPN");
        await Expect(screen.Title).ToHaveTextAsync("Allocate customer users to service Network::VPN");

        await screen.GoAsync("/customer-users-services?login=ANNA");
        await Expect(screen.Title).ToContainTextAsync("Allocate services to customer user Anna Meier");
    }

    protected override bool IsExpected(string complaint) => complaint.Contains("404");
}
