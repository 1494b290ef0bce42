using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rexpondo.Relations.Web;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class SetUpTests(BrowserFixture browser)
{
    [ChromiumFact]
    public async Task Link_WhenUsed_MakesTheFirstAdminAndWorksOnce()
    {
        await using var server = await RelationsServer.StartAsync("--environment=Production");
        var token = server.Services.GetRequiredService<SetUpLink>().Open();
        await using var visitor = await browser.OpenAsync(server);
        var page = visitor.Page;

        await page.GotoAsync($"/set-up?token={token}");
        await FillAsync("boss", Welcome.Password, "another one");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The two passwords are not the same.");
        await FillAsync("boss", Welcome.Password, Welcome.Password);

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "boss · admin" })).ToBeVisibleAsync();
        await page.GotoAsync($"/set-up?token={token}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This set-up link is not valid");
        visitor.Complaints.Should().BeEmpty();

        async Task FillAsync(string login, string password, string again)
        {
            await page.GetByLabel("Login").FillAsync(login);
            await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
            await page.GetByLabel("Password again").FillAsync(again);
            await page.GetByRole(AriaRole.Button, new() { Name = "Create agent" }).ClickAsync();
        }
    }
}
