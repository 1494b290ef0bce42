using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(CleanBrowserCollection.Name)]
public sealed class CleanRecordsTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumTheory]
    [InlineData(ColorScheme.Light, 1280, 820)]
    [InlineData(ColorScheme.Dark, 1280, 820)]
    [InlineData(ColorScheme.Light, 400, 800)]
    [InlineData(ColorScheme.Dark, 400, 800)]
    public async Task EveryListAndEditScreen_WithErrorsAListAndADialog_IsCleanForAxe(ColorScheme scheme, int width, int height)
    {
        var screen = await OpenAsync(
            "/customer-users?search=a&all=1", options: new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = height } });
        await CleanAsync();
        foreach (var path in new[]
        {
            "/customers", "/groups?all=1", "/services?filter=vpn&all=1",
            $"/customers/{Server.Scalar("SELECT id FROM customer LIMIT 1")}", $"/groups/{Server.Group("old")}", $"/services/{Server.Service("Old::Child")}",
        })
        {
            await screen.GoAsync(path);
            await CleanAsync();
        }

        await screen.GoAsync("/customer-users/new");
        await screen.Field("E-mail").FillAsync("no e-mail");
        await screen.Save.ClickAsync();
        await screen.ExpectErrorAsync("Login", "Login is empty.");
        await CleanAsync();
        await screen.Field("Customer").FillAsync("a");
        await Expect(screen.Option("Acme Corporation (ACME)")).ToBeVisibleAsync();
        await CleanAsync();
        await screen.Cancel.ClickAsync();
        await Expect(screen.Changes).ToHaveCountAsync(0);

        await screen.GoAsync($"/customer-users/{Server.Person("theo")}");
        await screen.Field("Phone").FillAsync($"{width}{scheme}");
        Server.Execute("UPDATE customer_user SET phone = phone || '1', title = title || 'x' WHERE login = 'theo'");
        await screen.Save.ClickAsync();
        await Expect(screen.Page.GetByText("will be overwritten")).ToBeVisibleAsync();
        await CleanAsync();
        await screen.StoreAsync();
        if (width > 720)
        {
            await screen.Side(AriaRole.Button, "Set invalid").ClickAsync();
            await Expect(screen.Dialog).ToBeVisibleAsync();
            await CleanAsync();
            await screen.AnswerAsync("Back");
        }

        async Task CleanAsync()
        {
            var found = await screen.Page.RunAxe();
            found.Violations.Select(v => $"{screen.Page.Url}: {v.Id} {string.Join(" | ", v.Nodes.Select(node => node.Html))}").Should().BeEmpty();
            (await screen.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
                .Should().BeFalse($"{screen.Page.Url} fits into {width} px");
        }
    }
}
