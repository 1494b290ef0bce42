using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class SearchBoxTests(BrowserFixture browser, CrowdDesk desk) : ScreenTests(browser, desk), IClassFixture<CrowdDesk>
{
    [ChromiumTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Typing_FastOverASlowLine_LosesNoCharacter(bool overview)
    {
        const string Text = "person twelve 01";
        await using var line = new SlowLine(Server.Address.Port, TimeSpan.FromMilliseconds(125));
        var screen = await OpenAsync("/");
        await screen.GoAsync($"http://127.0.0.1:{line.Port}{(overview ? "/customer-users-groups" : Server.PersonsOfGroup("typed"))}");

        await screen.Search.PressSequentiallyAsync(Text, new() { Delay = 50 });
        await Expect(screen.Search).ToHaveValueAsync(Text);
        await Expect(overview ? screen.List("Customer Users (4 of 412)") : screen.Column("Customer Users (4 of 412)")).ToBeVisibleAsync();

        await Expect(screen.Search).ToHaveValueAsync(Text);
        await Expect(screen.Page).ToHaveURLAsync(new Regex("search=person\\+twelve\\+01$"));
        await screen.GoAsync("/");
    }

    [ChromiumFact]
    public async Task Clearing_ByEscapeOrByTheButton_ShowsEverybody()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("typed"));

        await screen.Search.PressSequentiallyAsync("twelve");
        await Expect(screen.Column("Customer Users (12 of 412)")).ToBeVisibleAsync();
        await screen.Search.PressAsync("Escape");
        await Expect(screen.Column("Customer Users (412)")).ToBeVisibleAsync();
        await Expect(screen.Search).ToBeFocusedAsync();

        await screen.Search.PressSequentiallyAsync("twelve");
        await Expect(screen.Column("Customer Users (12 of 412)")).ToBeVisibleAsync();
        await screen.Button("Clear").ClickAsync();
        await Expect(screen.Column("Customer Users (412)")).ToBeVisibleAsync();
        await Expect(screen.Search).ToHaveValueAsync("");
        await Expect(screen.Search).ToBeFocusedAsync();
        await Expect(screen.Page).ToHaveURLAsync(new Uri(Server.Address, Server.PersonsOfGroup("typed")).ToString());
    }

    [ChromiumFact]
    public async Task Address_OfAMatrix_HoldsSearchChipAndInvalid_AndReloadRestoresThem()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("full"));
        await screen.Search.FillAsync("twelve");
        await screen.Chip("Assigned").ClickAsync();
        await screen.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Include invalid" }).ClickAsync();
        await Expect(screen.Page).ToHaveURLAsync(new Regex(@"\?search=twelve&show=assigned&all=1$"));

        await screen.Page.ReloadAsync();
        await screen.Visitor.InteractiveAsync();

        await Expect(screen.Search).ToHaveValueAsync("twelve");
        await Expect(screen.Chip("Assigned")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(screen.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Include invalid" })).ToBeCheckedAsync();
        await Expect(screen.Column("Customer Users (12 of 412)")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Address_KeepsNoEntryInTheHistoryForEachLetter()
    {
        var screen = await OpenAsync("/customer-users-groups");
        await screen.Search.PressSequentiallyAsync("twelve");
        await Expect(screen.Page).ToHaveURLAsync(new Regex("search=twelve$"));

        await screen.Page.GoBackAsync();

        await Expect(screen.Page).Not.ToHaveURLAsync(new Regex("customer-users-groups"));
    }
}
