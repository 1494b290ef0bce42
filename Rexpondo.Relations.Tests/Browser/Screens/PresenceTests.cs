using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rexpondo.Relations.Web.State;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>Who else has the same open. How soon that is told is measured by clocks that a test moves, in <see cref="State.PresenceBoardTests"/>.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PresenceTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    // Not how fast a machine is: whoever has left is gone at once, and not only when her line counts as lost.
    private static readonly LocatorAssertionsToHaveTextOptions Soon = new() { Timeout = 20_000 };

    protected override bool IsExpected(string complaint) => ConnectionTests.IsOfALostLine(complaint);

    [ChromiumFact]
    public async Task Others_AreSeenWithTheirUnsavedChanges_AndGoneOnceTheyLeave()
    {
        var board = Server.Services.GetRequiredService<PresenceBoard>();
        var before = board.Count; // a page that ended without a word is kept for when it comes back
        var boss = await OpenAsync(Server.GroupsOf("anna"));
        await Expect(Line(boss)).ToHaveTextAsync("");
        var heading = await boss.Title.BoundingBoxAsync();

        var ben = await OpenAsync($"/customer-users/{Server.Person("anna")}", "ben");
        await Expect(Line(boss)).ToHaveTextAsync("ben has this open");
        await Expect(Line(ben)).ToHaveTextAsync("boss has this open");

        await ben.Field("Phone").FillAsync("4711");
        await Expect(Line(boss)).ToHaveTextAsync("ben has unsaved changes here");
        (await boss.Title.BoundingBoxAsync()).Should().BeEquivalentTo(heading, "nothing moves");
        await ben.Field("Phone").FillAsync("");
        await Expect(Line(boss)).ToHaveTextAsync("ben has this open");

        await ben.GoAsync("/agents");
        await Expect(Line(boss)).ToHaveTextAsync("", Soon);
        board.Count.Should().BeLessThanOrEqualTo(before + 1, "only boss is left; what an earlier page left may be gone by now");
        await ben.GoAsync(Server.GroupsOf("anna"));
        await Expect(Line(boss)).ToHaveTextAsync("ben has this open");

        await ben.Page.CloseAsync(); // as if it crashed: without a word
        await Expect(Line(boss)).ToHaveTextAsync("", Soon);
    }

    [ChromiumFact]
    public async Task Other_WhoseLineIsCut_IsGoneUntilItIsBack()
    {
        await using var line = new SlowLine(Server.Address.Port, TimeSpan.Zero);
        var boss = await OpenAsync("/customer-users-services/default-services");
        await OpenAsync($"http://127.0.0.1:{line.Port}/customer-users-services/default-services", "ben");
        await Expect(Line(boss)).ToHaveTextAsync("ben has this open");

        line.Cut();
        await Expect(Line(boss)).ToHaveTextAsync("");
        line.Mend();

        await Expect(Line(boss)).ToHaveTextAsync("ben has this open");
    }

    [ChromiumFact]
    public async Task OnANarrowScreen_NothingMakesRoomForIt()
    {
        var boss = await OpenAsync(Server.PersonsOfGroup("ops"), options: new() { ViewportSize = new() { Width = 400, Height = 800 } });
        var (title, sub) = (await boss.Title.BoundingBoxAsync(), await boss.Page.Locator(".sub").BoundingBoxAsync());

        await OpenAsync($"/groups/{Server.Group("ops")}", "ben");

        await Expect(Line(boss)).ToHaveTextAsync("ben has this open");
        await Expect(boss.Page.Locator(".sub")).ToBeVisibleAsync();
        (await boss.Title.BoundingBoxAsync()).Should().BeEquivalentTo(title);
        (await boss.Page.Locator(".sub").BoundingBoxAsync()).Should().BeEquivalentTo(sub, "nothing moves");
        var line = await Line(boss).BoundingBoxAsync();
        (line!.Y + line.Height).Should().BeLessThanOrEqualTo(sub!.Y, "nothing is laid over anything");
    }

    private static ILocator Line(RelationScreen screen) => screen.Page.Locator(".presence");
}
