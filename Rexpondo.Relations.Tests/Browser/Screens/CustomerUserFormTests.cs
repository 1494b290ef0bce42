using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Rexpondo.Relations.Core;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class CustomerUserFormTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumFact]
    public async Task Add_WithABadThenAGoodEmail_TellsEveryErrorBesideItsFieldAndLosesNothing()
    {
        var screen = await OpenAsync("/customer-users");
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Add customer user" }).ClickAsync();
        await Expect(screen.Field("Login")).ToBeFocusedAsync();
        await screen.Field("First name").FillAsync("Nora");
        await screen.Field("E-mail").FillAsync("nora");
        await screen.Field("Customer").FillAsync("nothing");

        await screen.Save.ClickAsync();

        await screen.ExpectErrorAsync("Login", "Login is empty.");
        await screen.ExpectErrorAsync("E-mail", "E-mail is not an e-mail address.");
        await screen.ExpectErrorAsync("Customer", "Nothing is called so. Choose from the list, or leave it empty.");
        await Expect(screen.Field("Login")).ToBeFocusedAsync();
        await Expect(screen.Field("First name")).ToHaveValueAsync("Nora");
        await Expect(screen.Field("Customer")).ToHaveValueAsync("nothing");
        await Expect(screen.Changes).ToContainTextAsync("Nothing was written: 3 fields need a correction.");

        await screen.Field("Login").FillAsync("nora");
        await Expect(screen.Field("Login")).Not.ToHaveAttributeAsync("aria-invalid", "true");
        await screen.Field("E-mail").FillAsync("nora@acme.example");
        await screen.Field("Customer").FillAsync("acm");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(screen.Field("Customer")).ToHaveValueAsync("Acme Corporation (ACME)");
        await screen.StoreAsync();

        await Expect(screen.Title).ToHaveTextAsync("Nora");
        await Expect(screen.Page).ToHaveURLAsync(new Regex($"/customer-users/{Server.Person("nora")}\\?from="));
        await Expect(screen.Page.GetByRole(AriaRole.Row, new() { Name = "reporting" })).ToContainTextAsync("ro from customer ACME");
        await screen.SaveAndFinish.ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("Customer Users (5)");
        await Expect(screen.Link("Nora")).ToBeFocusedAsync();
        Server.Execute("UPDATE customer_user SET validity = 2 WHERE login = 'nora'");
    }

    [ChromiumFact]
    public async Task Typing_HoweverFast_LosesNoKeystroke()
    {
        const string Text = "the quick brown fox jumps over the lazy dog, twice: the quick brown fox jumps over the lazy dog";
        var screen = await OpenAsync("/customer-users/new");
        foreach (var field in new[] { "First name", "E-mail", "Comment", "Customer" })
        {
            await screen.Field(field).FocusAsync();
            await screen.Page.Keyboard.TypeAsync(Text);
        }

        await screen.ExpectPendingAsync(4);
        foreach (var field in new[] { "First name", "E-mail", "Comment", "Customer" })
        {
            await Expect(screen.Field(field)).ToHaveValueAsync(Text);
        }

        await screen.CancelAsync();
    }

    [ChromiumFact]
    public async Task Login_TakenInOtherLetterCase_IsRefused()
    {
        var screen = await OpenAsync("/customer-users/new");
        await screen.Field("Login").FillAsync("CARLA");

        await screen.Save.ClickAsync();

        await screen.ExpectErrorAsync("Login", "There is already a customer user \"carla\".");
        await screen.Cancel.ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync(new Regex("^Customer Users"));
    }

    [ChromiumFact]
    public async Task Login_Renamed_KeepsEveryGroup()
    {
        var before = Server.GroupRows("jose").Select(row => row.Replace("jose ", "")).ToList();
        var screen = await OpenAsync($"/customer-users/{Server.Person("jose")}");

        await screen.Field("Login").FillAsync("j.nunez");
        await screen.ExpectPendingAsync(1);
        await screen.StoreAsync();

        await screen.ExpectPendingAsync(0);
        Server.GroupRows("j.nunez").Select(row => row.Replace("j.nunez ", "")).Should().Equal(before);
        await screen.Field("Login").FillAsync("jose");
        await screen.StoreAsync("Saved.\u00A0");
    }

    [ChromiumFact]
    public async Task Conflict_OfTwoAgents_IsToldFieldByFieldBeforeAnythingIsWritten()
    {
        var path = $"/customer-users/{Server.Person("theo")}";
        var screen = await OpenAsync(path);
        var ben = await OpenAsync(path, "ben");
        await screen.Field("Phone").FillAsync("11");
        await ben.Field("Phone").FillAsync("22");
        await ben.Field("Mobile").FillAsync("33");
        await ben.StoreAsync();

        await Expect(screen.Page.GetByText("Changed meanwhile by ben: Phone, Mobile.")).ToBeVisibleAsync();
        await Expect(screen.Field("Phone")).ToHaveValueAsync("11");
        await screen.Save.ClickAsync();

        var conflict = screen.Page.GetByRole(AriaRole.Table).Filter(new() { HasText = "On the next save" });
        await Expect(conflict.GetByRole(AriaRole.Row, new() { Name = "Phone" })).ToHaveTextAsync(new Regex(@"Phone\s*\(empty\)\s*22\s*by ben\s*11\s*will be overwritten"));
        await Expect(conflict.GetByRole(AriaRole.Row, new() { Name = "Mobile" })).ToContainTextAsync("is taken over");
        Server.Scalar("SELECT phone = '22' FROM customer_user WHERE login = 'theo'").Should().Be(1, "nothing is written before it was told");
        await Expect(screen.Field("Mobile")).ToHaveValueAsync("33");
        await screen.StoreAsync();
        Server.Scalar("SELECT phone = '11' AND mobile = '33' FROM customer_user WHERE login = 'theo'").Should().Be(1);
        await Expect(ben.Field("Phone")).ToHaveValueAsync("11");
    }

    [ChromiumFact]
    public async Task SetInvalid_SaysWhatEndsAndWhatStays()
    {
        Server.Execute("UPDATE customer_user SET validity = 1 WHERE login = 'carla'");
        var screen = await OpenAsync($"/customer-users/{Server.Person("carla")}");

        await screen.Side(AriaRole.Button, "Set invalid").ClickAsync();

        await Expect(screen.Dialog).ToContainTextAsync("Carla Vogel loses access to reporting, users.");
        await Expect(screen.Dialog).ToContainTextAsync("Nothing is deleted: 1 specific service stays assigned");
        await screen.Dialog.GetByLabel("Reason").FillAsync("left the company");
        await screen.AnswerAsync("Set invalid");
        await Expect(screen.Said).ToHaveTextAsync("Carla Vogel is invalid.");
        await Expect(screen.Field("Validity")).ToHaveValueAsync("invalid");
        await Expect(screen.Page.GetByText("No access while the customer user is not valid")).ToBeVisibleAsync();
        await screen.Field("Validity").SelectOptionAsync("valid");
        await Expect(screen.Changes).ToContainTextAsync("Carla Vogel gains access to reporting, users");
        await screen.StoreAsync();
    }

    [ChromiumFact]
    public async Task WithdrawAll_EndsEverythingOfHerOwnInOneChangeSet()
    {
        var screen = await OpenAsync($"/customer-users/{Server.Person("anna")}");

        await screen.Side(AriaRole.Button, "Withdraw all relations").ClickAsync();

        await Expect(screen.Dialog).ToContainTextAsync("This withdraws 2 groups.");
        await Expect(screen.Dialog).ToContainTextAsync("Anna Meier loses access to billing.");
        await Expect(screen.Dialog).ToContainTextAsync("Remains: reporting (ro from customer ACME), users (default group).");
        await screen.AnswerAsync("Withdraw all relations");
        await Expect(screen.Said).ToHaveTextAsync("Withdrawn: 2 groups.");
        Server.GroupRows("anna").Should().BeEmpty();
        await Expect(screen.Page.GetByRole(AriaRole.Row, new() { Name = "billing" })).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Auditor_SeesEverythingAndChangesNothing()
    {
        var screen = await OpenAsync("/customer-users", "audi", AgentRole.Auditor);
        await Expect(screen.Link("Theo Papas")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Link, new() { Name = "Add customer user" })).ToHaveCountAsync(0);

        await screen.Link("Theo Papas").ClickAsync();

        await Expect(screen.Page.GetByText("You are signed in as auditor")).ToBeVisibleAsync();
        await Expect(screen.Field("Login")).ToHaveValueAsync("theo");
        await Expect(screen.Field("Login")).Not.ToBeEditableAsync();
        await Expect(screen.Field("Validity")).ToBeDisabledAsync();
        await Expect(screen.Save).ToHaveCountAsync(0);
        await Expect(screen.Side(AriaRole.Button, "Withdraw all relations")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Leaving_WithUnsavedChanges_KeepsThemAndCancelDoesNot()
    {
        var screen = await OpenAsync($"/customer-users/{Server.Person("ines")}");
        await screen.Field("Comment").FillAsync("half a sentence");
        await screen.ExpectPendingAsync(1);

        await screen.BackTo("Customer Users").ClickAsync();
        await Expect(screen.Said).ToHaveTextAsync("Your unsaved change is kept as a draft.");
        await Expect(screen.Title).ToHaveTextAsync(new Regex("^Customer Users"));
        await screen.Button("Back to it").ClickAsync();
        await Expect(screen.Field("Comment")).ToHaveValueAsync("half a sentence");
        await screen.Cancel.ClickAsync();

        await Expect(screen.Title).ToHaveTextAsync(new Regex("^Customer Users"));
        Server.Scalar("SELECT comment = '' FROM customer_user WHERE login = 'ines'").Should().Be(1);
    }

    [ChromiumFact]
    public async Task ReadOnlyBackEnd_LocksTheFieldsAndOffersBlocking()
    {
        Server.Execute("INSERT INTO back_end (name) VALUES ('Partners')");
        await Server.ImportAsync(("customer_users.csv", "login,first_name,last_name,email,customer_id,valid\npia,Pia,Partner,,,valid\n"));
        Server.Execute("UPDATE customer_user SET back_end = (SELECT id FROM back_end WHERE name = 'Partners') WHERE login = 'pia'");
        Server.Execute("INSERT INTO change_set (at, agent_login, way, touches_names) VALUES (0, 'test', 'import', 1)");
        var screen = await OpenAsync("/customer-users?backend=Partners");
        await Expect(screen.Title).ToHaveTextAsync("Customer Users (1)");
        await Expect(screen.Item("Pia Partner").GetByText("Partners")).ToHaveCountAsync(1);

        await screen.Link("Pia Partner").ClickAsync();

        await Expect(screen.Page.GetByText("comes from the back end Partners, which is read-only")).ToBeVisibleAsync();
        await Expect(screen.Field("Login")).Not.ToBeEditableAsync();
        await Expect(screen.Save).ToHaveCountAsync(0);
        await screen.Side(AriaRole.Button, "Block").ClickAsync();
        await screen.AnswerAsync("Block");
        await Expect(screen.Said).ToHaveTextAsync("Pia Partner is blocked.");
        await Expect(screen.Side(AriaRole.Button, "Unblock")).ToBeVisibleAsync();
        await screen.GoAsync("/customer-users?all=1");
        await Expect(screen.Item("Pia Partner")).ToContainTextAsync("blocked");
        Server.Execute("UPDATE customer_user SET blocked = 0, validity = 2, back_end = 1 WHERE login = 'pia'; DELETE FROM back_end WHERE name = 'Partners'");
        Server.Execute("INSERT INTO change_set (at, agent_login, way, touches_names) VALUES (0, 'test', 'import', 1)");
    }
}
