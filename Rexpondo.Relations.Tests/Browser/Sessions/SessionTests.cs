using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Tests.Browser.Screens;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Sessions;

/// <summary>
/// Four sessions of work on the sample desk, each from the start page, with the clicks that docs/sessions.md states. What counts at
/// the end is what Core answers. The fifth is <see cref="SwitchOnTests"/>.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class SessionTests(BrowserFixture browser, SampleDesk desk) : ScreenTests(browser, desk), IClassFixture<SampleDesk>
{
    private readonly Hand hand = new();

    [ChromiumFact]
    public async Task FortyNewCustomerUsersOfANewCompany_GetThreeGroups()
    {
        string[] groups = ["billing", "facility", "operations"];
        var screen = await OpenAsync("/");

        await hand.ClickAsync(screen.Link("Import files"));
        await hand.ChooseAsync(screen.Page.GetByLabel("Files", new() { Exact = true }), Company, Forty);
        await Expect(screen.Page.GetByText("40 customer users gain access to company-portal, public-info, users")).ToBeVisibleAsync();
        await hand.ClickAsync(screen.Button("Import"), screen.Link("Customers ↔ Groups"));
        await hand.TypeAsync(screen.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search customers" }), "nordwind");
        await hand.ClickAsync(screen.Link("Nordwind Logistik GmbH"));
        await hand.ClickAsync([.. groups.Select(group => screen.Cell("ro", group))]);
        await Expect(screen.Changes).ToContainTextAsync("40 customer users gain access to billing, facility, operations");
        await hand.ClickAsync(screen.Save, screen.Button("Save anyway"));
        await Expect(screen.Said).ToHaveTextAsync("3 permissions granted.");

        hand.ToString().Should().Be("10 clicks, 1 texts");
        var access = Server.Access();
        access.Keys.Count(login => Regex.IsMatch(login, "^nw[0-9]{2}$")).Should().Be(40);
        for (var i = 1; i <= 40; i++)
        {
            access[$"nw{i:00}"].Of("ro").Should().Contain(groups);
            access[$"nw{i:00}"].Of("rw").Should().NotContain(groups);
        }
    }

    [ChromiumFact]
    public async Task ALeaver_LosesEverything()
    {
        const string Login = "GEORGE.FAIRWEATHER";
        var before = Server.Access();
        before[Login].Of("ro").Should().HaveCount(11);
        var screen = await OpenAsync("/");

        await hand.ClickAsync(Tile(screen, "/customer-users"));
        await hand.TypeAsync(screen.Search, "fairweather george");
        await hand.ClickAsync(screen.Link("George Fairweather"), screen.Button("Set invalid"));
        await Expect(screen.Dialog).ToContainTextAsync("George Fairweather has no group left.");
        await Expect(screen.Dialog).ToContainTextAsync("Nothing is deleted: 8 groups, 2 specific services stay assigned and count again afterwards.");
        await hand.ClickAsync(screen.Dialog.GetByRole(AriaRole.Button, new() { Name = "Set invalid" }));
        await Expect(screen.Dialog).ToHaveCountAsync(0);
        await hand.ClickAsync(screen.Button("Withdraw all relations"));
        await Expect(screen.Dialog).ToContainTextAsync("This withdraws 8 groups, 2 specific services.");
        await hand.ClickAsync(screen.Dialog.GetByRole(AriaRole.Button, new() { Name = "Withdraw all relations" }));
        await Expect(screen.Dialog).ToHaveCountAsync(0);
        await Expect(screen.Said).ToContainTextAsync("Withdrawn: 8 groups");
        await Expect(screen.Page.GetByText("Access now: 0 groups, 0 services")).ToBeVisibleAsync();

        hand.ToString().Should().Be("6 clicks, 1 texts");
        var after = Server.Access();
        after.Should().NotContainKey(Login);
        after.Should().HaveCount(before.Count - 1);
        Server.GroupRows(Login).Should().BeEmpty();
        Server.ServiceRows(Login).Should().BeEmpty();
        Server.Ask(Login, "billing", "ro").Should().BeOfType<AccessDenied>();
    }

    [ChromiumFact]
    public async Task WhoCanReadBilling()
    {
        var can = Server.Access().Values.Count(line => line.Of("ro").Contains("billing"));
        var screen = await OpenAsync("/");

        await hand.ClickAsync(Tile(screen, "/customer-users-groups"), screen.Link("billing"));
        await Expect(screen.Page.GetByText($"{can} have access: ")).ToBeVisibleAsync();
        await hand.ClickAsync(screen.Chip("With access"));
        await Expect(screen.Page.GetByRole(AriaRole.Columnheader, new() { NameRegex = new Regex($"^Customer Users \\({can} of ") })).ToBeVisibleAsync();
        var download = await screen.Page.RunAndWaitForDownloadAsync(() => hand.ClickAsync(screen.Button($"Export what is shown ({can})")));

        hand.ToString().Should().Be("4 clicks, 0 texts");
        (await File.ReadAllLinesAsync(await download.PathAsync())).Should().HaveCount(can + 1);
    }

    [ChromiumFact]
    public async Task ANewServiceForEverybodyButThreeCompanies_TakesNobodysDefaultServices()
    {
        string[] without = ["CORTICA", "HOSHIKAWA", "SALTMARSH"];
        var before = Server.Access();
        var excluded = without.SelectMany(PersonsOf).ToHashSet();
        var screen = await OpenAsync("/");

        await hand.ClickAsync(Tile(screen, "/services"), screen.Link("Add service"));
        await hand.TypeAsync(screen.Field("Name"), "Video conference");
        await hand.ClickAsync(screen.Save, screen.Page.GetByRole(AriaRole.Link, new() { Name = "Allocate customer users" }), screen.Header("active"));
        foreach (var company in without)
        {
            await hand.RetypeAsync(screen.Search, company);
            await Expect(screen.Header("active")).ToHaveAccessibleNameAsync($"active, all {PersonsOf(company).Count} shown");
            await hand.ClickAsync(screen.Header("active"));
            await Expect(screen.Header("active")).Not.ToBeCheckedAsync();
        }

        await Expect(screen.Page.GetByText(new Regex("customer users lose their 7 default services once saved"))).ToBeVisibleAsync();
        await hand.ClickAsync(screen.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Keep their default services") }));
        await hand.ClickAsync(screen.Save, screen.Button("Save anyway"));
        await Expect(screen.Said).ToHaveTextAsync(new Regex("services granted"));

        hand.ToString().Should().Be("11 clicks, 4 texts");
        var after = Server.Access();
        after.Keys.Should().BeEquivalentTo(before.Keys);
        foreach (var (login, line) in after)
        {
            line.Services.Should().BeEquivalentTo(excluded.Contains(login) ? before[login].Services : before[login].Services.Add("Video conference"), login);
        }

        after.Values.Where(line => line.Source == ServiceSource.Default).Select(line => line.Login).Should().NotBeEmpty().And.BeSubsetOf(excluded);
    }

    private List<string> PersonsOf(string customer) => Server.Rows(
        "SELECT u.login FROM customer_user u JOIN customer c ON c.id = u.customer WHERE u.validity = 1 AND c.customer_id = $other", other: customer);

    private static FilePayload Company => Csv("customers.csv", "customer_id,name,valid\nNORDWIND,Nordwind Logistik GmbH,valid\n");

    private static FilePayload Forty => Csv("customer_users.csv", "login,first_name,last_name,email,customer_id,valid\n"
        + string.Concat(Enumerable.Range(1, 40).Select(i => $"nw{i:00},Person,Nordwind {i:00},nw{i:00}@nordwind.example,NORDWIND,valid\n")));

    private static FilePayload Csv(string name, string content) => new() { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(content) };

    private static ILocator Tile(RelationScreen screen, string href) => screen.Page.Locator($"a.tile[href='{href}']");
}
