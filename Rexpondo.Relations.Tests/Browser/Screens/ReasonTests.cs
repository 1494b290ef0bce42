using Microsoft.Playwright;
using Rexpondo.Relations.Core.Editing;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>Why something was saved.</summary>
[Collection(PatientBrowserCollection.Name)]
public sealed class ReasonTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumFact]
    public async Task Reason_OfAMatrix_ReachesTheLogAndIsGoneAfterwards()
    {
        var screen = await OpenAsync(Server.GroupsOf("carla"));
        await Expect(Reason(screen)).ToHaveCountAsync(0);
        await screen.Cell("ro", "billing").ClickAsync();

        await Reason(screen).FillAsync(new string('x', RelationEditor.MaxReasonLength + 1));
        await Expect(screen.Changes).ToContainTextAsync("1,001 of at most 1,000 characters");
        await screen.Save.ClickAsync();
        await Expect(screen.Changes).ToContainTextAsync("Nothing was written: the reason is longer than 1,000 characters");
        (await Reason(screen).InputValueAsync()).Should().HaveLength(RelationEditor.MaxReasonLength + 1);

        await Reason(screen).FillAsync("asked for in ticket 4711");
        await Reason(screen).PressAsync("Enter");
        await Expect(screen.Said).ToHaveTextAsync("1 permission granted.");

        LastReason().Should().Equal("asked for in ticket 4711");
        await Expect(Reason(screen)).ToHaveCountAsync(0);
        await screen.Cell("ro", "ops").ClickAsync();
        await Expect(Reason(screen)).ToHaveValueAsync("");
        await screen.SaveAsync("1 permission granted.");
        LastReason().Should().Equal("-");
    }

    [ChromiumFact]
    public async Task Reason_OfARecord_ReachesTheLog()
    {
        var screen = await OpenAsync($"/customer-users/{Server.Person("theo")}");
        await screen.Field("Phone").FillAsync("4711");

        await Reason(screen).PressSequentiallyAsync("she called");
        await screen.Page.Keyboard.PressAsync("Control+s");

        await Expect(screen.Changes).ToContainTextAsync("Nothing changed");
        LastReason().Should().Equal("she called");
    }

    [ChromiumFact]
    public async Task Reason_NotSavedYet_IsKeptWithTheDraftAndSharedByTheTabs()
    {
        var path = Server.GroupsOf("jose");
        var screen = await OpenAsync(path, "reasoner");
        await screen.Cell("ro", "billing").ClickAsync();
        await Reason(screen).FillAsync("asked for by phone");
        await Expect(screen.Said).ToHaveTextAsync(""); // nothing is said of it

        var tab = await OpenAsync(path, "reasoner");
        await Expect(Reason(tab)).ToHaveValueAsync("asked for by phone");
        await Reason(tab).FillAsync("asked for by mail");
        await Expect(Reason(screen)).ToHaveValueAsync("asked for by mail");

        await screen.Cancel.ClickAsync();
        await Expect(screen.Said).ToHaveTextAsync("1 unsaved change discarded.");
        await tab.ExpectPendingAsync(0);
        await screen.Button("Undo").ClickAsync();
        await Expect(Reason(tab)).ToHaveValueAsync("asked for by mail");
        await tab.SaveAsync("1 permission granted.");
        LastReason().Should().Equal("asked for by mail");
        await screen.Cell("ro", "reporting").ClickAsync();
        await Expect(Reason(screen)).ToHaveValueAsync("");
        await screen.Cancel.ClickAsync();
    }

    [ChromiumFact]
    public async Task Reason_OfARecord_IsThereAgainAfterAReload()
    {
        var screen = await OpenAsync($"/customer-users/{Server.Person("jose")}", "reloader");
        await screen.Field("Phone").FillAsync("4712");
        await Reason(screen).FillAsync("he called");
        await screen.ExpectPendingAsync(1);

        await screen.GoAsync("/");
        await screen.GoAsync($"/customer-users/{Server.Person("jose")}");

        await Expect(Reason(screen)).ToHaveValueAsync("he called");
        await screen.StoreAsync();
        LastReason().Should().Equal("he called");
    }

    private static ILocator Reason(RelationScreen screen) => screen.Changes.GetByLabel("Reason (optional)", new() { Exact = true });

    private List<string> LastReason() => Server.Rows("SELECT ifnull(reason, '-') FROM change_set WHERE $login IS NULL AND $other IS NULL ORDER BY id DESC LIMIT 1");
}
