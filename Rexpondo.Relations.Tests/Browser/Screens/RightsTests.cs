using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Rexpondo.Relations.Core;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class RightsTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumFact]
    public async Task Auditor_SeesEveryScreenAndChangesNothing()
    {
        foreach (var (path, key, row, stored) in new[]
        {
            (Server.GroupsOf("anna"), "rw", "billing", true),
            (Server.PersonsOfGroup("ops"), "rw", "José Núñez", true),
            (Server.ServicesOf("carla"), "active", "Network::VPN", true),
            (Server.PersonsOfService("Network::VPN"), "active", "Anna Meier", false),
            ("/customer-users-services/default-services", "active", "Mail", true),
        })
        {
            var screen = await OpenAsync(path, "audrey", AgentRole.Auditor);

            await Expect(screen.Page.GetByText("You are signed in as auditor: you see everything and change nothing.")).ToBeVisibleAsync();
            await Expect(screen.Cell(key, row)).ToBeCheckedAsync(new() { Checked = stored });
            await Expect(screen.Cell(key, row)).ToBeDisabledAsync();
            await Expect(screen.Cell(key, row)).ToHaveAccessibleDescriptionAsync(new Regex("You are signed in as auditor"));
            await Expect(screen.Header(key)).ToBeDisabledAsync();
            await Expect(screen.Header(key)).ToHaveAccessibleDescriptionAsync("You are signed in as auditor and change nothing.");
            await Expect(screen.Changes).ToHaveCountAsync(0);
            await Expect(screen.Save).ToHaveCountAsync(0);
            await Expect(screen.Button("Withdraw all shown")).ToHaveCountAsync(0);
        }
    }

    [ChromiumFact]
    public async Task Auditor_SearchesAndExportsLikeEverybody()
    {
        var screen = await OpenAsync("/customer-users-groups", "audrey", AgentRole.Auditor);
        await screen.Search.PressSequentiallyAsync("anna");
        await Expect(screen.List("Customer Users (1 of 4)")).ToBeVisibleAsync();
        await screen.Link("billing").ClickAsync();

        var file = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Button("Export what is shown (1)").ClickAsync());

        (await File.ReadAllTextAsync(await file.PathAsync())).Should().Contain("Anna Meier");
    }

    [ChromiumFact]
    public async Task Role_WithdrawnWhileTicksArePending_RefusesTheSaveAndKeepsTheTicks()
    {
        var before = Server.GroupRows();
        var screen = await OpenAsync(Server.GroupsOf("theo"), "former");
        await RelationScreen.ClickAsync(screen.Cell("ro", "ops"), screen.Cell("rw", "billing"));
        await screen.ExpectPendingAsync(2);
        Server.Execute("UPDATE agent SET role = $auditor WHERE login = 'former'", ("$auditor", (int)AgentRole.Auditor));

        await screen.Save.ClickAsync();

        await Expect(screen.Changes).ToContainTextAsync("Nothing was written: you no longer have the role admin. Your 2 changes are still here.");
        await Expect(screen.Cell("ro", "ops")).ToBeCheckedAsync();
        await Expect(screen.Cell("rw", "billing")).ToBeCheckedAsync();
        Server.GroupRows().Should().Equal(before);
    }

    [ChromiumFact]
    public async Task Save_ThatTheStoreFails_WritesNothingAndKeepsTheTicks()
    {
        var before = Server.GroupRows();
        var screen = await OpenAsync(Server.GroupsOf("theo"));
        await screen.Cell("ro", "ops").ClickAsync();
        await screen.ExpectPendingAsync(1);
        Server.Execute("CREATE TRIGGER full_disk BEFORE INSERT ON customer_user_group BEGIN SELECT RAISE (ABORT, 'disk full'); END");
        try
        {
            await screen.Save.ClickAsync();

            await Expect(screen.Changes).ToContainTextAsync(new Regex("Nothing was written: .*disk full.* Your 1 change is still here\\."));
            await Expect(screen.Cell("ro", "ops")).ToBeCheckedAsync();
            Server.GroupRows().Should().Equal(before);
        }
        finally
        {
            Server.Execute("DROP TRIGGER full_disk");
        }
    }
}
