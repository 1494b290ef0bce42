using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class DefaultServicesTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumFact]
    public async Task DefaultServices_SayForHowManyTheyApplyAndAreSaved()
    {
        var screen = await OpenAsync("/customer-users-services?search=a");
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Edit default services", Exact = true }).ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("Edit default services");
        await Expect(screen.Page.GetByText("The 2 default services apply for 3 customer users")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByText("1 customer user has specific services instead.")).ToBeVisibleAsync();

        await screen.Cell("active", "Mail::Archive").ClickAsync();
        await screen.SaveAsync("1 default service added.");

        await Expect(screen.Page.GetByText("The 3 default services apply for 3 customer users")).ToBeVisibleAsync();
        Server.Scalar("SELECT count(*) FROM default_service").Should().Be(3);
    }
}
