using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Tests.Importing;

/// <summary>Texts in files, by the rule for every way in: cleaned before they are compared and stored, or refused with their line.</summary>
public sealed class ImportedTextTests : IDisposable
{
    private const string PersonHeader = "login,first_name,last_name,email,customer_id,valid\n";

    private readonly ImportDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Import_OfOneLoginInThreeWritings_IsOnePerson()
    {
        await desk.GivenAsync(("customer_users.csv", PersonHeader + " u1 ,A,B,,,valid\nu1\u00A0,A,B,,,valid\nu1, A ,B\u3000,,,valid\n"));

        Texts("SELECT login || '|' || login_folded || '|' || first_name || '|' || last_name FROM customer_user").Should().Equal("u1|u1|A|B");
    }

    [Fact]
    public async Task Import_OfOneLoginInTwoWritingsThatDiffer_IsRefused()
    {
        (await desk.ProblemsAsync(("customer_users.csv", PersonHeader + " u1 ,a,b,u1@example.org,,valid\nu1,a,b,u2@example.org,,valid\n")))
            .Should().Equal("customer_users.csv:3: says something else than line 2 about the same");
        (await desk.ProblemsAsync(("customer_users.csv", PersonHeader + "caf\u00E9,a,b,u1@example.org,,valid\ncafe\u0301,a,b,u2@example.org,,valid\n")))
            .Should().Equal("customer_users.csv:3: says something else than line 2 about the same");
    }

    [Theory]
    [InlineData("customer_users.csv", PersonHeader + "u1\u200B,A,B,,,valid\n", "customer_users.csv:2: login contains a format character (U+200B)")]
    [InlineData("customer_users.csv", PersonHeader + "u1,\u202EreieM,annA,,,valid\n", "customer_users.csv:2: first_name contains a format character (U+202E)")]
    [InlineData("customer_users.csv", PersonHeader + "u1,A,B\u200D,,,valid\n", "customer_users.csv:2: last_name contains a format character (U+200D)")]
    [InlineData("customer_users.csv", PersonHeader + "u1,A,B,a\u00AD@b.example,,valid\n", "customer_users.csv:2: email contains a format character (U+00AD)")]
    [InlineData("customers.csv", "customer_id,name,valid\nA\u2060,Acme,valid\n", "customers.csv:2: customer_id contains a format character (U+2060)")]
    [InlineData("groups.csv", "name,comment,valid\nbill\u200Ding,,valid\n", "groups.csv:2: name contains a format character (U+200D)")]
    [InlineData("groups.csv", "name,comment,valid\nbilling,\u202Eno,valid\n", "groups.csv:2: comment contains a format character (U+202E)")]
    [InlineData("groups.csv", "name,comment,valid\nbilling,a\u0007b,valid\n", "groups.csv:2: comment contains a control character")]
    [InlineData("services.csv", "name,comment,valid\nA::B\uFEFF,,valid\n", "services.csv:2: name contains a format character (U+FEFF)")]
    [InlineData("customer_user_groups.csv", "login,group,permission\nheld\u200B,billing,ro\n", "customer_user_groups.csv:2: there is no customer user \"held\\u200B\"")]
    [InlineData("settings.json", "{ \"CustomerGroupAlwaysGroups\": [\"bill\u200Bing\"] }", "settings.json:1: CustomerGroupAlwaysGroups: \"bill\\u200Bing\" contains a format character (U+200B)")]
    public async Task Import_OfACharacterThatNobodySees_IsRefusedWithItsLine(string file, string content, string problem)
    {
        await GivenHeldAsync();

        (await desk.ProblemsAsync((file, content))).Should().Equal(problem);
    }

    [Fact]
    public async Task Import_OfNamesWithJoinersBetweenLetters_TakesThem()
    {
        await desk.GivenAsync(("customer_users.csv", PersonHeader + "u1,\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645,B,,,valid\n"));

        Texts("SELECT first_name FROM customer_user").Should().Equal("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645");
    }

    [Fact]
    public async Task Import_OfReferencesInOtherWritings_FindsWhatTheyName()
    {
        await desk.GivenAsync(
            ("groups.csv", "name,comment,valid\nU\u0308bersicht,\"one\r\ntwo\",valid\n\u00DCbersicht ,\"one\r\ntwo\",valid\n"),
            ("services.csv", "name,comment,valid\nNetz::U\u0308bersicht,,valid\n"),
            ("customers.csv", "customer_id,name,valid\n A ,Acme,valid\n"),
            ("customer_users.csv", PersonHeader + "cafe\u0301,A,B, a@b.example ,A\u00A0,valid\n"));
        await desk.GivenAsync(
            ("customer_user_groups.csv", "login,group,permission\n CAF\u00C9\u00A0,\u00DCbersicht, ro \n"),
            ("customer_groups.csv", "customer_id,group,permission,context\nA\u2003,U\u0308bersicht\u00A0,rw, same\n"),
            ("customer_user_services.csv", "login,service\ncaf\u00E9,Netz::\u00DCbersicht \n"),
            ("settings.json", "{ \"CustomerGroupCompanyAlwaysGroups\": [\" U\u0308bersicht\"], \"System::Customer::Permission\": [\"ro \", \"note\", \"rw\"] }"));

        Texts("SELECT name || '|' || comment FROM permission_group").Should().Equal("\u00DCbersicht|one\ntwo");
        Texts("SELECT email FROM customer_user JOIN customer c ON c.id = customer JOIN customer_user_group g ON g.customer_user_id = customer_user.id").Should().Equal("a@b.example");
        Texts("SELECT count(*) || '' FROM customer_group").Should().Equal("1");
        var settings = desk.Desk.Store.Read(SettingsTable.Read);
        settings.CompanyAlwaysGroups.Should().Equal("\u00DCbersicht");
        settings.PermissionKeys.Should().Equal("ro", "note", "rw");
    }

    [Fact]
    public async Task Find_OfALoginAsSomebodyTypesIt_FindsThePersonAndWhatWasStoredBeforeTheRule()
    {
        await desk.GivenAsync(("customer_users.csv", PersonHeader + "caf\u00E9,A,B,,,valid\nold,A,C,,,valid\n"));
        await desk.Desk.Store.WriteAsync(
            connection => connection.Execute("UPDATE customer_user SET login = 'old' || char(160), login_folded = 'old' || char(160) WHERE login = 'old'"), default);

        foreach (var (asked, found) in new[] { (" CAFE\u0301\u00A0", "caf\u00E9"), ("old\u00A0", "old\u00A0"), ("old", null) })
        {
            var login = desk.Desk.Store.Read(connection => CustomerUserReader.Find(connection, asked))?.Login;
            login.Should().Be(found);
        }

        new AccessReport(desk.Desk.Store, desk.Desk.Worlds).Read(" Cafe\u0301\u00A0")!.Lines.Should().ContainSingle().Which.Login.Should().Be("caf\u00E9");
        new AccessCheck(desk.Desk.Store, desk.Desk.Worlds).Ask("caf\u00E9 ", "none ", "ro").Should().Be(new AccessUnknown(RelationSide.Group, "none "));
    }

    private Task GivenHeldAsync() => desk.GivenAsync(
        ("groups.csv", "name,comment,valid\nbilling,,valid\n"), ("customer_users.csv", PersonHeader + "held,A,B,,,valid\n"));

    private List<string> Texts(string sql) => desk.Desk.Store.Read(connection => connection.Query(sql, row => row.GetString(0)));
}
