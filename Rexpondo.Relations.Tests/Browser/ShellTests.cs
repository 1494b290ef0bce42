using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rexpondo.Relations.Core.Storage;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser;

[Collection(CleanBrowserCollection.Name)]
public sealed class ShellTests(BrowserFixture browser)
{
    [ChromiumTheory]
    [InlineData(ColorScheme.Light, 1280, 820)]
    [InlineData(ColorScheme.Dark, 1280, 820)]
    [InlineData(ColorScheme.Light, 400, 800)]
    [InlineData(ColorScheme.Dark, 400, 800)]
    public async Task EveryPage_InEveryDress_IsCleanForAxe(ColorScheme scheme, int width, int height)
    {
        // In Production nothing is loaded at the first start.
        await using var server = await RelationsServer.StartAsync("--environment=Production");
        Furnish(server);
        var options = new BrowserNewContextOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = height } };
        await using var stranger = await browser.OpenAsync(server, options);
        await using var visitor = await browser.OpenSignedInAsync(server, options: options);

        await stranger.Page.GotoAsync("/sign-in");
        await CleanAsync(stranger);
        foreach (var path in new[]
        {
            "/", "/customer-users/1?from=/customer-users-groups", "/customer-users/2", "/groups/1", "/services/1", "/groups/999",
            "/system-configuration", "/system-configuration/CustomerGroupSupport", "/agents",
        })
        {
            await visitor.GoAsync(path);
            await CleanAsync(visitor);
        }

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "boss · admin" }).ClickAsync();
        await CleanAsync(visitor);

        async Task CleanAsync(Visitor someone)
        {
            var found = await someone.Page.RunAxe();
            found.Violations.Select(v => $"{someone.Page.Url}: {v.Id} {string.Join(" | ", v.Nodes.Select(node => node.Html))}").Should().BeEmpty();
            var overflow = await someone.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");
            overflow.Should().BeFalse($"{someone.Page.Url} fits into {width} px");
        }
    }

    [ChromiumFact]
    public async Task Theme_WhenChosen_WinsOverTheSystemAndIsKept()
    {
        await using var server = await RelationsServer.StartAsync();
        await using var visitor = await browser.OpenSignedInAsync(server, options: new() { ColorScheme = ColorScheme.Light });
        var page = visitor.Page;
        await ExpectBackgroundAsync("rgb(245, 246, 248)");

        await page.GetByRole(AriaRole.Button, new() { Name = "boss · admin" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Dark" })).ToHaveAttributeAsync("aria-pressed", "true");
        await ExpectBackgroundAsync("rgb(15, 20, 27)");

        await page.ReloadAsync();
        await ExpectBackgroundAsync("rgb(15, 20, 27)");

        await page.GetByRole(AriaRole.Button, new() { Name = "boss · admin" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "System" }).ClickAsync();
        await ExpectBackgroundAsync("rgb(245, 246, 248)");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await ExpectBackgroundAsync("rgb(15, 20, 27)");
        visitor.Complaints.Should().BeEmpty();

        Task ExpectBackgroundAsync(string colour) => Expect(page.Locator("body")).ToHaveCSSAsync("background-color", colour);
    }

    [ChromiumFact]
    public async Task Menu_ByKeyboard_OpensMovesAndCloses()
    {
        await using var server = await RelationsServer.StartAsync();
        await using var visitor = await browser.OpenSignedInAsync(server);
        var button = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Users, Groups & Roles" });

        await button.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(visitor.Page.Locator("#modules a").First).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(visitor.Page.Locator("#modules a").Nth(1)).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");

        await Expect(visitor.Page.Locator("#modules")).ToBeHiddenAsync();
        await Expect(button).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task Drawer_AtNarrowWidth_HoldsTheMenu()
    {
        await using var server = await RelationsServer.StartAsync();
        await using var visitor = await browser.OpenSignedInAsync(server, options: new() { ViewportSize = new() { Width = 400, Height = 800 } });

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();

        await Expect(visitor.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Customer Users ↔ Groups" })).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task SkipLink_IsFirstAndLeadsToTheContent()
    {
        await using var server = await RelationsServer.StartAsync();
        await using var visitor = await browser.OpenSignedInAsync(server);
        await visitor.GoAsync("/agents");

        var skip = visitor.Page.Locator("body > :first-child");
        await skip.FocusAsync();
        await Expect(skip).ToHaveTextAsync("Skip to content");
        await Expect(skip).ToBeInViewportAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Expect(visitor.Page.Locator("main")).ToBeFocusedAsync();
        visitor.Page.Url.Should().EndWith("/agents");
    }

    [ChromiumTheory]
    [InlineData("/nowhere", "Page not found")]
    [InlineData("/customer-users/999999", "Customer user not found")]
    [InlineData("/groups/999999", "Group not found")]
    [InlineData("/services/999999", "Service not found")]
    [InlineData("/customers/999999", "Customer not found")]
    public async Task UnknownAddress_Answers404InsideTheShell(string path, string heading)
    {
        await using var server = await RelationsServer.StartAsync();
        await using var visitor = await browser.OpenSignedInAsync(server);

        var answer = await visitor.Page.GotoAsync(path);

        answer!.Status.Should().Be(404);
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
        await Expect(visitor.Page.GetByRole(AriaRole.Banner)).ToContainTextAsync("Rexpondo");
    }

    [ChromiumFact]
    public async Task Detail_OfAPerson_NamesEverySource()
    {
        // In Production nothing is loaded at the first start.
        await using var server = await RelationsServer.StartAsync("--environment=Production");
        Furnish(server);
        await using var visitor = await browser.OpenSignedInAsync(server);

        await visitor.GoAsync("/customer-users/1?from=%2Fcustomer-users-groups%2Fgroups%2F1%3Fsearch%3Danna");

        await Expect(visitor.Page.GetByText("Access now: 2 groups, 1 service")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Row, new() { Name = "billing" })).ToContainTextAsync("rw direct");
        await Expect(visitor.Page.GetByRole(AriaRole.Row, new() { Name = "billing" })).ToContainTextAsync("ro from customer ACME");
        await Expect(visitor.Page.GetByRole(AriaRole.Row, new() { Name = "users" })).ToContainTextAsync("default group");
        await Expect(visitor.Page.GetByText("Default services apply (1)")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Back to Customer Users ↔ Groups" }))
            .ToHaveAttributeAsync("href", "/customer-users-groups/groups/1?search=anna");
    }

    private static void Furnish(RelationsServer server)
    {
        using var connection = server.Services.GetRequiredService<RelationsStore>().Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            INSERT INTO customer (customer_id, name, validity) VALUES ('ACME', 'ACME Corporation', 1);
            INSERT INTO customer_user (login, login_folded, first_name, last_name, email, email_folded, customer, validity) VALUES
                ('anna', 'anna', 'Anna', 'Meier', 'anna@acme.example', 'anna@acme.example', 1, 1),
                ('theo', 'theo', 'Theodoros', 'Papadopoulos-of-the-Very-Long-Department-Name-That-Does-Not-End', '', '', NULL, 2);
            INSERT INTO permission_group (name, validity) VALUES ('billing', 1), ('users', 1);
            INSERT INTO service (full_name, parent_id, validity) VALUES ('Mail', NULL, 1), ('Mail::Archive', 1, 1);
            INSERT INTO default_service (everybody, service_id, keys) VALUES (0, 1, 1);
            INSERT INTO customer_user_group (customer_user_id, group_id, keys) VALUES (1, 1, 2);
            INSERT INTO customer_group (customer, group_id, keys) VALUES (1, 1, 1);
            INSERT INTO setting (name, value) VALUES ('CustomerGroupSupport', 'true'), ('CustomerGroupAlwaysGroups', '["users","gone"]');
            INSERT INTO change_set (at, agent_login, way, touches_names) VALUES (0, 'test', 'import', 1);
            """;
        command.ExecuteNonQuery();
    }
}
