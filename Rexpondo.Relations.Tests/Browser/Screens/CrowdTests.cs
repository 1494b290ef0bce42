using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>More rows than are drawn: totals, headers, ranges, scrolling.</summary>
[Collection(BrowserCollection.Name)]
public sealed class CrowdTests(BrowserFixture browser, CrowdDesk desk) : ScreenTests(browser, desk), IClassFixture<CrowdDesk>
{
    [ChromiumFact]
    public async Task EditScreen_LeadsBackToTheSamePlaceInALongList()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("full") + "?row=" + Server.Person("p150"));
        await Expect(screen.Link("Person 155")).ToBeInViewportAsync();
        var address = screen.Page.Url;
        await screen.Link("Person 155").ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("Person 155");
        await screen.ExpectPendingAsync(0);

        await screen.Cancel.ClickAsync();

        await Expect(screen.Link("Person 155")).ToBeFocusedAsync();
        // The address says which row is the first one once scrolling has rested: it is made to say so anew.
        await screen.Page.GetByRole(AriaRole.Region, new() { Name = "Customer Users", Exact = true }).EvaluateAsync(
            """
            scroller => {
                const url = new URL(location.href);
                url.searchParams.delete('row');
                history.replaceState(history.state, '', url);
                scroller.dispatchEvent(new Event('scroll'));
            }
            """);
        await Expect(screen.Page).ToHaveURLAsync(address);
    }

    [ChromiumFact]
    public async Task List_OfMoreThan200_SaysItsExactTotalAndReachesItsLastRow()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("scroll"));
        await Expect(screen.Column("Customer Users (412)")).ToBeVisibleAsync();
        await Expect(screen.Row("Person 412")).ToHaveCountAsync(0);

        await screen.Page.GetByRole(AriaRole.Region, new() { Name = "Customer Users", Exact = true }).FocusAsync();
        await screen.Page.Keyboard.PressAsync("End");
        await Expect(screen.Cell("ro", "Person 412")).ToBeInViewportAsync();
        await screen.Cell("ro", "Person 412").ClickAsync();
        await screen.SaveAsync("1 permission granted.");

        Server.GroupRows(group: "scroll").Should().Equal("p412 scroll ro");
    }

    [ChromiumFact]
    public async Task Overview_OfMoreThan200_SaysItsExactTotalAndReachesItsLastRow()
    {
        var screen = await OpenAsync("/customer-users-groups");
        await Expect(screen.List("Customer Users (412)")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Person" }).First).ToBeVisibleAsync(); // before, the list is not as long
        await screen.Page.GetByRole(AriaRole.List, new() { Name = "Customer Users (412)" }).FocusAsync();
        await screen.Page.Keyboard.PressAsync("End");
        await Expect(screen.Link("Person 412")).ToBeInViewportAsync();

        await screen.Search.PressSequentiallyAsync("twelve");
        await Expect(screen.List("Customer Users (12 of 412)")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task ADraftThatSomebodySavesWhileOneConfirms_IsNotDeployedInstead()
    {
        var screen = await OpenAsync("/system-configuration/CustomerGroupAlwaysGroups");
        var ben = await OpenAsync("/", "ben");
        await screen.Page.GetByRole(AriaRole.Combobox, new() { Name = "Add a group" }).PressSequentiallyAsync("typed");
        await screen.Page.GetByRole(AriaRole.Option, new() { Name = "typed" }).ClickAsync();
        await screen.Button("Save draft").ClickAsync();
        await Expect(screen.Said).ToContainTextAsync("Draft saved");
        await screen.Button("Deploy now").ClickAsync();
        await Expect(screen.Dialog).ToContainTextAsync("412 customer users gain access to typed");

        await ben.GoAsync("/system-configuration/CustomerGroupAlwaysGroups");
        await ben.Page.GetByRole(AriaRole.Combobox, new() { Name = "Add a group" }).PressSequentiallyAsync("shared");
        await ben.Page.GetByRole(AriaRole.Option, new() { Name = "shared" }).ClickAsync();
        await ben.Button("Save draft").ClickAsync();
        await Expect(ben.Said).ToContainTextAsync("Draft saved");
        await screen.AnswerAsync("Deploy anyway");

        await Expect(screen.Dialog).ToContainTextAsync("ben");
        await screen.AnswerAsync("Back");
        Server.Rows("SELECT value FROM setting WHERE name = 'CustomerGroupAlwaysGroups'").Should().Equal("""["everyone"]""");
        await ben.Button("Discard draft").ClickAsync();
        await Expect(ben.Said).ToContainTextAsync("no draft");
    }

    [ChromiumFact]
    public async Task Address_HoldsTheFirstVisibleRow_AndReloadGoesThere()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("scroll") + "?search=person");
        var scroller = screen.Page.GetByRole(AriaRole.Region, new() { Name = "Customer Users", Exact = true });
        await scroller.EvaluateAsync("scroller => scroller.scrollTop = 200 * 32");

        await Expect(screen.Page).ToHaveURLAsync(new Regex(@"row=\d+"));
        await Expect(screen.Cell("ro", "Person 203")).ToBeInViewportAsync();
        await screen.Page.ReloadAsync();
        await screen.Visitor.InteractiveAsync();

        await Expect(screen.Cell("ro", "Person 203")).ToBeInViewportAsync();
        await Expect(screen.Search).ToHaveValueAsync("person");
    }

    [ChromiumFact]
    public async Task Header_WithASearch_ActsOnItsMatchesAndNoOthers()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("header"));
        await Expect(screen.Header("rw")).ToHaveAccessibleNameAsync("rw, all 412 shown");
        await screen.Search.PressSequentiallyAsync("twelve");
        await Expect(screen.Header("rw")).ToHaveAccessibleNameAsync("rw, all 12 shown");

        await screen.Header("rw").ClickAsync();
        await screen.ExpectPendingAsync(12);
        await screen.Search.FillAsync("");
        await Expect(screen.Header("rw")).ToHaveJSPropertyAsync("indeterminate", true);
        await screen.SaveAsync("12 permissions granted.");

        Server.GroupRows(group: "header").Should().Equal(Enumerable.Range(1, 12).Select(i => $"p{i:000} header rw"));
    }

    [ChromiumFact]
    public async Task Header_WithoutASearch_ActsOnRowsThatAreNotDrawnToo()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("edges"));

        await screen.Header("ro").ClickAsync();
        await screen.ExpectPendingAsync(CrowdDesk.Persons);
        await Expect(screen.Header("ro")).ToBeCheckedAsync();
        await screen.Save.ClickAsync();
        await screen.AnswerAsync("Save anyway");
        await Expect(screen.Said).ToHaveTextAsync("412 permissions granted.");

        Server.GroupRows(group: "edges").Should().HaveCount(412).And.OnlyContain(row => row.EndsWith(" edges ro"));
    }

    [ChromiumFact]
    public async Task Header_FromMixed_GoesAllOnAllOffAsSaved()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("mixed") + "?search=twelve");
        var header = screen.Header("rw");
        await Expect(header).ToHaveJSPropertyAsync("indeterminate", true);

        await header.ClickAsync();
        await screen.ExpectPendingAsync(10);
        await Expect(header).ToBeCheckedAsync();
        await Expect(header).ToHaveJSPropertyAsync("indeterminate", false);
        await Expect(screen.Header("ro")).ToBeDisabledAsync();
        await Expect(screen.Header("ro")).ToHaveAccessibleDescriptionAsync("Included in rw in every row that matches.");

        await header.ClickAsync();
        await screen.ExpectPendingAsync(2);
        await Expect(header).Not.ToBeCheckedAsync();
        await Expect(screen.Cell("ro", "Person 003")).ToBeCheckedAsync();
        await Expect(screen.Row("Person 002")).ToContainTextAsync("rw → no access");

        await header.ClickAsync();
        await screen.ExpectPendingAsync(0);
        await Expect(header).ToHaveJSPropertyAsync("indeterminate", true);
        await Expect(screen.Cell("rw", "Person 003")).ToBeCheckedAsync();
    }

    [ChromiumFact]
    public async Task WithdrawAllShown_ClearsEveryKeyOfTheMatchesAndNoOthers()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("withdraw") + "?search=twelve");

        await screen.Button("Withdraw all shown").ClickAsync();
        await screen.AnswerAsync("Withdraw all");
        await screen.ExpectPendingAsync(3);
        await screen.SaveAsync("3 withdrawn.");

        Server.GroupRows(group: "withdraw").Should().Equal("p300 withdraw ro");
    }

    [ChromiumFact]
    public async Task ShiftClick_TicksTheRowsBetween()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("range"));

        await screen.Cell("ro", "Person 003").ClickAsync();
        await screen.Cell("ro", "Person 007").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await screen.ExpectPendingAsync(5);
        await Expect(screen.Cell("ro", "Person 005")).ToBeCheckedAsync();
        await Expect(screen.Cell("ro", "Person 008")).Not.ToBeCheckedAsync();
        await screen.SaveAsync("5 permissions granted.");

        Server.GroupRows(group: "range").Should().Equal(Enumerable.Range(3, 5).Select(i => $"p{i:000} range ro"));
    }

    [ChromiumFact]
    public async Task Confirmation_For25_IsNotNeeded()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("alone") + "?search=quarter");

        await screen.Header("ro").ClickAsync();
        await screen.ExpectPendingAsync(25);
        await screen.SaveAsync("25 permissions granted.");

        Server.GroupRows(group: "alone").Count(row => string.CompareOrdinal(row, "p126") < 0).Should().Be(25);
    }

    [ChromiumFact]
    public async Task Confirmation_For26_AsksFirstAndBackWritesNothing()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("alone") + "?search=onemore");
        await screen.Header("ro").ClickAsync();
        await screen.ExpectPendingAsync(26);
        var revision = Server.Revision();

        await screen.Save.ClickAsync();
        await Expect(screen.Dialog).ToContainTextAsync("Save 26 changes?");
        await Expect(screen.Dialog).ToContainTextAsync("26 customer users gain access to alone");
        await Expect(screen.Dialog.GetByRole(AriaRole.Button, new() { Name = "Back", Exact = true })).ToBeFocusedAsync();
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(screen.Dialog).ToHaveCountAsync(0);
        await screen.ExpectPendingAsync(26);
        Server.Revision().Should().Be(revision);

        await screen.Save.ClickAsync();
        await screen.AnswerAsync("Save anyway");
        await Expect(screen.Said).ToHaveTextAsync("26 permissions granted.");
        Server.GroupRows(group: "alone").Count(row => string.CompareOrdinal(row, "p126") > 0).Should().Be(26);
    }

    [ChromiumFact]
    public async Task Export_HoldsTheShownRowsOnly()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("full") + "?search=twelve");

        var file = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Button("Export what is shown (12)").ClickAsync());

        file.SuggestedFilename.Should().EndWith(".csv");
        (await File.ReadAllBytesAsync(await file.PathAsync())).Should().StartWith(new byte[] { 0xEF, 0xBB, 0xBF }, "a spreadsheet reads it then");
        var lines = (await File.ReadAllTextAsync(await file.PathAsync())).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        lines.Should().HaveCount(13);
        lines[0].Should().StartWith("name,detail,login,ro,rw,");
        lines.Skip(1).Select(line => line[..10]).Should().Equal(Enumerable.Range(1, 12).Select(i => $"Person {i:000}"));
        lines[1].Should().StartWith("Person 001,(TWELVE),p001,yes,,").And.Contain(",import,");
    }
}
