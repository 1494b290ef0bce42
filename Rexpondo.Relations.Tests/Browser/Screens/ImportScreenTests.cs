using System.Text;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Rexpondo.Relations.Core;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class ImportScreenTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumFact]
    public async Task Files_AreRehearsedFirst_AndWrittenOnceConfirmed()
    {
        var screen = await OpenAsync("/import");
        await ChooseAsync(screen, ("customer_users.csv", "login,first_name,last_name,email,customer_id,valid\njose,José,Núñez,jn@globex.example,GLOBEX,invalid\nnew,New,Comer,,ACME,valid\n"));

        await Expect(Panel(screen, "What it would bring")).ToContainTextAsync("customer_users.csv");
        await Expect(Panel(screen, "What it would bring").GetByRole(AriaRole.Row).Nth(1)).ToHaveTextAsync("customer_users.csv11");
        await Expect(Panel(screen, "What it would mean")).ToContainTextAsync("1 customer user loses access to ops, user, users");
        await Expect(Panel(screen, "What it would mean")).ToContainTextAsync("1 customer user gains access to reporting, users");
        (await screen.Page.RunAxe()).Violations.Should().BeEmpty();
        Server.Person("jose").Should().BePositive();
        Server.Rows("SELECT login FROM customer_user WHERE login = 'new'").Should().BeEmpty();

        await screen.Button("Import").ClickAsync();

        await Expect(screen.Said).ToHaveTextAsync("The files are imported.");
        Server.Rows("SELECT login || validity FROM customer_user WHERE login IN ('new', 'jose') ORDER BY login").Should().Equal("jose2", "new1");
        Server.Rows("SELECT agent_login || ' ' || way FROM change_set ORDER BY id DESC LIMIT 1").Should().Equal("boss import");
    }

    [ChromiumFact]
    public async Task Problems_AreAllTold_AndNothingIsWritten()
    {
        var screen = await OpenAsync("/import");
        await ChooseAsync(screen, ("customer_user_groups.csv", "login,group,permission\nanna,ops,ro\nnobody,ops,ro\nanna,<b>none</b>,ro\n"));

        await Expect(Panel(screen, "Problems (2)").GetByRole(AriaRole.Listitem)).ToHaveTextAsync([
            "customer_user_groups.csv:3: there is no customer user \"nobody\"",
            "customer_user_groups.csv:4: there is no group \"<b>none</b>\""]);
        await Expect(screen.Button("Import")).ToHaveCountAsync(0);
        Server.GroupRows("anna").Should().NotContain("anna ops ro");

        await ChooseAsync(screen, ("../users.csv", "a,b\n"), ("groups.csv", "name,comment,valid\n"));
        await Expect(Panel(screen, "Problems (1)")).ToContainTextAsync("the nearest is customer_users.csv");
        await Expect(screen.Button("Import")).ToHaveCountAsync(0);

        await ChooseAsync(screen, ("users.csv", "a,b\n"), ("groups.csv", "name,comment,valid\nops,,no\n"));
        await Expect(Panel(screen, "Problems (2)")).ToContainTextAsync("groups.csv:2: ");
    }

    [ChromiumFact]
    public async Task WhatSomebodyElseChangesMeanwhile_IsShownAgainBeforeAnythingIsWritten()
    {
        var screen = await OpenAsync("/import");
        await ChooseAsync(screen, ("customer_user_services.csv", "login,service\ntheo,Mail::Archive\n"));
        await Expect(Panel(screen, "What it would mean")).ToContainTextAsync("1 customer user loses");
        await Server.ImportAsync(("customer_user_services.csv", "login,service\ntheo,Network\n"));

        await screen.Button("Import").ClickAsync();

        await Expect(screen.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The desk has changed since you looked.");
        Server.Rows("SELECT count(*) || '' FROM customer_user_service cs JOIN service s ON s.id = cs.service_id WHERE s.full_name = 'Mail::Archive'").Should().Equal("0");
        await screen.Button("Import").ClickAsync();
        await Expect(screen.Said).ToHaveTextAsync("The files are imported.");
        Server.Rows("SELECT count(*) || '' FROM customer_user_service cs JOIN service s ON s.id = cs.service_id WHERE s.full_name = 'Mail::Archive'").Should().Equal("1");
    }

    [ChromiumFact]
    public async Task FilesThatBringNothing_SaySo()
    {
        var screen = await OpenAsync("/import");
        await ChooseAsync(screen, ("customers.csv", "customer_id,name,valid\nACME,Acme Corporation,valid\n"));

        await Expect(screen.Changes).ToContainTextAsync("Nothing to import: the desk says all of this already.");
        await Expect(screen.Button("Import")).ToHaveCountAsync(0);
        await screen.Cancel.ClickAsync();
        await Expect(screen.Changes).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task AnAuditor_SeesThePageAndCannotChooseFiles()
    {
        var screen = await OpenAsync("/import", "eve", AgentRole.Auditor);

        await Expect(screen.Page.GetByText("You are signed in as auditor")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByLabel("Files", new() { Exact = true })).ToHaveCountAsync(0);
    }

    private static async Task ChooseAsync(RelationScreen screen, params (string Name, string Content)[] files)
    {
        var input = screen.Page.GetByLabel("Files", new() { Exact = true });
        await Expect(input).ToBeEnabledAsync(); // while files are tried, others cannot be chosen
        await input.SetInputFilesAsync(
            files.Select(file => new FilePayload { Name = file.Name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(file.Content) }));
    }

    private static ILocator Panel(RelationScreen screen, string heading) => screen.Page.GetByRole(AriaRole.Region, new() { Name = heading, Exact = true });
}
