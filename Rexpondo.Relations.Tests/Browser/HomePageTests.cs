using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class HomePageTests(BrowserFixture browser)
{
    [ChromiumTheory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Home_InChromium_IsInteractiveAndViolatesNoPolicy(string environment)
    {
        await using var server = await RelationsServer.StartAsync($"--environment={environment}");
        await using var visitor = await browser.OpenSignedInAsync(server);

        await visitor.GoAsync("/");

        await Expect(visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Users, Groups & Roles");
        visitor.Complaints.Should().BeEmpty();
    }
}
