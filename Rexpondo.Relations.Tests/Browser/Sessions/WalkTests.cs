using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Tests.Browser.Screens;
using Rexpondo.Relations.Web;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Sessions;

/// <summary>From an empty Production database to a working desk with two back ends, as the section of that name in the README says.</summary>
[Collection(BrowserCollection.Name)]
public sealed class WalkTests(BrowserFixture browser) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relations-");

    [ChromiumFact]
    public async Task EmptyDatabase_InTheWordsOfTheReadme_BecomesAWorkingDeskWithTwoBackEnds()
    {
        var csv = Path.Combine(folder.FullName, "partners.csv");
        await File.WriteAllTextAsync(
            csv,
            "login,first_name,last_name,email,customer_id,valid\npia,Pia,Partner,pia@partner.example,,valid\npaul,Paul,Partner,paul@partner.example,,valid\n");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "10-partners.json"), $$"""{ "name": "Partners", "kind": "Csv", "file": "{{csv}}" }""");
        await using var server = await RelationsServer.StartAsync("--environment=Production", $"--Relations:ConfigFolder={folder.FullName}");
        await using var visitor = await browser.OpenAsync(server);
        var screen = new RelationScreen(visitor);

        // The link is on the console; the test asks for one of its own.
        await screen.Page.GotoAsync($"/set-up?token={server.Services.GetRequiredService<SetUpLink>().Open()}");
        await screen.Page.GetByLabel("Login").FillAsync("boss");
        await screen.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Welcome.Password);
        await screen.Page.GetByLabel("Password again").FillAsync(Welcome.Password);
        await screen.Button("Create agent").ClickAsync();
        await visitor.InteractiveAsync();
        await Expect(screen.Title).ToHaveTextAsync("Users, Groups & Roles");

        await AddAsync(screen, "Groups", "Add group", ("Name", "billing"));
        await AddAsync(screen, "Services", "Add service", ("Name", "Network"));
        await AddAsync(screen, "Customers", "Add customer", ("Customer ID", "ACME"), ("Name", "Acme Corporation"));
        await MirroredAsync(server.Services.GetRequiredService<BackEndRunner>(), "Partners");
        await AddAsync(screen, "Customer Users", "Add customer user", ("Login", "anna"), ("First name", "Anna"), ("Last name", "Meier"), ("Customer", "acme"));
        await Expect(screen.Item("Pia Partner")).ToContainTextAsync("Partners");

        await OpenAsync(screen, "Customer Users ↔ Services");
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Edit default services" }).ClickAsync();
        await screen.Cell("active", "Network").ClickAsync();
        await screen.SaveAsync("1 default service added.");

        await OpenAsync(screen, "Customer Users ↔ Groups");
        await screen.Button("Prepare assignments first").ClickAsync();
        await Expect(screen.Page.GetByText("3 of 3 customer users would have no group at all")).ToBeVisibleAsync();
        await screen.Link("billing").ClickAsync();
        await screen.Header("rw").ClickAsync();
        await screen.SaveAndFinish.ClickAsync();
        await Expect(screen.Page.GetByText("0 of 3 customer users would have no group at all")).ToBeVisibleAsync();
        await screen.Link("setting").ClickAsync();
        await screen.Switch("Default").ClickAsync();
        await screen.Switch("Partners").ClickAsync();
        await screen.Button("Deploy now").ClickAsync();
        await Expect(screen.Said).ToHaveTextAsync("CustomerGroupSupport is in force.");

        var access = server.Access();
        access.Keys.Should().BeEquivalentTo(["anna", "paul", "pia"]);
        access.Values.Should().OnlyContain(line => line.Of("rw").Single() == "billing" && line.Services.Single() == "Network");
        server.Rows("SELECT u.login || ' ' || b.name FROM customer_user u JOIN back_end b ON b.id = u.back_end ORDER BY u.login")
            .Should().Equal("anna Default", "paul Partners", "pia Partners");
        server.Scalar("SELECT count(*) FROM setting WHERE name = 'CustomerGroupSupport'").Should().Be(1);
        visitor.Complaints.Should().BeEmpty();
    }

    // A list that is open when others come in offers them, but moves no row.
    private static async Task MirroredAsync(BackEndRunner runner, string backEnd)
    {
        var mirrored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        runner.Changed += Look;
        Look();
        await mirrored.Task.WaitAsync(Patience.Limit);
        runner.Changed -= Look;

        void Look()
        {
            if (runner[backEnd].MirroredAt is not null)
            {
                mirrored.TrySetResult();
            }
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static async Task OpenAsync(RelationScreen screen, string module)
    {
        await screen.Button("Users, Groups & Roles").ClickAsync();
        await screen.Page.Locator("#modules").GetByRole(AriaRole.Link, new() { Name = module, Exact = true }).ClickAsync();
    }

    private static async Task AddAsync(RelationScreen screen, string module, string add, params (string Field, string Text)[] fields)
    {
        await OpenAsync(screen, module);
        await screen.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = add, Exact = true }).ClickAsync();
        foreach (var (field, text) in fields)
        {
            await screen.Field(field).FillAsync(text);
            if (field == "Customer")
            {
                await screen.Field(field).PressAsync("Enter");
            }
        }

        await screen.SaveAndFinish.ClickAsync();
        await Expect(screen.Said).ToHaveTextAsync("Saved.");
        await Expect(screen.Title).ToContainTextAsync(module);
    }
}
