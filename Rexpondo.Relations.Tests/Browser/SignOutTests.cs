using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Tests.Browser.Screens;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser;

/// <summary>A session that ends is over in all its open pages within seconds, and in no other.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SignOutTests(BrowserFixture browser)
{
    private const float Seconds = 10_000; // a page used to ask only every thirty

    private static readonly Regex SignInPage = new("^Sign in");

    [ChromiumFact]
    public async Task SignOut_InOneTab_EndsTheOtherTabsOfThatBrowserAndKeepsTheirDraft()
    {
        await using var server = await ScreenDesk.StartAsync([.. SmallDesk.All]);
        await using var visitor = await browser.OpenSignedInAsync(server);
        await using var elsewhere = await browser.OpenSignedInAsync(server);
        var screen = new RelationScreen(visitor);
        var other = new RelationScreen(elsewhere);
        var path = server.PersonsOfGroup("billing");
        await screen.GoAsync(path);
        await other.GoAsync(path);
        await screen.Cell("ro", "Theo Papas").ClickAsync();
        await screen.ExpectPendingAsync(1);

        await SignOutElsewhereAsync(visitor);

        await Expect(screen.Page).ToHaveTitleAsync(SignInPage, new() { Timeout = Seconds });
        await Expect(other.Title).ToHaveTextAsync("Change customer user relations for group billing");
        await Expect(other.Cell("ro", "Theo Papas")).ToBeCheckedAsync();
        await other.Cell("ro", "Carla Vogel").ClickAsync();
        await other.ExpectPendingAsync(2);

        await visitor.SignInAsync("boss", Welcome.Password);
        await Expect(screen.Title).ToHaveTextAsync("Change customer user relations for group billing");
        await screen.ExpectPendingAsync(2);
        visitor.Complaints.Concat(elsewhere.Complaints).Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task SignOut_WhileAnotherTabAsksBeforeASave_WritesNothingAndKeepsTheChanges()
    {
        await using var server = await ScreenDesk.StartAsync(
            ("customer_users.csv", "login,first_name,last_name,email,customer_id,valid\n" + string.Concat(
                Enumerable.Range(1, 26).Select(i => $"p{i},Person,{i},,,valid\n"))),
            ("groups.csv", "name,comment,valid\nbilling,,valid\n"),
            ("settings.json", """{ "CustomerGroupSupport": true }"""));
        await using var visitor = await browser.OpenSignedInAsync(server);
        var screen = new RelationScreen(visitor);
        await screen.GoAsync(server.PersonsOfGroup("billing"));
        await screen.Header("ro").ClickAsync();
        await screen.ExpectPendingAsync(26);
        await screen.Save.ClickAsync();
        await Expect(screen.Dialog).ToContainTextAsync("Save 26 changes?");
        var revision = server.Revision();

        await SignOutElsewhereAsync(visitor);

        await Expect(screen.Page).ToHaveTitleAsync(SignInPage, new() { Timeout = Seconds });
        await visitor.SignInAsync("boss", Welcome.Password);
        await Expect(screen.Title).ToHaveTextAsync("Change customer user relations for group billing");
        await screen.ExpectPendingAsync(26);
        await Expect(screen.Dialog).ToHaveCountAsync(0);
        (server.Revision(), server.GroupRows(group: "billing").Count).Should().Be((revision, 0));
        visitor.Complaints.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task Session_OfAnAgentWhoWasDisabled_EndsInHerOpenPage()
    {
        await using var server = await RelationsServer.StartAsync();
        await server.AddAgentAsync("other");
        await using var visitor = await browser.OpenSignedInAsync(server);
        await visitor.GoAsync("/customer-users-groups");

        await server.Services.GetRequiredService<AgentDirectory>().DisableAsync("boss", CancellationToken.None);

        await Expect(visitor.Page).ToHaveTitleAsync(SignInPage, new() { Timeout = Seconds });
    }

    private static async Task SignOutElsewhereAsync(Visitor visitor)
    {
        var tab = await visitor.Page.Context.NewPageAsync();
        await tab.GotoAsync("/");
        await tab.GetByRole(AriaRole.Button, new() { Name = "boss · admin" }).ClickAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(tab).ToHaveTitleAsync(SignInPage);
    }
}
