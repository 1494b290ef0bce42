using Microsoft.Playwright;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Tests.Browser.Screens;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Sessions;

/// <summary>The fifth session: group support is rehearsed and switched on, and nobody is locked out.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SwitchOnTests(BrowserFixture browser)
{
    [ChromiumFact]
    public async Task GroupSupport_RehearsedAndSwitchedOn_LocksNobodyOut()
    {
        // The sample desk as it was before group support: no default groups, 18 customer users without any group.
        await using var server = await ScreenDesk.StartAsync(
            [.. SampleDesk.All.Where(file => file.Name != "settings.json"), ("settings.json", """{ "CustomerGroupSupport": false }""")]);
        await using var visitor = await browser.OpenSignedInAsync(server);
        var (screen, hand) = (new RelationScreen(visitor), new Hand());

        await hand.ClickAsync(screen.Page.Locator("a.tile[href='/customer-users-groups']"), screen.Button("Enable it here!"));
        await Expect(screen.Page.GetByText("393 customer users need assignment. 18 of them have no group at all once it is on.")).ToBeVisibleAsync();
        await hand.ClickAsync(screen.Link("Assign them first on the overview"));
        await Expect(screen.Page.GetByText("Not in force yet: group support is off")).ToBeVisibleAsync();
        await Expect(screen.List("Customer Users (18)")).ToBeVisibleAsync();

        // One of them by hand, the others by a group for everybody.
        await hand.ClickAsync(screen.Link("Linnéa Ångström"), screen.Cell("rw", "operations"), screen.SaveAndFinish);
        await Expect(screen.Page.GetByText("17 of 393 customer users would have no group at all")).ToBeVisibleAsync();
        await hand.ClickAsync(screen.Page.GetByRole(AriaRole.Link, new() { Name = "Edit customer user default groups" }));
        await hand.TypeAsync(screen.Page.GetByRole(AriaRole.Combobox), "users", enter: true);
        await Expect(screen.Link("users")).ToBeVisibleAsync();
        await hand.ClickAsync(screen.Button("Save draft"), screen.Page.GetByRole(AriaRole.Link, new() { Name = "Deployment (2 drafts)" }));
        var effects = screen.Page.GetByRole(AriaRole.Main);
        await Expect(effects).ToContainTextAsync("2 of 2 drafts picked");
        await Expect(effects).ToContainTextAsync("lose access to");
        await Expect(effects).Not.ToContainTextAsync("no group left");
        server.Access().Values.Should().OnlyContain(line => line.Of("rw").Count == 23, "nothing is in force yet");
        await hand.ClickAsync(screen.Button("Deploy"), screen.Button("Deploy anyway"));
        await Expect(screen.Said).ToContainTextAsync("in force");

        hand.ToString().Should().Be("11 clicks, 1 texts");
        var access = server.Access();
        access.Should().HaveCount(393);
        access.Values.Should().OnlyContain(line => line.Of("rw").Contains("users"));
        access["linnea.angstrom"].Of("rw").Should().Equal("operations", "users");
        access["linnea.angstrom"].Of("ro").Should().Equal("operations", "users");
        server.Ask("thor.h", "billing", "ro").Should().BeOfType<AccessDenied>();
        visitor.Complaints.Should().BeEmpty();
    }
}
