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

    [ChromiumFact]
    public async Task Connection_AfterARestartOfTheServer_IsAnnouncedWithinThePolicy()
    {
        await using var server = await RelationsServer.StartAsync();
        await using var visitor = await browser.OpenSignedInAsync(server);
        await visitor.GoAsync("/");

        await server.RestartAsync();

        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Alertdialog)
            .GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Reload" }).ClickAsync();
        await visitor.InteractiveAsync();
        visitor.Complaints.Should().NotContain(complaint => complaint.Contains("Content Security Policy"));
    }
}
