using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Storage;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class BackEndTests(BrowserFixture browser) : IDisposable
{
    /// <summary>A time of today, or of yesterday if it is midnight meanwhile.</summary>
    internal const string Moment = "([0-9]+ [A-Za-z]+ [0-9]{4} )?[0-9:]{5}";

    private const string Header = "login,first_name,last_name,email,customer_id,valid\n";
    private const string Mona = "mona,Mona,Mirror,mona@partner.example,ACME,valid\n";
    private const string Nils = "nils,Nils,Mirror,nils@partner.example,ACME,valid\n";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relations-");

    private string Csv => Path.Combine(folder.FullName, "partners.csv");

    [ChromiumFact]
    public async Task Person_OfACsvFile_AppearsIsRelatedGoesAndReturnsWithAll()
    {
        await using var server = await StartAsync();
        await using var visitor = await browser.OpenSignedInAsync(server);
        var screen = new RelationScreen(visitor);
        await screen.GoAsync("/customer-users-groups");
        await Expect(screen.List("Customer Users (4)")).ToBeVisibleAsync();

        // Written beside and moved, as a careful system does.
        Write(Header + Mona + Nils);
        await Expect(screen.List("Customer Users (6)")).ToBeVisibleAsync();
        await screen.Button("The list has changed. Show it anew").ClickAsync();
        await Expect(screen.Item("Mona Mirror")).ToContainTextAsync("Partners");
        await screen.Link("Mona Mirror").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Partners");
        await screen.Cell("rw", "billing").ClickAsync();
        await screen.SaveAsync("1 permission granted.");
        await screen.GoAsync(server.ServicesOf("mona"));
        await screen.Cell("active", "Mail::Archive").ClickAsync();
        await screen.ExpectPendingAsync(1);
        await screen.Save.ClickAsync();
        await screen.ExpectPendingAsync(0);
        server.ServiceRows("mona").Should().Equal("mona Mail::Archive");

        Write(Header + Nils);
        await screen.GoAsync("/customer-users-groups");
        await Expect(screen.List("Customer Users (5)")).ToBeVisibleAsync();
        await screen.GoAsync(server.GroupsOf("mona"));
        await Expect(screen.Page.GetByText("customer user invalid").First).ToBeVisibleAsync();
        server.GroupRows("mona").Should().Equal("mona billing rw");

        Write(Header + Mona + Nils);
        await Expect(screen.Page.GetByText("customer user invalid")).ToHaveCountAsync(0);
        await Expect(screen.Cell("rw", "billing")).ToBeCheckedAsync();
        server.ServiceRows("mona").Should().Equal("mona Mail::Archive");
        visitor.Complaints.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task BrokenFile_ShowsAWarningAndChangesNothing()
    {
        Write(Header + Mona + Nils);
        await using var server = await StartAsync();
        await using var visitor = await browser.OpenSignedInAsync(server);
        var screen = new RelationScreen(visitor);
        await screen.GoAsync("/customer-users-groups");
        await Expect(screen.List("Customer Users (6)")).ToBeVisibleAsync();

        Write(Header + "mona,\"Mona");
        await Expect(screen.Page.GetByText(new Regex(
            $"Back end Partners cannot be read since {Moment}: partners.csv:2: a quote is not closed. 2 customer users are as they were at {Moment}."))).ToBeVisibleAsync();
        await Expect(screen.List("Customer Users (6)")).ToBeVisibleAsync();

        await screen.ExpectCleanAsync();
        await screen.Page.GetByRole(AriaRole.Note).GetByRole(AriaRole.Link, new() { Name = "Back ends" }).ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("Back ends");
        var partners = screen.Page.GetByRole(AriaRole.Region, new() { Name = "Partners" });
        await Expect(partners).ToContainTextAsync("cannot be read since");
        await Expect(partners).ToContainTextAsync("2 valid, 0 invalid");
        await Expect(partners).ToContainTextAsync("fixed by appsettings.json");
        await screen.ExpectCleanAsync();

        Write(Header + Mona.Replace("ACME", "NOBODY"));
        await Expect(partners).Not.ToContainTextAsync("cannot be read since");
        await Expect(partners).ToContainTextAsync("1 customer user whose customer does not exist here");
        await Expect(partners).ToContainTextAsync("1 valid, 1 invalid");
        await screen.Page.GetByRole(AriaRole.Complementary).GetByRole(AriaRole.Link, new() { Name = "Back to Customer Users ↔ Groups" }).ClickAsync();
        await Expect(screen.List("Customer Users (5)")).ToBeVisibleAsync();
        visitor.Complaints.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task Removals_BeyondTheLimit_AreRefreshedAnywayByAnAdmin()
    {
        Write(Header + Mona + Nils + "olga,Olga,Mirror,,,valid\n");
        await using var server = await StartAsync();
        await using var boss = await browser.OpenSignedInAsync(server);
        await using var audrey = await browser.OpenSignedInAsync(server, "audrey", AgentRole.Auditor);
        var (screen, watching) = (new RelationScreen(boss), new RelationScreen(audrey));
        await screen.GoAsync("/system-configuration/back-ends");
        await watching.GoAsync("/system-configuration/back-ends");
        var partners = screen.Page.GetByRole(AriaRole.Region, new() { Name = "Partners" });
        await Expect(partners).ToContainTextAsync("3 valid, 0 invalid");

        Write(Header + Mona + "pia,Pia,Mirror,,,valid\n");
        await partners.GetByRole(AriaRole.Button, new() { Name = "Refresh now" }).ClickAsync();
        await Expect(partners).ToContainTextAsync("2 removals wait since");
        await Expect(partners).ToContainTextAsync("4 valid, 0 invalid");
        await Expect(partners).ToContainTextAsync("2 of 3 valid customer users would become invalid, more than 10 %");
        await Expect(watching.Page.GetByText("2 of 3 valid customer users would become invalid")).ToBeVisibleAsync();
        await Expect(watching.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Refresh") })).ToHaveCountAsync(0);

        await partners.GetByRole(AriaRole.Button, new() { Name = "Refresh anyway" }).ClickAsync();
        await Expect(screen.Dialog).ToContainTextAsync("2 of 3 valid customer users become invalid and have no access.");
        await screen.AnswerAsync("Refresh anyway");

        await Expect(partners).ToContainTextAsync("2 valid, 2 invalid");
        await Expect(watching.Page.GetByText("2 valid, 2 invalid")).ToBeVisibleAsync();
        boss.Complaints.Concat(audrey.Complaints).Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task Refresh_WhileTheStoreDoesNotAnswer_IsRefusedAndTheScreenGoesOn()
    {
        Write(Header + Mona);
        await using var server = await StartAsync();
        await using var visitor = await browser.OpenSignedInAsync(server);
        var screen = new RelationScreen(visitor);
        await screen.GoAsync("/system-configuration/back-ends");
        var partners = screen.Page.GetByRole(AriaRole.Region, new() { Name = "Partners" });
        await Expect(partners).ToContainTextAsync("1 valid, 0 invalid");

        var store = server.Services.GetRequiredService<RelationsStore>();
        await store.WriteAsync(connection => connection.Execute("ALTER TABLE agent RENAME TO elsewhere"), CancellationToken.None);
        await partners.GetByRole(AriaRole.Button, new() { Name = "Refresh now" }).ClickAsync();
        await Expect(screen.Said).ToContainTextAsync("Nothing was written: SQLite Error 1: 'no such table: agent'");
        await store.WriteAsync(connection => connection.Execute("ALTER TABLE elsewhere RENAME TO agent"), CancellationToken.None);

        await partners.GetByRole(AriaRole.Button, new() { Name = "Refresh now" }).ClickAsync();
        await Expect(screen.Said).ToHaveTextAsync("Back end Partners is being refreshed.");

        // Without the agents no other request could be answered either.
        visitor.Complaints.Where(complaint => !complaint.Contains("status of 500")).Should().BeEmpty();
    }

    public void Dispose() => folder.Delete(recursive: true);

    private void Write(string content)
    {
        File.WriteAllText(Csv + ".new", content);
        File.Move(Csv + ".new", Csv, overwrite: true);
    }

    private async Task<RelationsServer> StartAsync()
    {
        if (!File.Exists(Csv))
        {
            Write(Header);
        }

        var server = await RelationsServer.StartAsync(
            "--environment=Production",
            "--CustomerUserBackends:Partners:kind=Csv",
            $"--CustomerUserBackends:Partners:file={Csv}",
            "--CustomerUserBackends:Partners:groupSupport=true",
            "--CustomerUserBackends:Partners:removalFloor=1");
        await server.ImportAsync([.. SmallDesk.All]);
        return server;
    }
}
