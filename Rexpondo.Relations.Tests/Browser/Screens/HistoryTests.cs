using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Rexpondo.Relations.Core;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(PatientBrowserCollection.Name)]
public sealed class HistoryTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumFact]
    public async Task ASave_IsInTheHistory_AndCanBeTakenBack()
    {
        var (screen, set) = await SaveAsync("theo", "ro", "ops");

        await screen.GoAsync($"/history?person={Server.Person("theo")}");
        await Expect(screen.Title).ToContainTextAsync("History of customer user Theo Papas");
        await Expect(Tab(screen, "History")).ToHaveAttributeAsync("aria-current", "page");
        await Expect(Entries(screen).First).ToContainTextAsync("Theo Papas · ops: none → ro");
        await Entries(screen).First.GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync($"Change set {set}");
        await Expect(Lines(screen)).ToHaveTextAsync([new System.Text.RegularExpressions.Regex(@"Customer Users ↔ Groups\s*Theo Papas\s*· ops\s*none\s*→ became ro")]);

        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(screen.Dialog).ToContainTextAsync("This sets back 1 cell.");
        await Expect(screen.Dialog).ToContainTextAsync("1 customer user loses access to ops: Theo Papas.");
        await screen.Dialog.GetByLabel("Reason").FillAsync("by mistake");
        await screen.AnswerAsync("Undo");

        await Expect(screen.Page.GetByText("1 cell set back.").First).ToBeVisibleAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Link, new() { Name = $"change set {set + 1}" })).ToBeVisibleAsync();
        Server.GroupRows("theo", "ops").Should().BeEmpty();

        await screen.Page.GetByRole(AriaRole.Link, new() { Name = $"change set {set + 1}" }).ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync($"Change set {set + 1}");
        await Expect(screen.Page.GetByText("by mistake")).ToBeVisibleAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await screen.AnswerAsync("Undo");
        await Expect(screen.Page.GetByRole(AriaRole.Link, new() { Name = $"change set {set + 2}" })).ToBeVisibleAsync();
        Server.GroupRows("theo", "ops").Should().Equal("theo ops ro");
    }

    [ChromiumFact]
    public async Task WhatWasChangedSince_IsLeftAndNamed()
    {
        var (screen, set) = await SaveAsync("carla", "ro", "ops");
        var (_, last) = await SaveAsync("carla", "ro", "ops", "ben");

        await screen.GoAsync($"/history/{set}");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await Expect(screen.Page.GetByText("Nothing to take back, nothing was written. 1 left: Carla Vogel · ops was changed since by ben.").First).ToBeVisibleAsync();
        Server.Revision().Should().Be(last);
    }

    [ChromiumFact]
    public async Task TheFilters_AreInTheAddress_AndFindWhatTheySay()
    {
        var (screen, _) = await SaveAsync("jose", "rw", "billing");
        await screen.GoAsync("/history");
        await Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = "Changes" })).ToBeVisibleAsync();

        await screen.Page.GetByLabel("Group", new() { Exact = true }).FillAsync("bill");
        await screen.Page.GetByRole(AriaRole.Option, new() { Name = "billing" }).ClickAsync();
        await screen.Page.WaitForURLAsync($"**/history?group={Server.Group("billing")}");
        await Expect(screen.Title).ToContainTextAsync("History of group billing");
        await screen.Page.GetByLabel("Way", new() { Exact = true }).SelectOptionAsync("screen");
        await screen.Page.WaitForURLAsync("**/history?group=*&way=screen"); // the address has them in one order, whichever came first
        await screen.Page.GetByLabel("Agent", new() { Exact = true }).SelectOptionAsync("boss");
        await Expect(Entries(screen).First).ToContainTextAsync("José Núñez · billing: none → rw");
        await screen.Page.WaitForURLAsync("**/history?group=*&agent=boss&way=screen");
        await screen.Page.ReloadAsync();
        await screen.Visitor.InteractiveAsync();
        await Expect(Entries(screen).First).ToContainTextAsync("José Núñez · billing: none → rw");

        await screen.Page.GetByLabel("From", new() { Exact = true }).FillAsync("2100-01-01");
        await Expect(screen.Page.GetByText("No matches found.")).ToBeVisibleAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Clear all" }).ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("History");
    }

    [ChromiumFact]
    public async Task ALinkToTheAddressThePageWasOpenedWith_LeadsThere()
    {
        await SaveAsync("theo", "ro", "user");
        var screen = await OpenAsync("/history");
        await screen.Page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("settings");
        await screen.Page.WaitForURLAsync("**/history?what=settings");
        await screen.Page.EvaluateAsync("""
            const link = document.createElement('a'); link.href = '/history'; link.textContent = 'all of it'; document.querySelector('main').append(link)
            """);
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "all of it" }).ClickAsync();

        await Expect(screen.Page.GetByLabel("What", new() { Exact = true })).ToHaveValueAsync("");
        await Expect(Entries(screen).First).ToContainTextAsync("Theo Papas · user: none → ro");
        await Expect(screen.Page).ToHaveURLAsync(new Uri(Server.Address, "/history").ToString());
    }

    [ChromiumFact]
    public async Task TheHistoryOfAnObject_FollowsIt()
    {
        var screen = await OpenAsync($"/history?person={Server.Person("theo")}");
        var access = screen.Page.Locator("main .sub").First;
        var before = await access.TextContentAsync();

        await SaveAsync("theo", "rw", "reporting", "ben");

        await Expect(access).Not.ToHaveTextAsync(before!);
        await Expect(screen.Page.GetByText("1 new change")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task WhatIsConfirmed_IsAskedAgainIfItIsSomethingElseByThen()
    {
        var (screen, set) = await SaveAsync("carla", "ro", "billing");
        await screen.GoAsync($"/history/{set}");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(screen.Dialog).ToContainTextAsync("1 customer user loses access to billing: Carla Vogel.");
        await screen.Dialog.GetByLabel("Reason").FillAsync("by mistake");

        var (_, last) = await SaveAsync("carla", "rw", "billing", "ben");
        await screen.AnswerAsync("Undo");

        await Expect(screen.Dialog).ToContainTextAsync("Others have saved since you were asked");
        await Expect(screen.Dialog).ToContainTextAsync("No access changes.");
        await Expect(screen.Dialog.GetByLabel("Reason")).ToHaveValueAsync("by mistake");
        Server.Revision().Should().Be(last, "nothing is written before it is confirmed");
        await screen.AnswerAsync("Undo");
        await Expect(screen.Page.GetByText("1 cell set back.").First).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task WhatOthersSaveMeanwhile_IsCounted_AndShownWhenAsked()
    {
        var screen = await OpenAsync("/history");
        var first = await Entries(screen).First.TextContentAsync();

        await SaveAsync("ines", "ro", "ops", "ben");

        await Expect(screen.Page.GetByText("1 new change")).ToBeVisibleAsync();
        (await Entries(screen).First.TextContentAsync()).Should().Be(first, "nothing moves");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Expect(Entries(screen).First).ToContainTextAsync("Ines Alt · ops: none → ro");
        await Expect(screen.Title).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task TheExport_HasARowForEachLine()
    {
        var (screen, set) = await SaveAsync("theo", "ro", "billing");
        await screen.GoAsync($"/history/{set}");

        var download = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Page.GetByRole(AriaRole.Link, new() { Name = "Export this change set (1 line)" }).ClickAsync());

        var rows = (await File.ReadAllTextAsync((await download.PathAsync())!)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        rows.Should().HaveCount(2);
        rows[1].Should().StartWith($"{set},").And.EndWith("boss,screen,,,customer_user_group,theo,Theo Papas,billing,,none,ro");

        await screen.GoAsync("/history?way=import");
        var all = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Page.GetByRole(AriaRole.Link, new() { Name = "Export what is found (1)" }).ClickAsync());
        (await File.ReadAllLinesAsync((await all.PathAsync())!)).Skip(1).Should().HaveCountGreaterThan(20).And.OnlyContain(row => row.Contains(",import,"));
    }

    [ChromiumFact]
    public async Task AnAuditor_SeesEverything_AndHasNoButton()
    {
        var screen = await OpenAsync("/history/1", "audrey", AgentRole.Auditor);

        await Expect(screen.Title).ToHaveTextAsync("Change set 1");
        await Expect(screen.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToHaveCountAsync(0);
        await Expect(screen.Page.GetByText("You are signed in as auditor")).ToBeVisibleAsync();
    }

    [ChromiumTheory]
    [InlineData("/history/999999", "Change set not found")]
    [InlineData("/history?person=999", "Customer user not found")]
    [InlineData("/history?group=999", "Group not found")]
    [InlineData("/history?service=999", "Service not found")]
    [InlineData("/history?customer=999", "Customer not found")]
    public async Task WhatIsNotThere_Answers404AndSaysSo(string path, string heading)
    {
        var screen = await OpenAsync("/");

        (await screen.Page.GotoAsync(path))!.Status.Should().Be(404);
        await Expect(screen.Title).ToHaveTextAsync(heading);
    }

    [ChromiumFact]
    public async Task ASavedRecord_OffersUndoAtOnce()
    {
        var screen = await OpenAsync($"/groups/{Server.Group("unused")}");
        await screen.Page.GetByLabel("Comment").FillAsync("a comment");
        await screen.Save.ClickAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();

        await Expect(screen.Page.GetByText("1 field set back.").First).ToBeVisibleAsync();
        await Expect(screen.Page.GetByLabel("Comment")).ToHaveValueAsync("");
    }

    [ChromiumTheory]
    [InlineData(ColorScheme.Light, 1280, 820)]
    [InlineData(ColorScheme.Dark, 1280, 820)]
    [InlineData(ColorScheme.Light, 400, 800)]
    [InlineData(ColorScheme.Dark, 400, 800)]
    public async Task TheHistory_IsCleanForAxe(ColorScheme scheme, int width, int height)
    {
        var screen = await OpenAsync(
            "/history", options: new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = height } });
        foreach (var path in new[]
        {
            "/history", $"/history?person={Server.Person("anna")}", $"/history?group={Server.Group("billing")}", $"/history?service={Server.Service("Mail")}",
            "/history?customer=1&way=import&from=2020-01-01", "/history?what=settings&reason=nothing+like+this", "/history/1",
        })
        {
            await screen.GoAsync(path);
            var found = await screen.Page.RunAxe();
            found.Violations.Select(v => $"{path}: {v.Id} {string.Join(" | ", v.Nodes.Select(node => node.Html))}").Should().BeEmpty();
            (await screen.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth")).Should().BeFalse($"{path} fits into {width} px");
        }
    }

    protected override bool IsExpected(string complaint) => complaint.Contains("404");

    private async Task<(RelationScreen Screen, long ChangeSet)> SaveAsync(string login, string key, string group, string agent = "boss")
    {
        var screen = await OpenAsync(Server.GroupsOf(login), agent);
        var before = Server.Revision();
        await screen.Cell(key, group).ClickAsync();
        await screen.ExpectPendingAsync(1);
        await screen.Save.ClickAsync();
        await screen.ExpectPendingAsync(0);
        Server.Revision().Should().Be(before + 1);
        return (screen, before + 1);
    }

    private static ILocator Entries(RelationScreen screen) => screen.Page.Locator(".history > li");

    private static ILocator Lines(RelationScreen screen) => screen.Page.Locator("table.log tbody tr");

    private static ILocator Tab(RelationScreen screen, string name) =>
        screen.Page.GetByRole(AriaRole.Navigation, new() { Name = "Relations of this" }).GetByRole(AriaRole.Link, new() { Name = name });
}
