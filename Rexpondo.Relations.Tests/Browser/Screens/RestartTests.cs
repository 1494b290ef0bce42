using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>A server that is stopped and started again under open pages.</summary>
[Collection(PatientBrowserCollection.Name)]
public sealed class RestartTests(BrowserFixture browser)
{
    [ChromiumFact]
    public async Task Page_AfterARestart_LoadsItselfAtTheSamePlace_ButNotInALoop()
    {
        await using var server = await ScreenDesk.StartAsync([.. SmallDesk.All]);
        await using var visitor = await browser.OpenSignedInAsync(server);
        var screen = new RelationScreen(visitor);
        await screen.GoAsync($"{server.GroupsOf("anna")}?filter=o");
        await screen.Cell("rw", "ops").ClickAsync();
        await screen.ExpectPendingAsync(1);
        var loads = 0;
        visitor.Page.Load += (_, _) => loads++;
        await visitor.Page.Clock.SetFixedTimeAsync(new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc)); // all of it is within a moment, however long it takes

        await server.RestartAsync();

        await visitor.Page.Locator("html:not([data-connection]) [data-interactive=true]").WaitForAsync();
        await screen.ExpectPendingAsync(1); // what was unsaved is there
        await Expect(screen.Cell("rw", "ops")).ToBeCheckedAsync();
        loads.Should().Be(1, "the page was loaded again without anybody doing anything");
        new Uri(visitor.Page.Url).PathAndQuery.Should().Be($"{server.GroupsOf("anna")}?filter=o");

        await server.RestartAsync();

        // Again within ten seconds: now it is the agent's turn.
        await Expect(visitor.Page.Locator("#connection [role=status]")).ToHaveTextAsync("The server was restarted. Nothing is lost; reload to go on.");
        loads.Should().Be(1);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Reload" }).ClickAsync();
        await visitor.InteractiveAsync();
        await screen.ExpectPendingAsync(1);
        await screen.Cell("rw", "ops").ClickAsync();
        await screen.ExpectPendingAsync(0);
        visitor.Complaints.Where(complaint => !ConnectionTests.IsOfALostLine(complaint)).Should().BeEmpty();
    }
}
