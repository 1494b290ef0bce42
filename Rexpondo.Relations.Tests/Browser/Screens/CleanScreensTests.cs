using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(CleanBrowserCollection.Name)]
public sealed class CleanScreensTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumTheory]
    [InlineData(ColorScheme.Light, 1280, 820)]
    [InlineData(ColorScheme.Dark, 1280, 820)]
    [InlineData(ColorScheme.Light, 400, 800)]
    [InlineData(ColorScheme.Dark, 400, 800)]
    public async Task EveryRelationScreen_WithPendingChangesAndWithADialog_IsCleanForAxe(ColorScheme scheme, int width, int height)
    {
        // An agent of its own: what is left unsaved at the end is kept for her.
        var screen = await OpenAsync(
            "/customer-users-groups?search=a&filter=r", $"clean{scheme}{width}", options: new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = height } });
        await CleanAsync();
        foreach (var (path, key, row) in new[]
        {
            ("/customer-users-services?filter=vpn", "", ""),
            (Server.GroupsOf("jose"), "rw", "ops"),
            (Server.GroupsOf("anna"), "rw", "ops"),
            (Server.PersonsOfGroup("billing"), "ro", "Ines Alt"),
            (Server.PersonsOfGroup("users"), "", ""),
            (Server.ServicesOf("anna"), "active", "Network::VPN"),
            (Server.PersonsOfService("Network::VPN"), "active", "Anna Meier"),
            ("/customer-users-services/default-services", "active", "Network::VPN"),
            ("/customers-groups?search=a", "", ""),
            ("/customers-groups?customer=ACME", "rw", "ops"),
            ($"/customers-groups/groups/{Server.Group("ops")}", "ro", "Globex"),
            ("/customer-users-customers", "", ""),
            ("/customer-users-customers?login=theo", "active", "Globex"),
            ("/customer-users-customers?customer=GLOBEX", "active", "Anna Meier"),
        })
        {
            await screen.GoAsync(path);
            if (key.Length > 0)
            {
                await screen.Cell(key, row).ClickAsync();
                await screen.ExpectPendingAsync(1);
            }

            await CleanAsync();
            if (key.Length > 0)
            {
                await screen.Cancel.ClickAsync();
                await Expect(screen.Changes).ToHaveCountAsync(0);
            }
        }

        await screen.GoAsync(Server.GroupsOf("jose"));
        await screen.Cell("ro", "reporting").ClickAsync();
        await screen.Button("Review").ClickAsync();
        await Expect(screen.Dialog).ToBeVisibleAsync();
        await CleanAsync();
        await screen.AnswerAsync("Close");
        await screen.Overview.ClickAsync();
        await Expect(screen.Changes).ToHaveCountAsync(0);
        await Expect(screen.Said).ToHaveTextAsync("Your unsaved change is kept as a draft.");
        await CleanAsync();

        async Task CleanAsync()
        {
            var found = await screen.Page.RunAxe();
            found.Violations.Select(v => $"{screen.Page.Url}: {v.Id} {string.Join(" | ", v.Nodes.Select(node => node.Html))}").Should().BeEmpty();
            (await screen.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
                .Should().BeFalse($"{screen.Page.Url} fits into {width} px");
        }
    }
}
