using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class PersonServicesTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumFact]
    public async Task FirstSpecificService_SaysWhatWillNoLongerApplyAndCopiesTheDefaults()
    {
        var screen = await OpenAsync(Server.ServicesOf("anna"));
        await Expect(screen.Title).ToContainTextAsync("Allocate services to customer user Anna Meier");
        await Expect(screen.Page.GetByText("Default services apply (2)")).ToBeVisibleAsync();

        await screen.Cell("active", "Network::VPN").ClickAsync();
        await Expect(screen.Page.GetByText("1 specific service overrides the 2 default services")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByText("No longer apply: Mail, Network::Setup.")).ToBeVisibleAsync();
        await screen.Button("Copy default services first").ClickAsync();
        await screen.ExpectPendingAsync(3);
        await Expect(screen.Cell("active", "Mail")).ToBeCheckedAsync();
        await Expect(screen.Page.GetByText("No service is lost by this.")).ToBeVisibleAsync();
        await screen.SaveAsync("3 services granted.");

        Server.ServiceRows("anna").Should().Equal("anna Mail", "anna Network::Setup", "anna Network::VPN");
        await Expect(screen.Page.GetByText("3 specific services override the 2 default services")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task LastSpecificService_WhenUnticked_SaysThatTheDefaultsWillApply()
    {
        var screen = await OpenAsync(Server.ServicesOf("carla"));
        await Expect(screen.Page.GetByText("1 specific service overrides the 2 default services")).ToBeVisibleAsync();

        await screen.Cell("active", "Network::VPN").ClickAsync();

        await Expect(screen.Page.GetByText("Default services will apply (2)")).ToBeVisibleAsync();
        await screen.Cancel.ClickAsync();
        await Expect(screen.Link("Carla Vogel")).ToBeFocusedAsync();
        Server.ServiceRows("carla").Should().Equal("carla Network::VPN");
    }

    [ChromiumFact]
    public async Task NeighbourEight_AnIneffectiveServiceIsListedAndDoesNotOverride()
    {
        var screen = await OpenAsync(Server.ServicesOf("theo"));

        await Expect(screen.Page.GetByText("Default services apply (2)")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByText("1 specific service is not effective and does not override them.")).ToBeVisibleAsync();
        await Expect(screen.Cell("active", "Old::Child")).ToHaveAccessibleDescriptionAsync(new Regex("parent Old is invalid"));
        await screen.Cell("active", "Old::Child").ClickAsync();
        await screen.SaveAsync("1 withdrawn.");

        Server.ServiceRows("theo").Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task Tree_KeepsTheAncestorsOfAHitOutOfCountsAndHeader()
    {
        var screen = await OpenAsync(Server.ServicesOf("jose"));
        await Expect(screen.Column("Services (5)")).ToBeVisibleAsync();

        await screen.ServiceFilter.PressSequentiallyAsync("vpn");

        await Expect(screen.Column("Services (1 of 5)")).ToBeVisibleAsync();
        await Expect(screen.Row("Network")).ToBeVisibleAsync();
        await Expect(screen.Row("Mail")).ToBeHiddenAsync();
        await Expect(screen.Header("active")).ToHaveAccessibleNameAsync("active, all 1 shown");
        await Expect(screen.Chip("All")).ToHaveTextAsync("All 1");
        await screen.Header("active").ClickAsync();
        await screen.ExpectPendingAsync(1);
        await Expect(screen.Cell("active", "Network")).Not.ToBeCheckedAsync();
        await Expect(screen.Cell("active", "Network::VPN")).ToBeCheckedAsync();
    }

    [ChromiumFact]
    public async Task Header_WithNothingToActOn_IsDisabledAndSaysWhy()
    {
        var screen = await OpenAsync(Server.ServicesOf("jose") + "?filter=zzz");

        await Expect(screen.Page.GetByText("No matches found.")).ToBeVisibleAsync();
        await Expect(screen.Header("active")).ToBeDisabledAsync();
        await Expect(screen.Header("active")).ToHaveAccessibleDescriptionAsync("No row matches.");
    }
}
