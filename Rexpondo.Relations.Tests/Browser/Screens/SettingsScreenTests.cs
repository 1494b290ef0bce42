using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>Each test leaves no draft and edits settings of its own.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SettingsScreenTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    // What a test that failed has left behind is no failure of the next.
    public override Task InitializeAsync()
    {
        if (Chromium.SkipReason is null)
        {
            Server.Execute("DELETE FROM setting_draft");
        }

        return base.InitializeAsync();
    }

    [ChromiumFact]
    public async Task DefaultGroup_DraftedAndDeployed_IsSeenByEveryOpenScreenAndTheNextAnswer()
    {
        var matrix = await OpenAsync(Server.GroupsOf("theo"), "ben");
        var list = await OpenAsync("/system-configuration", "carl");
        var screen = await OpenAsync("/customer-users-groups?search=a");
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Edit customer user default groups", Exact = true }).ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("CustomerGroupAlwaysGroups");

        await screen.Page.GetByRole(AriaRole.Combobox, new() { Name = "Add a group" }).PressSequentiallyAsync("op");
        await screen.Page.GetByRole(AriaRole.Option, new() { Name = "ops" }).ClickAsync();
        await Expect(screen.Page.GetByText("3 customer users gain access to ops: ").First).ToBeVisibleAsync();
        await Expect(screen.Changes).ToContainTextAsync("Edited, not saved as draft yet");
        await screen.Button("Save draft").ClickAsync();

        await Expect(screen.Said).ToHaveTextAsync("Draft saved. It has no effect until it is deployed.");
        await Expect(list.Page.GetByText("draft by boss")).ToBeVisibleAsync();
        await Expect(list.Page.GetByRole(AriaRole.Link, new() { Name = "Deployment (1 draft)" })).ToBeVisibleAsync();
        await Expect(matrix.Cell("rw", "ops")).ToBeEnabledAsync();
        Ask("theo", "ops").Should().BeOfType<AccessDenied>("a draft has no effect");

        await screen.Page.GetByLabel("Comment").FillAsync("everybody needs ops");
        await screen.Button("Deploy now").ClickAsync();

        await Expect(screen.Said).ToHaveTextAsync("CustomerGroupAlwaysGroups is in force.");
        Ask("theo", "ops").Should().BeOfType<AccessAllowed>("the very next answer is right");
        Server.Services.GetRequiredService<AccessReport>().Read("theo")!.Lines.Single().Groups.Single(group => group.Key == "rw").Names.Should().Contain("ops");
        await Expect(matrix.Cell("rw", "ops")).ToBeDisabledAsync();
        await Expect(matrix.Cell("rw", "ops")).ToBeCheckedAsync();
        await Expect(list.Page.GetByText("users, ops")).ToBeVisibleAsync();
        await Expect(list.Page.GetByText("draft by boss")).ToHaveCountAsync(0);
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Back to Customer Users ↔ Groups" }).ClickAsync();
        await Expect(screen.Page).ToHaveURLAsync(new Regex("/customer-users-groups\\?search=a$"));
        await Expect(screen.Page.GetByText("Customer user default groups: ops, users.")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Names_ThatHaveNoEffect_AreKeptWithAVisibleWarning()
    {
        var screen = await OpenAsync("/system-configuration/CustomerGroupCompanyAlwaysGroups");
        var box = screen.Page.GetByRole(AriaRole.Combobox, new() { Name = "Add a group" });
        foreach (var name in new[] { "nobody knows", "old", "admins" })
        {
            await box.PressSequentiallyAsync(name);
            await box.PressAsync("Enter");
        }

        await Expect(Named("nobody knows")).ToContainTextAsync("no effect: no group of this name");
        await Expect(Named("old")).ToContainTextAsync("no effect: the group is not valid");
        await Expect(Named("admins")).ToContainTextAsync("no effect: no customer user may get this group");
        await screen.Button("Remove old").ClickAsync();
        await Expect(Named("old")).ToHaveCountAsync(0);
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Back to System Configuration" }).ClickAsync();
        await Expect(screen.Said).ToHaveTextAsync("Your unsaved change is kept for you.");
        await screen.Button("Back to it").ClickAsync();
        await Expect(Named("nobody knows")).ToHaveCountAsync(1);
        await screen.Button("Cancel").ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("System Configuration");
        Server.Scalar("SELECT count(*) FROM setting_draft").Should().Be(0);

        ILocator Named(string name) => screen.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = name });
    }

    [ChromiumFact]
    public async Task Key_AddedAndWithdrawn_IsAColumnOfOpenScreensAndSaysHowManyRowsItHides()
    {
        var matrix = await OpenAsync(Server.GroupsOf("carla"), "ben");
        var screen = await OpenAsync("/system-configuration/System::Customer::Permission");
        await screen.Page.GetByLabel("Add a key").FillAsync("Note");
        await screen.Button("Add").ClickAsync();
        await Expect(screen.Page.GetByText("\"Note\" is not a key: 1 to 20 of a-z and _.")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByLabel("Add a key")).ToHaveValueAsync("Note");
        await Expect(screen.Button("Remove ro")).ToHaveCountAsync(0);
        await screen.Page.GetByLabel("Add a key").FillAsync("note");
        await screen.Button("Add").ClickAsync();
        await Expect(screen.Button("Move note up")).ToBeEnabledAsync();
        await Expect(screen.Button("Move note down")).ToBeDisabledAsync();
        await screen.Button("Deploy now").ClickAsync();
        await Expect(screen.Said).ToHaveTextAsync("System::Customer::Permission is in force.");

        await matrix.Cell("note", "ops").ClickAsync();
        await matrix.SaveAsync("1 permission granted.");
        await screen.Button("Remove note").ClickAsync();
        await Expect(screen.Page.GetByText("1 stored row carries the key note. It is kept and will be hidden until the key is back.")).ToBeVisibleAsync();
        await Expect(screen.Changes).ToContainTextAsync("1 customer user loses access to ops: Carla Vogel");
        await screen.Button("Deploy now").ClickAsync();

        await Expect(matrix.Cell("note", "ops")).ToHaveCountAsync(0);
        Server.GroupRows("carla").Should().Equal("carla ops 4");
    }

    [ChromiumFact]
    public async Task Deployment_OfPickedDrafts_LeavesTheOthers_AndIsRestoredFromTheHistory()
    {
        var screen = await OpenAsync("/system-configuration/Ticket::Service::Default::UnknownCustomer");
        await screen.Switch("Ticket::Service::Default::UnknownCustomer").ClickAsync();
        await screen.Button("Save draft").ClickAsync();
        await Expect(screen.Said).ToContainTextAsync("Draft saved");
        await screen.GoAsync("/system-configuration/CustomerGroupNever");
        await screen.Button("Remove admins").ClickAsync();
        await screen.Button("Save draft").ClickAsync();
        await Expect(screen.Said).ToContainTextAsync("Draft saved");
        var bens = await OpenAsync("/system-configuration/deployment", "ben");
        await Expect(bens.Changes).ToContainTextAsync("2 of 2 drafts picked");

        await bens.Page.GetByRole(AriaRole.Checkbox, new() { Name = "CustomerGroupNever" }).ClickAsync();
        await bens.Page.GetByLabel("Comment").FillAsync(new string('x', 251));
        await Expect(bens.Page.GetByText("the comment has 251 characters, at most 250 are possible.")).ToBeVisibleAsync();
        await bens.Button("Deploy").ClickAsync();
        await Expect(bens.Changes).ToContainTextAsync("Nothing was written: the comment has 251 characters");
        await bens.Page.GetByLabel("Comment").FillAsync("strangers are served");
        await bens.Button("Deploy").ClickAsync();

        await Expect(bens.Said).ToHaveTextAsync("Ticket::Service::Default::UnknownCustomer is in force.");
        await Expect(bens.Changes).ToContainTextAsync("0 of 1 draft picked");
        var last = bens.Page.GetByRole(AriaRole.Region, new() { Name = "Deployment" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "strangers are served" });
        await Expect(last).ToContainTextAsync(new Regex("ben.*strangers are served.*Ticket::Service::Default::UnknownCustomer.*Old.*off.*New.*on", RegexOptions.Singleline));
        await last.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(bens.Said).ToHaveTextAsync("The old value is a draft now: Ticket::Service::Default::UnknownCustomer.");
        await Expect(bens.Changes).ToContainTextAsync("1 of 2 drafts picked");
        await bens.Button("Deploy").ClickAsync();
        await Expect(bens.Changes).ToContainTextAsync("0 of 1 draft picked");
        await screen.Button("Discard draft").ClickAsync();
        await Expect(bens.Page.GetByText("There are no drafts.")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task ValueInForce_ChangedSinceTheDraft_IsToldBeforeAnythingIsWritten()
    {
        var screen = await OpenAsync("/system-configuration/CustomerGroupNever");
        await screen.Button("Reset to default").ClickAsync();
        await screen.Button("Save draft").ClickAsync();
        await Expect(screen.Said).ToContainTextAsync("Draft saved");
        await Server.ImportAsync(("settings.json", """{ "CustomerGroupNever": ["admins", "reporting"] }"""));
        await screen.GoAsync("/system-configuration/deployment");
        await Expect(screen.Page.GetByText("In force for CustomerGroupNever is now: admins, reporting. When the draft was begun it was: admins")).ToBeVisibleAsync();

        await screen.Button("Deploy").ClickAsync();
        await screen.AnswerAsync("Back");
        Server.Scalar("SELECT count(*) FROM setting WHERE name = 'CustomerGroupNever' AND value = '[]'").Should().Be(0);
        await screen.Button("Deploy").ClickAsync();
        await screen.AnswerAsync("Go on");

        await Expect(screen.Said).ToHaveTextAsync("CustomerGroupNever is in force.");
        await Server.ImportAsync(("settings.json", """{ "CustomerGroupNever": ["admins"] }"""));
    }

    [ChromiumFact]
    public async Task Draft_OfAnotherAgentSavedMeanwhile_IsToldBeforeItIsOverwritten()
    {
        var screen = await OpenAsync("/system-configuration/CustomerGroupNever");
        var bens = await OpenAsync("/system-configuration/CustomerGroupNever", "ben");
        await bens.Button("Remove admins").ClickAsync();
        await screen.Button("Remove admins").ClickAsync();
        await screen.Page.GetByRole(AriaRole.Combobox).PressSequentiallyAsync("ops");
        await screen.Page.GetByRole(AriaRole.Combobox).PressAsync("Enter");
        await Expect(screen.Button("Remove ops")).ToBeVisibleAsync();
        await bens.Button("Save draft").ClickAsync();
        await Expect(screen.Page.GetByText("There is another draft of CustomerGroupNever now, by ben: none")).ToBeVisibleAsync();
        await Expect(screen.Button("Remove ops")).ToBeVisibleAsync(); // what is edited here stays

        await screen.Button("Save draft").ClickAsync();
        await Expect(screen.Dialog).ToContainTextAsync("by ben: none");
        await screen.AnswerAsync("Go on");

        await Expect(screen.Said).ToContainTextAsync("Draft saved");
        await Expect(bens.Button("Remove ops")).ToBeVisibleAsync();
        await bens.Button("Discard draft").ClickAsync();
        await Expect(screen.Button("Remove admins")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task ServicesOff_IsSaidOnEveryScreenOfServices_AndAnswersStay()
    {
        var before = Server.Services.GetRequiredService<AccessReport>().Read("anna")!.Lines.Single().Services;
        var services = await OpenAsync(Server.ServicesOf("anna"), "ben");
        var screen = await OpenAsync("/system-configuration/Ticket::Service");
        await screen.Switch("Ticket::Service").ClickAsync();
        await Expect(screen.Page.GetByText("While Ticket::Service is off the ticket system offers no services.")).ToBeVisibleAsync();
        await screen.Button("Deploy now").ClickAsync();

        await Expect(services.Page.GetByText("The services feature is off.")).ToBeVisibleAsync();
        await screen.GoAsync("/customer-users-customers");
        await Expect(screen.Page.GetByText("The services feature is off.")).ToHaveCountAsync(0);
        await screen.GoAsync("/customer-users-services");
        await screen.Link("Switch it on in the setting Ticket::Service").ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("Ticket::Service");
        Server.Services.GetRequiredService<AccessReport>().Read("anna")!.Lines.Single().Services.Should().Equal(before);
        await screen.Switch("Ticket::Service").ClickAsync();
        await screen.Button("Deploy now").ClickAsync();
        await Expect(services.Page.GetByText("The services feature is off.")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Filter_WhileTyping_FindsNamesDescriptionsAndValues()
    {
        var screen = await OpenAsync("/system-configuration");

        await screen.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Filter for settings" }).PressSequentiallyAsync("permission columns");

        await Expect(screen.List("Settings (1 of 7)")).ToBeVisibleAsync();
        await screen.Link("System::Customer::Permission").ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("System::Customer::Permission");
    }

    [ChromiumFact]
    public async Task Auditor_SeesSettingsDraftsAndHistoryAndChangesNothing()
    {
        var screen = await OpenAsync("/system-configuration/CustomerGroupNever", "audrey", AgentRole.Auditor);
        await Expect(screen.Page.GetByText("You are signed in as auditor: you see everything and change nothing.")).ToBeVisibleAsync();
        foreach (var path in new[] { "CustomerGroupNever", "CustomerGroupSupport", "System::Customer::Permission", "Ticket::Service", "deployment" })
        {
            await screen.GoAsync($"/system-configuration/{path}");

            await Expect(screen.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Save|Deploy|Discard|Restore|Remove|Add|Move|Reset") })).ToHaveCountAsync(0);
            await Expect(screen.Page.GetByRole(AriaRole.Main).Locator("input:enabled")).ToHaveCountAsync(0);
        }
    }

    [ChromiumFact]
    public async Task Role_WithdrawnWhileEditing_IsRefusedAndTheEditStays()
    {
        var screen = await OpenAsync("/system-configuration/CustomerGroupNever", "former");
        await screen.Button("Remove admins").ClickAsync();
        await Expect(screen.Changes).ToContainTextAsync("Edited");
        Server.Execute("UPDATE agent SET role = $auditor WHERE login = 'former'", ("$auditor", (int)AgentRole.Auditor));

        await screen.Button("Save draft").ClickAsync();

        await Expect(screen.Changes).ToContainTextAsync("Nothing was written: you no longer have the role admin.");
        await Expect(screen.Button("Remove admins")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Unknown_Setting_Answers404()
    {
        var screen = await OpenAsync("/");

        (await screen.Page.GotoAsync("/system-configuration/No::Such"))!.Status.Should().Be(404);

        await Expect(screen.Title).ToHaveTextAsync("Setting not found");
    }

    [ChromiumTheory]
    [InlineData(ColorScheme.Light, 1280, 820)]
    [InlineData(ColorScheme.Dark, 1280, 820)]
    [InlineData(ColorScheme.Light, 400, 800)]
    [InlineData(ColorScheme.Dark, 400, 800)]
    public async Task EveryScreen_WhileItIsEdited_IsCleanForAxe(ColorScheme scheme, int width, int height)
    {
        var screen = await OpenAsync("/system-configuration", options: new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = height } });
        await CleanAsync();
        await screen.GoAsync("/system-configuration/CustomerGroupSupport");
        await screen.Switch("Default").ClickAsync();
        await screen.Button("Who gains access (4)").ClickAsync();
        await Expect(screen.Link("Theo Papas")).ToBeVisibleAsync();
        await CleanAsync();
        await screen.Button("Cancel").ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("System Configuration");
        await screen.GoAsync("/system-configuration/CustomerGroupCompanyAlwaysGroups");
        await screen.Page.GetByRole(AriaRole.Combobox).PressSequentiallyAsync("nobody knows this group of a very long name indeed");
        await screen.Page.GetByRole(AriaRole.Combobox).PressAsync("Enter");
        await screen.Page.GetByRole(AriaRole.Combobox).PressSequentiallyAsync("o");
        await Expect(screen.Page.GetByRole(AriaRole.Option).First).ToBeVisibleAsync(); // not what is shown of the text before
        await screen.Page.GetByRole(AriaRole.Combobox).PressAsync("ArrowDown");
        await CleanAsync();
        await screen.Button("Save draft").ClickAsync();
        await Expect(screen.Said).ToContainTextAsync("Draft saved");
        await CleanAsync();
        await screen.GoAsync("/system-configuration/deployment");
        await CleanAsync();
        await screen.GoAsync("/system-configuration/System::Customer::Permission");
        await screen.Button("Add").ClickAsync();
        await CleanAsync();
        await screen.GoAsync("/system-configuration/CustomerGroupCompanyAlwaysGroups");
        await screen.Button("Discard draft").ClickAsync();
        await Expect(screen.Said).ToContainTextAsync("no draft");
        await screen.GoAsync("/agents");
        await screen.Button("Add agent").ClickAsync();
        await screen.Save.ClickAsync();
        await CleanAsync();

        async Task CleanAsync()
        {
            var found = await screen.Page.RunAxe();
            found.Violations.Select(v => $"{screen.Page.Url}: {v.Id} {string.Join(" | ", v.Nodes.Select(node => node.Html))}").Should().BeEmpty();
            (await screen.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
                .Should().BeFalse($"{screen.Page.Url} fits into {width} px");
        }
    }

    [ChromiumFact]
    public async Task Comment_AndANameNotAddedYet_AreThereAgain()
    {
        var screen = await OpenAsync("/system-configuration/CustomerGroupCompanyAlwaysGroups", "writer");
        await screen.Page.GetByRole(AriaRole.Combobox, new() { Name = "Add a group" }).PressSequentiallyAsync("bil");
        await screen.Page.GetByLabel("Comment").FillAsync("for all companies");

        await screen.GoAsync("/");
        await Expect(screen.Button("1 other draft")).ToBeVisibleAsync();
        await screen.GoAsync("/system-configuration/CustomerGroupCompanyAlwaysGroups");

        await Expect(screen.Page.GetByRole(AriaRole.Combobox, new() { Name = "Add a group" })).ToHaveValueAsync("bil");
        await Expect(screen.Page.GetByLabel("Comment")).ToHaveValueAsync("for all companies");
        await screen.Page.GetByRole(AriaRole.Combobox, new() { Name = "Add a group" }).PressAsync("End");
        await screen.Page.Keyboard.TypeAsync("l");
        await screen.Page.GetByRole(AriaRole.Option, new() { Name = "billing" }).ClickAsync();
        await screen.Button("Save draft").ClickAsync();
        await Expect(screen.Said).ToHaveTextAsync("Draft saved. It has no effect until it is deployed.");
        await Expect(screen.Page.GetByLabel("Comment")).ToHaveValueAsync("for all companies");

        await screen.GoAsync("/");
        await screen.GoAsync("/system-configuration/CustomerGroupCompanyAlwaysGroups");
        await Expect(screen.Page.GetByLabel("Comment")).ToHaveValueAsync("for all companies");
        await screen.Cancel.ClickAsync();
        await screen.GoAsync("/system-configuration/CustomerGroupCompanyAlwaysGroups");
        await Expect(screen.Page.GetByLabel("Comment")).ToHaveValueAsync("");
        await screen.Button("Discard draft").ClickAsync();
        await Expect(screen.Said).ToHaveTextAsync("There is no draft any more: what is in force stays.");
    }

    [ChromiumFact]
    public async Task Deployment_OfManyAffected_IsConfirmedFirst()
    {
        await using var server = await ScreenDesk.StartAsync(
            ("customer_users.csv", "login,first_name,last_name,email,customer_id,valid\n" + string.Concat(Enumerable.Range(1, 26).Select(i => $"p{i},Person,{i},,,valid\n"))),
            ("groups.csv", "name,comment,valid\nops,,valid\n"),
            ("settings.json", """{ "CustomerGroupSupport": true }"""));
        await using var visitor = await Browser.OpenSignedInAsync(server);
        var screen = new RelationScreen(visitor);
        await screen.GoAsync("/system-configuration/CustomerGroupAlwaysGroups");
        await screen.Page.GetByRole(AriaRole.Combobox).PressSequentiallyAsync("ops");
        await screen.Page.GetByRole(AriaRole.Combobox).PressAsync("Enter");

        await screen.Button("Deploy now").ClickAsync();
        await Expect(screen.Dialog).ToContainTextAsync("26 customer users gain access to ops");
        await screen.AnswerAsync("Back");
        await screen.Button("Save draft").ClickAsync();
        await Expect(screen.Said).ToContainTextAsync("Draft saved");
        await screen.GoAsync("/system-configuration/deployment");
        await screen.Button("Deploy").ClickAsync();
        await screen.AnswerAsync("Deploy anyway");

        await Expect(screen.Said).ToHaveTextAsync("CustomerGroupAlwaysGroups is in force.");
    }

    protected override bool IsExpected(string complaint) => complaint.Contains("404");

    private AccessAnswer Ask(string login, string group) => Server.Services.GetRequiredService<AccessCheck>().Ask(login, group, "rw");
}
