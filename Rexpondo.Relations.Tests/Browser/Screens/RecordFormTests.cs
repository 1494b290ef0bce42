using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>Edit screens of customers, groups and services.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RecordFormTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    [ChromiumFact]
    public async Task Rename_ByAnother_IsTheHeadingOfTheOpenRelationScreen()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("reporting"), "carl");
        var other = await OpenAsync($"/groups/{Server.Group("reporting")}");
        await other.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("reports");
        await other.Save.ClickAsync();

        await Expect(screen.Title).ToHaveTextAsync("Change customer user relations for group reports");

        await other.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("reporting");
        await other.Save.ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("Change customer user relations for group reporting");
    }

    [ChromiumFact]
    public async Task News_OfAFormThatIsOpen_SayByWhomAndTintTheField()
    {
        var path = $"/groups/{Server.Group("user")}";
        var (screen, other) = (await OpenAsync(path, "carl"), await OpenAsync(path));
        await other.Field("Comment").FillAsync("for everybody");
        await other.StoreAsync();

        await Expect(screen.Field("Comment")).ToHaveValueAsync("for everybody");
        await Expect(screen.Said).ToHaveTextAsync("boss changed Comment just now.");
        await Expect(screen.Page.Locator(".field.news")).ToContainTextAsync("changed by boss just now");
        await Expect(screen.Field("Comment")).ToHaveAccessibleDescriptionAsync("changed by boss just now");
        await Expect(other.Page.Locator(".field.news")).ToHaveCountAsync(0);

        await screen.Field("Comment").FillAsync("mine");
        await Expect(screen.Page.Locator(".field.news")).ToHaveCountAsync(0);
        await other.Field("Comment").FillAsync("theirs");
        await other.StoreAsync();
        await Expect(screen.Page.GetByText("Changed meanwhile by boss: Comment. What you typed stays; saving shows the difference first.")).ToBeVisibleAsync();
        await screen.Cancel.ClickAsync();
    }

    [ChromiumFact]
    public async Task Choice_NotMadeYet_IsThereAgain()
    {
        var path = $"/customer-users/{Server.Person("theo")}";
        var screen = await OpenAsync(path, "chooser");
        await screen.Field("Customer").PressSequentiallyAsync("glo");
        await screen.ExpectPendingAsync(1);

        await screen.GoAsync("/");
        await screen.GoAsync(path);

        await Expect(screen.Field("Customer")).ToHaveValueAsync("glo");
        await screen.ExpectPendingAsync(1);
        await screen.Field("Customer").PressAsync("End");
        await screen.Page.Keyboard.TypeAsync("b");
        await Expect(screen.Option("Globex (GLOBEX)")).ToBeVisibleAsync();
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(screen.Field("Customer")).ToHaveValueAsync("Globex (GLOBEX)");
        await screen.Cancel.ClickAsync();
    }

    [ChromiumFact]
    public async Task CustomerId_Renamed_KeepsEveryPersonAndGrant()
    {
        var screen = await OpenAsync("/customers?search=acm");
        await screen.Link("Acme Corporation").ClickAsync();
        await Expect(screen.Page.GetByText("2 customer users")).ToBeVisibleAsync();

        await screen.Field("Customer ID").FillAsync("ACME-2");
        await screen.Field("City").FillAsync("Wien");
        await screen.StoreAsync();

        await screen.GoAsync($"/customer-users/{Server.Person("carla")}");
        await Expect(screen.Field("Customer")).ToHaveValueAsync("Acme Corporation (ACME-2)");
        await Expect(screen.Page.GetByRole(AriaRole.Row, new() { Name = "reporting" })).ToContainTextAsync("ro from customer ACME-2");
        await screen.GoAsync("/customers/new");
        await screen.Field("Customer ID").FillAsync("ACME-2");
        await screen.Save.ClickAsync();
        await Expect(screen.Field("Customer ID")).ToHaveAttributeAsync("aria-invalid", "true");
        await screen.CancelAsync();
    }

    [ChromiumFact]
    public async Task Typing_FastOverASlowLine_LosesNoCharacter()
    {
        const string Text = "The quick brown fox jumps over the lazy dog";
        await using var line = new SlowLine(Server.Address.Port, TimeSpan.FromMilliseconds(125));
        var screen = await OpenAsync("/");
        await screen.GoAsync($"http://127.0.0.1:{line.Port}/groups/new");

        await screen.Field("Name").PressSequentiallyAsync("shipping", new() { Delay = 50 });
        await screen.Field("Comment").PressSequentiallyAsync(Text, new() { Delay = 20 });
        await screen.ExpectPendingAsync(2);

        await Expect(screen.Field("Name")).ToHaveValueAsync("shipping");
        await Expect(screen.Field("Comment")).ToHaveValueAsync(Text);
        await screen.StoreAsync();
        Server.Rows("SELECT comment FROM permission_group WHERE name = 'shipping'").Should().Equal(Text);
        Server.Execute("UPDATE permission_group SET validity = 2 WHERE name = 'shipping'");
        await screen.GoAsync("/");
    }

    [ChromiumFact]
    public async Task Customer_WithMistakes_IsToldBesideTheFieldsAndAddedOnceTheyAreRight()
    {
        var screen = await OpenAsync("/customers/new");
        await screen.Field("Customer ID").FillAsync("GLOBEX");
        await screen.Field("Name").FillAsync(new string('n', 201));
        await screen.Field("City").FillAsync("Linz");

        await screen.Save.ClickAsync();

        await screen.ExpectErrorAsync("Customer ID", "There is already a customer \"GLOBEX\".");
        await screen.ExpectErrorAsync("Name", "Name has 201 characters, at most 200 are possible.");
        await Expect(screen.Field("Customer ID")).ToBeFocusedAsync();
        await Expect(screen.Changes).ToContainTextAsync("Nothing was written: 2 fields need a correction.");
        await Expect(screen.Field("City")).ToHaveValueAsync("Linz");
        Server.Scalar("SELECT count(*) FROM customer WHERE city = 'Linz'").Should().Be(0);
        await screen.Field("Customer ID").FillAsync("");
        await screen.Save.ClickAsync();
        await screen.ExpectErrorAsync("Customer ID", "Customer ID is empty.");

        await screen.Field("Customer ID").FillAsync("LINZ");
        await screen.Field("Name").FillAsync("Linz AG");
        await screen.StoreAsync();
        Server.Scalar("SELECT count(*) FROM customer WHERE customer_id = 'LINZ' AND city = 'Linz'").Should().Be(1);
    }

    [ChromiumFact]
    public async Task Group_WithMistakes_IsToldBesideTheFieldsAndSavedOnceTheyAreRight()
    {
        var screen = await OpenAsync("/groups/new");
        await screen.Field("Name").FillAsync("billing");
        await screen.Field("Comment").FillAsync(new string('c', 2001));

        await screen.Save.ClickAsync();

        await screen.ExpectErrorAsync("Name", "There is already a group \"billing\".");
        await screen.ExpectErrorAsync("Comment", "Comment has 2001 characters, at most 2000 are possible.");
        await Expect(screen.Field("Name")).ToBeFocusedAsync();
        await Expect(screen.Changes).ToContainTextAsync("Nothing was written: 2 fields need a correction.");
        await screen.Field("Name").FillAsync(new string('g', 201));
        await screen.Field("Comment").FillAsync("");
        await screen.Save.ClickAsync();
        await screen.ExpectErrorAsync("Name", "Name has 201 characters, at most 200 are possible.");
        Server.Scalar("SELECT count(*) FROM permission_group WHERE name = 'billing'").Should().Be(1);

        await screen.Field("Name").FillAsync("corrected");
        await screen.StoreAsync();
        await screen.Page.WaitForURLAsync(new Regex(@"/groups/\d+$"));
        await screen.Field("Name").FillAsync("billing");
        await screen.Save.ClickAsync();
        await screen.ExpectErrorAsync("Name", "There is already a group \"billing\".");
        await screen.CancelAsync();
        Server.Scalar("SELECT count(*) FROM permission_group WHERE name = 'corrected'").Should().Be(1);
    }

    [ChromiumFact]
    public async Task Group_MadeInvalid_SaysFirstWhoLosesAccess()
    {
        var screen = await OpenAsync($"/groups/{Server.Group("ops")}");

        await screen.Field("Validity").SelectOptionAsync("invalid-temporarily");

        await Expect(screen.Changes).ToContainTextAsync("1 unsaved change");
        await Expect(screen.Changes).ToContainTextAsync("1 customer user loses access to ops: José Núñez");
        await screen.StoreAsync();
        await Expect(screen.Page.GetByText("Nobody has access while the group is not valid")).ToBeVisibleAsync();
        await screen.Field("Validity").SelectOptionAsync("valid");
        await Expect(screen.Changes).ToContainTextAsync("1 customer user gains access to ops: José Núñez");
        await screen.StoreAsync("Saved.\u00A0");
    }

    [ChromiumFact]
    public async Task Group_OfMany_MadeInvalid_IsConfirmedWithTheirNumber()
    {
        await Server.ImportAsync(
            ("customer_users.csv", "login,first_name,last_name,email,customer_id,valid\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"zz{i},Zz,P{i:00},,,valid\n"))),
            ("groups.csv", "name,comment,valid\ncrowd,,valid\n"),
            ("customer_user_groups.csv", "login,group,permission\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"zz{i},crowd,ro\n"))));
        var screen = await OpenAsync($"/groups/{Server.Group("crowd")}");
        await screen.Field("Validity").SelectOptionAsync("invalid");

        await screen.Save.ClickAsync();
        await Expect(screen.Dialog).ToContainTextAsync("Access changes for 30 customer users. Save?");
        await Expect(screen.Dialog).ToContainTextAsync("30 customer users lose access to crowd");
        await screen.AnswerAsync("Back");
        Server.Scalar("SELECT validity FROM permission_group WHERE name = 'crowd'").Should().Be(1);
        await screen.Save.ClickAsync();
        await screen.AnswerAsync("Save anyway");

        await Expect(screen.Said).ToHaveTextAsync("Saved.");
        Server.Scalar("SELECT validity FROM permission_group WHERE name = 'crowd'").Should().Be(2);
    }

    [ChromiumFact]
    public async Task Service_Moved_CarriesItsSubServicesAndRefusesItsOwn()
    {
        var screen = await OpenAsync("/services");
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Add service" }).ClickAsync();
        await screen.Field("Name").FillAsync("Print");
        await screen.StoreAsync();
        await screen.GoAsync("/services/new");
        await screen.Field("Name").FillAsync("Colour");
        await screen.Field("Sub-service of").FillAsync("Print");
        await screen.StoreAsync();
        await Expect(screen.Title).ToHaveTextAsync("Print::Colour");

        await screen.GoAsync($"/services/{Server.Service("Print")}");
        await screen.Field("Sub-service of").FillAsync("Print::Colour");
        await screen.Save.ClickAsync();
        await screen.ExpectErrorAsync("Sub-service of", "A service cannot stand under its own sub-service \"Print::Colour\".");
        await screen.Field("Name").FillAsync("Pr::int");
        await screen.Save.ClickAsync();
        await Expect(screen.Field("Name")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(screen.Field("Sub-service of")).ToHaveAttributeAsync("aria-invalid", "true");

        await screen.Field("Name").FillAsync("Printing");
        await screen.Field("Sub-service of").FillAsync("");
        await screen.Page.Keyboard.TypeAsync("netw");
        await screen.Option("Network").ClickAsync();
        await Expect(screen.Field("Sub-service of")).ToHaveValueAsync("Network");
        await screen.StoreAsync();
        await Expect(screen.Title).ToHaveTextAsync("Network::Printing");
        Server.Service("Network::Printing::Colour").Should().BePositive();
    }

    [ChromiumFact]
    public async Task Service_UnderAnInvalidParent_ShowsThatItIsNotEffective()
    {
        var screen = await OpenAsync($"/services/{Server.Service("Old")}");
        await Expect(screen.Page.GetByText("parent Old is invalid")).ToBeVisibleAsync();

        await screen.Link("Child").ClickAsync();

        await Expect(screen.Title).ToHaveTextAsync("Old::Child");
        await Expect(screen.Page.GetByText("not effective", new() { Exact = true })).ToBeVisibleAsync();
        await screen.BackTo("Services").ClickAsync();
        await Expect(screen.Title).ToHaveTextAsync("Old");
    }

    [ChromiumFact]
    public async Task List_WayBack_KeepsSearchInvalidAndRow()
    {
        var screen = await OpenAsync("/groups?filter=u");
        await Expect(screen.Title).ToHaveTextAsync(new Regex(@"^Groups \(\d of \d\)$"));
        await screen.Page.GetByLabel("Include invalid").ClickAsync();
        await Expect(screen.Item("unused")).ToContainTextAsync("invalid-temporarily");
        await Expect(screen.Page).ToHaveURLAsync(new Uri(Server.Address, "/groups?filter=u&all=1").ToString());

        await screen.Link("unused").ClickAsync();
        await screen.BackTo("Groups").ClickAsync();

        await Expect(screen.Page).ToHaveURLAsync(new Regex(@"/groups\?filter=u&all=1$"));
        await Expect(screen.GroupFilter).ToHaveValueAsync("u");
        await Expect(screen.Link("unused")).ToBeFocusedAsync();
        await screen.GroupFilter.FocusAsync();
        await screen.Page.Keyboard.PressAsync("Escape");
        await Expect(screen.Title).ToHaveTextAsync(new Regex(@"^Groups \(\d+\)$"));
    }

    [ChromiumFact]
    public async Task RelationScreen_LinkOfItsHeading_LeadsToTheEditScreenAndBack()
    {
        var screen = await OpenAsync($"{Server.PersonsOfGroup("billing")}?search=ann");

        await screen.Title.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(screen.Field("Name")).ToHaveValueAsync("billing");
        await screen.SaveAndFinish.ClickAsync();

        await Expect(screen.Title).ToHaveTextAsync("Change customer user relations for group billing");
        await Expect(screen.Search).ToHaveValueAsync("ann");
    }

    [ChromiumFact]
    public async Task Group_AddedWithTheKeyboard_IsTheFocusedRowOfTheList()
    {
        var screen = await OpenAsync("/groups");
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Add group" }).ClickAsync();
        await Expect(screen.Field("Name")).ToBeFocusedAsync();
        await screen.Page.Keyboard.TypeAsync("night shift");

        await screen.SaveAndFinish.ClickAsync();
        await Expect(screen.Link("night shift")).ToBeFocusedAsync();

        await screen.Link("night shift").ClickAsync();
        await screen.Field("Name").FillAsync("day shift");
        await screen.ExpectPendingAsync(1);
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(screen.Title).ToHaveTextAsync("day shift");
        await screen.ExpectPendingAsync(0);
        await screen.Field("Comment").FillAsync("from six to two");
        await screen.ExpectPendingAsync(1);
        await screen.Page.Keyboard.PressAsync("Control+s");
        await screen.ExpectPendingAsync(0);
        Server.Scalar("SELECT count(*) FROM permission_group WHERE name = 'day shift' AND comment = 'from six to two'").Should().Be(1);
    }

    [ChromiumFact]
    public async Task List_OfServices_IsATreeWithAncestorsForContext()
    {
        var screen = await OpenAsync("/services?filter=vpn");

        await Expect(screen.Title).ToHaveTextAsync(new Regex(@"^Services \(1 of \d+\)$"));
        await Expect(screen.Link("Network")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByText(new Regex(@"^1 of \d+ services matches?$"))).ToBeVisibleAsync();
    }
}
