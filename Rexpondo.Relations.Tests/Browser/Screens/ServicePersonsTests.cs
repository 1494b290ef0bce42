using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class ServicePersonsTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumFact]
    public async Task CustomerUsersOfAService_WhoWouldLoseTheirDefaults_KeepThem()
    {
        var screen = await OpenAsync(Server.PersonsOfService("Network::VPN"));
        await Expect(screen.Title).ToHaveTextAsync("Allocate customer users to service Network::VPN");
        await Expect(screen.Row("Anna Meier")).ToContainTextAsync("default services apply");
        await Expect(screen.Row("Carla Vogel")).ToContainTextAsync("1 specific service");

        await RelationScreen.ClickAsync(screen.Cell("active", "Anna Meier"), screen.Cell("active", "José Núñez"));
        await Expect(screen.Page.GetByText("2 customer users lose their 2 default services once saved")).ToBeVisibleAsync();
        await Expect(screen.Row("Anna Meier")).ToContainTextAsync("defaults apply → only Network::VPN");
        await screen.Button("Keep their default services (+4)").ClickAsync();
        await screen.ExpectPendingAsync(6);
        await screen.SaveAsync("6 services granted.");

        Server.ServiceRows("anna").Should().Equal("anna Mail", "anna Network::Setup", "anna Network::VPN");
        Server.ServiceRows("jose").Should().Equal("jose Mail", "jose Network::Setup", "jose Network::VPN");
    }

    [ChromiumFact]
    public async Task CustomerUsersOfAService_WhoseLastItIs_FallBack()
    {
        var screen = await OpenAsync(Server.PersonsOfService("Network::VPN"));

        await screen.Cell("active", "Carla Vogel").ClickAsync();

        await Expect(screen.Page.GetByText("1 customer user falls back to the 2 default services")).ToBeVisibleAsync();
        await Expect(screen.Row("Carla Vogel")).ToContainTextAsync("specific services → default services");
        await screen.CancelAsync();
    }
}
