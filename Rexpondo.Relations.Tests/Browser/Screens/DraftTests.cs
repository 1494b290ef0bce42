using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>What is typed and ticked and not saved yet is kept for the agent, and she is told where. Each test has an agent of its own.</summary>
[Collection(PatientBrowserCollection.Name)]
public sealed class DraftTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumFact]
    public async Task Form_Left_IsKeptAndCountedInTheBar_AndCancelCanBeUndone()
    {
        var screen = await OpenAsync($"/customer-users/{Server.Person("theo")}", "leaver");
        await Expect(Drafts(screen)).ToHaveCountAsync(0);
        await screen.Field("Comment").FillAsync("half a sentence");
        await screen.ExpectPendingAsync(1);

        await screen.BackTo("Customer Users").ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync(new Regex("^Customer Users"));
        await Expect(screen.Said).ToHaveTextAsync("Your unsaved change is kept as a draft.");
        await Expect(Drafts(screen)).ToHaveTextAsync(new Regex("1 other draft"));

        await Drafts(screen).FocusAsync();
        await screen.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(screen.Page.GetByRole(AriaRole.Link, new() { Name = "Customer user Theo Papas", Exact = false })).ToBeFocusedAsync();
        await Expect(Menu(screen)).ToContainTextAsync("1 unsaved change from ");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(screen.Field("Comment")).ToHaveValueAsync("half a sentence");
        await Expect(screen.Page.Locator(".draft")).ToContainTextAsync("1 unsaved change from ");
        await Expect(Drafts(screen)).ToHaveCountAsync(0);

        await screen.Cancel.ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync(new Regex("^Customer Users"));
        await Expect(screen.Said).ToHaveTextAsync("1 unsaved change discarded.");
        await screen.Button("Undo").ClickAsync();
        await Expect(screen.Field("Comment")).ToHaveValueAsync("half a sentence");
        (await (await screen.Page.APIRequest.GetAsync(screen.Page.Url)).TextAsync()).Should().Contain("1 unsaved change from ", "the line is there before the page is interactive");
        await Expect(screen.Page.Locator(".draft")).ToHaveCountAsync(1);
        await screen.Field("Comment").FillAsync("a sentence");
        await Expect(screen.Page.Locator(".draft")).ToHaveCountAsync(0); // from now on the bar counts
        await screen.StoreAsync();
        await Expect(screen.Page.Locator(".draft")).ToHaveCountAsync(0);
        await ExpectNoDraftAsync("leaver");
    }

    [ChromiumFact]
    public async Task Form_InTwoTabs_IsOneDraftAndTheFocusedFieldIsNotDisturbed()
    {
        var path = $"/customer-users/{Server.Person("carla")}";
        var one = await OpenAsync(path, "twice");
        var two = await OpenAsync(path, "twice");
        await one.Field("Phone").PressSequentiallyAsync("123");
        await Expect(two.Field("Phone")).ToHaveValueAsync("123");

        await one.Page.Keyboard.PressAsync("ArrowLeft");
        await two.Field("Comment").FillAsync("from the other tab");
        await Expect(one.Field("Comment")).ToHaveValueAsync("from the other tab");
        await Expect(one.Field("Phone")).ToBeFocusedAsync();
        await one.Page.Keyboard.TypeAsync("x");
        await Expect(one.Field("Phone")).ToHaveValueAsync("12x3");
        await Expect(two.Field("Phone")).ToHaveValueAsync("12x3");

        await two.StoreAsync();
        await one.ExpectPendingAsync(0);
        await Expect(one.Field("Comment")).ToHaveValueAsync("from the other tab");
    }

    [ChromiumFact]
    public async Task Form_OpenedOnWhatAnotherAgentChanged_TellsItBeforeItOverwrites()
    {
        var path = $"/groups/{Server.Group("unused")}";
        var mine = await OpenAsync(path, "first");
        await mine.Field("Comment").FillAsync("mine");
        await mine.ExpectPendingAsync(1);
        await mine.GoAsync("/");
        var theirs = await OpenAsync(path, "second");
        await theirs.Field("Comment").FillAsync("theirs");
        await theirs.StoreAsync();

        await mine.GoAsync(path);
        await Expect(mine.Field("Comment")).ToHaveValueAsync("mine");
        await mine.Save.ClickAsync();
        await Expect(mine.Page.Locator("[data-conflict]")).ToContainTextAsync("theirs");
        await mine.StoreAsync();
        Server.Scalar("SELECT comment = 'mine' FROM permission_group WHERE name = 'unused'").Should().Be(1);
    }

    [ChromiumFact]
    public async Task Menu_DiscardsWhatATabHasOpen_AndUndoBringsItBack()
    {
        var matrix = await OpenAsync(Server.GroupsOf("carla"), "both");
        await matrix.Cell("ro", "billing").ClickAsync();
        await matrix.ExpectPendingAsync(1);
        var other = await OpenAsync("/", "both");
        await Drafts(other).ClickAsync();
        (await (await other.Page.APIRequest.GetAsync(matrix.Page.Url)).TextAsync()).Should().Contain("1 unsaved change from ", "the line is there before the page is interactive");

        await other.Button("Discard Groups of customer user Carla Vogel").ClickAsync();

        await matrix.ExpectPendingAsync(0);
        await Expect(Drafts(other)).ToHaveCountAsync(0);
        await other.Button("Undo").ClickAsync();
        await matrix.ExpectPendingAsync(1);
        await Expect(matrix.Cell("ro", "billing")).ToBeCheckedAsync();
        await Expect(Drafts(other)).ToHaveCountAsync(1);
        await Expect(other.Title).ToBeFocusedAsync(); // the button that had the focus is gone

        await Drafts(other).ClickAsync();
        await other.Button("Discard Groups of customer user Carla Vogel").ClickAsync();
        await matrix.ExpectPendingAsync(0);
        await matrix.Cell("rw", "ops").ClickAsync();
        await matrix.ExpectPendingAsync(1);
        await other.Button("Undo").ClickAsync();
        await Expect(other.Said).ToHaveTextAsync("Not put back: you have changed something there since.");
        await matrix.ExpectPendingAsync(1);
        await Expect(matrix.Cell("ro", "billing")).Not.ToBeCheckedAsync();
        await matrix.Cancel.ClickAsync();
        await Expect(Drafts(other)).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Setting_Left_IsKeptUntilItIsSavedOrDiscarded()
    {
        var screen = await OpenAsync("/system-configuration/Ticket::Service", "setter");
        await screen.Switch("Ticket::Service").ClickAsync();
        await Expect(screen.Changes).ToContainTextAsync("Edited, not saved as draft yet");
        await screen.BackTo("System Configuration").ClickAsync();
        await Expect(screen.Said).ToHaveTextAsync("Your unsaved change is kept for you.");
        await Expect(Drafts(screen)).ToHaveTextAsync(new Regex("1 other draft"));

        await screen.GoAsync("/system-configuration/Ticket::Service");
        await Expect(screen.Switch("Ticket::Service")).Not.ToBeCheckedAsync();
        await screen.Page.Locator(".draft").GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(screen.Switch("Ticket::Service")).ToBeCheckedAsync();
        await screen.Button("Undo").ClickAsync();
        await Expect(screen.Switch("Ticket::Service")).Not.ToBeCheckedAsync();
        await screen.Button("Save draft").ClickAsync();
        await Expect(screen.Said).ToHaveTextAsync("Draft saved. It has no effect until it is deployed.");
        await ExpectNoDraftAsync("setter");
        await screen.Button("Discard draft").ClickAsync();
        await Expect(screen.Page.GetByText("draft by setter")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Setting_WithACommentAlone_SaysSoUntilSomethingIsTyped()
    {
        var screen = await OpenAsync("/system-configuration/CustomerGroupAlwaysGroups", "commenter");
        await screen.Page.GetByRole(AriaRole.Textbox, new() { Name = "Comment" }).FillAsync("for every");
        await ExpectFoundAgainAsync();

        await screen.Page.GetByRole(AriaRole.Textbox, new() { Name = "Comment" }).FillAsync("for everybody");
        await Expect(screen.Page.Locator(".draft")).ToHaveCountAsync(0);
        await ExpectFoundAgainAsync();

        await screen.Page.GetByRole(AriaRole.Combobox, new() { Name = "Add a group" }).PressSequentiallyAsync("op");
        await Expect(screen.Page.Locator(".draft")).ToHaveCountAsync(0);
        await screen.Cancel.ClickAsync();
        await ExpectNoDraftAsync("commenter");

        async Task ExpectFoundAgainAsync()
        {
            await screen.BackTo("System Configuration").ClickAsync();
            await Expect(screen.Said).ToHaveTextAsync("Your unsaved change is kept for you.");
            await screen.GoAsync("/system-configuration/CustomerGroupAlwaysGroups");
            await Expect(screen.Page.Locator(".draft")).ToHaveCountAsync(1);
        }
    }

    [ChromiumFact]
    public async Task Server_ThatStops_OffersItAgain_AlsoInAnotherBrowser()
    {
        await using var server = await ScreenDesk.StartAsync([.. SmallDesk.All]);
        var path = $"/customer-users/{server.Person("anna")}";
        string session;
        await using (var before = await Browser.OpenSignedInAsync(server, "boss", AgentRole.Admin, new()))
        {
            await before.GoAsync(path);
            var screen = new RelationScreen(before);
            await screen.Field("Mobile").FillAsync("+49 170 1");
            await screen.ExpectPendingAsync(1);
            session = await before.Page.Context.StorageStateAsync();
            await server.RestartAsync();
        }

        await using var after = await Browser.OpenAsync(server, new() { StorageState = session });
        await after.GoAsync(path);

        await Expect(new RelationScreen(after).Field("Mobile")).ToHaveValueAsync("+49 170 1");
        await Expect(after.Page.Locator(".draft")).ToContainTextAsync("1 unsaved change from ");
    }

    [ChromiumFact]
    public async Task Auditor_HasNoDrafts()
    {
        var screen = await OpenAsync($"/groups/{Server.Group("ops")}", "looks", AgentRole.Auditor);

        await Expect(screen.Page.GetByText("You are signed in as auditor")).ToBeVisibleAsync();
        await Expect(Drafts(screen)).ToHaveCountAsync(0);
    }

    [ChromiumTheory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 400)]
    [InlineData(ColorScheme.Dark, 400)]
    public async Task Menu_Open_IsCleanForAxe(ColorScheme scheme, int width)
    {
        var agent = $"axe{scheme}{width}";
        var screen = await OpenAsync(
            $"/groups/{Server.Group("ops")}", agent, options: new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = 800 } });
        Server.Execute(
            """
            INSERT INTO draft SELECT id, 'record/Group/99', 1, 1, 1000, x'00', '' FROM agent WHERE login = $agent
            UNION ALL SELECT id, 'record/Customer/new', 3, 1, 2000, x'00', '' FROM agent WHERE login = $agent
            """,
            ("$agent", agent));
        await screen.Field("Comment").FillAsync("kept");
        await screen.ExpectPendingAsync(1);
        await screen.GoAsync($"/groups/{Server.Group("ops")}");
        await Expect(screen.Page.Locator(".draft")).ToBeVisibleAsync();
        await Drafts(screen).ClickAsync();
        await Expect(Menu(screen)).ToContainTextAsync("Group number 99");

        var found = await screen.Page.RunAxe();

        found.Violations.Select(v => $"{v.Id} {string.Join(" | ", v.Nodes.Select(node => node.Html))}").Should().BeEmpty();
        (await screen.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth")).Should().BeFalse();
        await screen.Button("Discard Group number 99").ClickAsync();
        await Expect(Menu(screen).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await Expect(Menu(screen)).ToBeVisibleAsync();
    }

    private static ILocator Drafts(RelationScreen screen) => screen.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^[0-9]+ (other )?drafts?$") });

    private static ILocator Menu(RelationScreen screen) => screen.Page.Locator("#drafts");

    /// <summary>Once all is written that is to be, an agent has no draft in the store.</summary>
    private async Task ExpectNoDraftAsync(string login)
    {
        (await Server.Services.GetRequiredService<DraftDesk>().FlushAsync()).Should().BeTrue();
        Server.Scalar("SELECT count(*) FROM draft d JOIN agent a ON a.id = d.agent_id WHERE a.login = $login", ("$login", login)).Should().Be(0);
    }
}
