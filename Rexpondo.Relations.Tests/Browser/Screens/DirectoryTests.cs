using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rexpondo.Relations.Benchmarks.Directories;
using Rexpondo.Relations.Core.Reading;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>A real directory server, seen from the screens.</summary>
[Collection(PatientBrowserCollection.Name)]
public sealed class DirectoryTests(BrowserFixture browser)
{
    private const string BackEnds = "/system-configuration/back-ends";

    private static readonly DirectoryPerson Mona = DirectoryPerson.Of("mona", "mona@example.org") with { First = "Mona", Last = "Mirror" };
    private static readonly DirectoryPerson Nils = DirectoryPerson.Of("nils", "nils@example.org") with { First = "Nils", Last = "Mirror" };

    [ChromiumAndSlapdFact]
    public async Task Person_OfADirectory_IsRelatedNotEdited_GoesAndReturnsWithAll()
    {
        await using var slapd = await Slapd.StartAsync([Mona, Nils]);
        await using var server = await StartAsync(slapd);
        await using var visitor = await browser.OpenSignedInAsync(server);
        var screen = new RelationScreen(visitor);
        await screen.GoAsync(BackEnds);
        await Expect(Staff(screen)).ToContainTextAsync("2 valid, 0 invalid");
        await Expect(Staff(screen)).ToContainTextAsync("Ldap, read-only");

        await screen.GoAsync("/customer-users-services");
        await Expect(screen.Item("Mona Mirror")).ToContainTextAsync("Staff");
        await screen.GoAsync("/customer-users-groups");
        await Expect(screen.List("Customer Users (6)")).ToBeVisibleAsync();
        await Expect(screen.Item("Mona Mirror")).ToContainTextAsync("Staff");
        await screen.Link("Mona Mirror").ClickAsync();
        await screen.Cell("rw", "billing").ClickAsync();
        await screen.SaveAsync("1 permission granted.");
        await screen.GoAsync(server.ServicesOf("mona"));
        await screen.Cell("active", "Mail::Archive").ClickAsync();
        await screen.ExpectPendingAsync(1);
        await screen.Save.ClickAsync();
        await screen.ExpectPendingAsync(0);
        await screen.GoAsync($"/customer-users/{server.Person("mona")}");
        await Expect(screen.Page.GetByText("This customer user comes from the back end Staff, which is read-only")).ToBeVisibleAsync();
        await Expect(screen.Save).ToHaveCountAsync(0);
        await Expect(screen.SaveAndFinish).ToHaveCountAsync(0);
        ExpectAccess(server);

        slapd.Delete(Mona);
        await RefreshAsync(screen);
        await Expect(Staff(screen)).ToContainTextAsync("1 valid, 1 invalid");
        await screen.GoAsync(server.GroupsOf("mona"));
        await Expect(screen.Page.GetByText("customer user invalid").First).ToBeVisibleAsync();
        await Expect(screen.Cell("rw", "billing")).ToBeCheckedAsync();
        server.Services.GetRequiredService<AccessReport>().Read("mona")!.Lines.Should().BeEmpty();
        server.GroupRows("mona").Should().Equal("mona billing rw");

        // As it comes back from a backup: with the permanent id it had.
        await slapd.StopAsync();
        await slapd.LoadAsync(Mona);
        await slapd.RestartAsync();
        await RefreshAsync(screen);
        await Expect(Staff(screen)).ToContainTextAsync("2 valid, 0 invalid");
        await screen.GoAsync(server.GroupsOf("mona"));
        await Expect(screen.Cell("rw", "billing")).ToBeCheckedAsync();
        await Expect(screen.Page.GetByText("customer user invalid")).ToHaveCountAsync(0);
        ExpectAccess(server);
        visitor.Complaints.Should().BeEmpty();
    }

    [ChromiumAndSlapdFact]
    public async Task Directory_ThatIsGoneOrHangs_IsSaidWithSinceWhenAndWhy_AndNobodyWaitsForIt()
    {
        await using var slapd = await Slapd.StartAsync([Mona, Nils]);
        await using var server = await StartAsync(slapd);
        await using var visitor = await browser.OpenSignedInAsync(server);
        var screen = new RelationScreen(visitor);
        await screen.GoAsync(BackEnds);
        await Expect(Staff(screen)).ToContainTextAsync("2 valid, 0 invalid");

        await slapd.KillAsync();
        await RefreshAsync(screen);
        var why = new Regex(
            $"Back end Staff cannot be read since {BackEndTests.Moment}: {slapd.Address}: the connection is refused; no server listens there. "
            + $"2 customer users are as they were at {BackEndTests.Moment}.");
        await Expect(Staff(screen)).ToContainTextAsync(why);
        await screen.ExpectCleanAsync();
        await screen.GoAsync("/customer-users-groups");
        await Expect(screen.Page.GetByText(why)).ToBeVisibleAsync();
        await screen.ExpectCleanAsync();

        await slapd.RestartAsync();
        slapd.Freeze();
        await RefreshAsync(screen);
        await Expect(Staff(screen)).ToContainTextAsync("reading …");
        await screen.GoAsync(server.PersonsOfGroup("ops"));
        await screen.Search.FillAsync("mona");
        await Expect(screen.Page.GetByText("1 of 6").First).ToBeVisibleAsync();
        await screen.Cell("ro", "Mona Mirror").ClickAsync();
        await screen.SaveAsync("1 permission granted.");
        server.GroupRows("mona").Should().Equal("mona ops ro");
        await screen.GoAsync(BackEnds);
        await Expect(Staff(screen)).ToContainTextAsync("reading …");

        slapd.Thaw();
        await Expect(Staff(screen)).Not.ToContainTextAsync("cannot be read since");
        await Expect(Staff(screen)).ToContainTextAsync("2 valid, 0 invalid");
        visitor.Complaints.Should().BeEmpty();
    }

    private static ILocator Staff(RelationScreen screen) => screen.Page.GetByRole(AriaRole.Region, new() { Name = "Staff" });

    private static async Task RefreshAsync(RelationScreen screen)
    {
        await screen.GoAsync(BackEnds);
        await Staff(screen).GetByRole(AriaRole.Button, new() { Name = "Refresh now" }).ClickAsync();
    }

    private static void ExpectAccess(RelationsServer server)
    {
        var line = server.Services.GetRequiredService<AccessReport>().Read("mona")!.Lines.Single();
        line.Groups.Single(group => group.Key == "rw").Names.Should().Equal("billing", "users");
        line.Services.Should().Equal("Mail::Archive");
    }

    private static async Task<RelationsServer> StartAsync(Slapd slapd)
    {
        var server = await RelationsServer.StartAsync(
            "--environment=Production",
            "--CustomerUserBackends:Staff:kind=Ldap",
            $"--CustomerUserBackends:Staff:servers={slapd.Address}",
            $"--CustomerUserBackends:Staff:caFile={slapd.CaFile}",
            $"--CustomerUserBackends:Staff:bindDn={Slapd.Reader}",
            $"--CustomerUserBackends:Staff:passwordFile={slapd.PasswordFile}",
            $"--CustomerUserBackends:Staff:base=ou=people,{Slapd.Base}",
            "--CustomerUserBackends:Staff:timeout=600", // one that hangs does so for as long as the test looks around
            "--CustomerUserBackends:Staff:groupSupport=true");
        await server.ImportAsync([.. SmallDesk.All]);
        return server;
    }
}
