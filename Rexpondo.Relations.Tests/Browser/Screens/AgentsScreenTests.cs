using Microsoft.Playwright;
using Rexpondo.Relations.Core;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class AgentsScreenTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumFact]
    public async Task Agent_IsAddedSignsInBecomesAdminAndIsDisabled()
    {
        var screen = await OpenAsync("/");
        await screen.Button("boss · admin").ClickAsync();
        await screen.Page.Locator("#account").GetByRole(AriaRole.Link, new() { Name = "Agents" }).ClickAsync();
        await screen.Button("Add agent").ClickAsync();
        await screen.Page.GetByLabel("Login").FillAsync("dora");
        await screen.Page.GetByLabel("Password").FillAsync("correct horse");
        await screen.Page.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync("auditor");
        await screen.Save.ClickAsync();
        await Expect(screen.Said).ToHaveTextAsync("Agent dora added.");
        await Expect(Row(screen, "dora")).ToContainTextAsync("never");

        await using var visitor = await Browser.OpenAsync(Server);
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.SignInAsync("dora", "correct horse");
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "dora · auditor" })).ToBeVisibleAsync();
        await screen.Button("Make admin: dora").ClickAsync();
        await screen.AnswerAsync("Make admin");
        await Expect(screen.Said).ToHaveTextAsync("dora is admin now.");
        await Expect(Row(screen, "dora")).Not.ToContainTextAsync("never");
        await Expect(visitor.Page).ToHaveTitleAsync("Sign in · Rexpondo");

        await screen.Button("New password for dora").ClickAsync();
        await screen.Page.GetByLabel("Password").FillAsync("battery staple");
        await screen.Save.ClickAsync();
        await Expect(screen.Said).ToHaveTextAsync("dora has a new password.");
        await screen.Button("Disable dora").ClickAsync();
        await screen.AnswerAsync("Disable");
        await Expect(Row(screen, "dora")).ToContainTextAsync("disabled");
        await visitor.SignInAsync("dora", "battery staple");
        await Expect(visitor.Page).ToHaveTitleAsync("Sign in · Rexpondo");
        await screen.Button("Enable dora").ClickAsync();
        await Expect(screen.Said).ToHaveTextAsync("dora can sign in again.");
        await visitor.SignInAsync("dora", "battery staple");
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "dora · admin" })).ToBeVisibleAsync();
        Server.Scalar("SELECT count(*) FROM change_set WHERE agent_login = 'boss' AND reason LIKE '%dora%'").Should().Be(5);
    }

    [ChromiumFact]
    public async Task Form_WithErrors_SaysThemBesideTheFieldsAllAtOnceAndKeepsWhatIsTyped()
    {
        var screen = await OpenAsync("/agents");
        await screen.Button("Add agent").ClickAsync();
        await screen.Page.GetByLabel("Password").FillAsync("short");
        await screen.Save.ClickAsync();

        await Expect(screen.Page.GetByLabel("Login")).ToHaveAccessibleDescriptionAsync("Login is empty.");
        await Expect(screen.Page.GetByLabel("Password")).ToHaveAccessibleDescriptionAsync("At least 8 characters. The password has fewer than 8 characters.");
        await Expect(screen.Page.GetByLabel("Password")).ToHaveValueAsync("short");
        await screen.Page.GetByLabel("Login").FillAsync("BOSS");
        await screen.Page.GetByLabel("Password").FillAsync("correct horse");
        await screen.Save.ClickAsync();
        await Expect(screen.Page.GetByLabel("Login")).ToHaveAccessibleDescriptionAsync("There is already an agent boss.");
        await screen.Cancel.ClickAsync();
        await Expect(screen.Page.GetByLabel("Login")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Oneself_CanBeNeitherDisabledNorGivenAnotherRole()
    {
        var screen = await OpenAsync("/agents");

        await Expect(screen.Button("New password for boss")).ToBeVisibleAsync();
        await Expect(screen.Button("Disable boss")).ToHaveCountAsync(0);
        await Expect(screen.Button("Make auditor: boss")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Auditor_SeesTheListAndNoButtons()
    {
        var screen = await OpenAsync("/agents", "audrey", AgentRole.Auditor);

        await Expect(Row(screen, "audrey")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }

    private static ILocator Row(RelationScreen screen, string login) =>
        screen.Page.GetByRole(AriaRole.Row).Filter(new() { Has = screen.Page.GetByRole(AriaRole.Rowheader, new() { NameRegex = new($"^{login}") }) });
}
