using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Records;
using static Rexpondo.Relations.Tests.Records.RecordDesk;

namespace Rexpondo.Relations.Tests.Records;

public sealed class CustomerUserEditorTests : IDisposable
{
    private readonly RecordDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task AddAsync_OfANewLogin_BelongsToDefaultTrimmedAndLogged()
    {
        var acme = desk.Desk.Customer();

        var id = await Added(desk.AddAsync(desk.Persons, new CustomerUserFields
        {
            Login = "  anna ",
            FirstName = "Anna\t",
            Email = " Anna@acme.example",
            Comment = " as typed\n",
            Customer = acme,
        }));

        desk.Persons.Read(new CustomerUserId(id)).Should().Be(new CustomerUserFields
        {
            Login = "anna",
            FirstName = "Anna",
            Email = "Anna@acme.example",
            Comment = " as typed\n",
            Customer = acme,
        });
        desk.Texts("SELECT login_folded || ' ' || email_folded || ' ' || back_end FROM customer_user").Should().Equal("anna anna@acme.example 1");
        desk.Log().Should().Equal(
            $"root: 1/{id} Comment: (new) >  as typed\n",
            $"root: 1/{id} Customer: (new) > ACME",
            $"root: 1/{id} E-mail: (new) > Anna@acme.example",
            $"root: 1/{id} First name: (new) > Anna",
            $"root: 1/{id} Login: (new) > anna",
            $"root: 1/{id} Validity: (new) > valid");
    }

    [Fact]
    public async Task AddAsync_OfTextsInOtherWritings_CleansThemBeforeTheyAreCompared()
    {
        desk.Desk.CustomerUser("caf\u00E9", email: "a@b.example");

        (await Errors(desk.AddAsync(desk.Persons, new CustomerUserFields { Login = "\u00A0CAFE\u0301 ", Email = "\u2003A@b.example" }))).Should().Equal(
            new FieldError(RecordField.Login, "there is already a customer user \"caf\u00E9\""), new FieldError(RecordField.Email, "belongs to customer user \"caf\u00E9\""));
        var id = await Added(desk.AddAsync(desk.Persons, new CustomerUserFields { Login = "u1\u00A0", FirstName = "Zoe\u0308 ", Comment = " one\r\ntwo " }));
        desk.Persons.Read(new CustomerUserId(id)).Should().Be(new CustomerUserFields { Login = "u1", FirstName = "Zo\u00EB", Comment = " one\ntwo " });
    }

    [Fact]
    public async Task AddAsync_OfCharactersThatNobodySees_IsRefusedFieldByField()
    {
        (await Errors(desk.AddAsync(desk.Persons, new CustomerUserFields
        {
            Login = "u1\u200B",
            FirstName = "\u202EreieM",
            LastName = "\u0645\u06CC\u200C\u062E",
            Email = "a\u00AD@b.example",
            Comment = "\uFEFFa",
        }))).Should().Equal(
            new FieldError(RecordField.Login, "Login contains a format character (U+200B)"),
            new FieldError(RecordField.FirstName, "First name contains a format character (U+202E)"),
            new FieldError(RecordField.Email, "E-mail contains a format character (U+00AD)"),
            new FieldError(RecordField.Comment, "comment contains a format character (U+FEFF)"));
    }

    [Fact]
    public async Task SaveAsync_OfAPersonStoredBeforeTheRuleForTexts_KeepsWhatWasNotTouched()
    {
        var id = desk.Desk.CustomerUser("u1\u00A0", "An\u200Bna", "Meier");

        await Saved(desk.SaveAsync(desk.Persons, id, fields => fields with { Phone = " 1 " }));

        desk.Persons.Read(id).Should().Be(new CustomerUserFields { Login = "u1\u00A0", FirstName = "An\u200Bna", LastName = "Meier", Phone = "1" });
    }

    [Fact]
    public async Task AddAsync_OfManyMistakes_TellsAllAtOnceInTheOrderOfTheForm()
    {
        desk.Desk.CustomerUser("Anna", email: "anna@acme.example");
        var revision = desk.Desk.Revision();

        var errors = await Errors(desk.AddAsync(desk.Persons, new CustomerUserFields
        {
            Login = "ANNA",
            Title = new string('x', 201),
            FirstName = "An\u0007na",
            LastName = new string('x', 201),
            Email = "ANNA@acme.example",
            Phone = new string('x', 201),
            Mobile = new string('x', 201),
            Customer = new CustomerNumber(99),
            Comment = new string('x', 2001),
        }));

        errors.Should().Equal(
            new FieldError(RecordField.Login, "there is already a customer user \"Anna\""),
            new FieldError(RecordField.Title, "Title has 201 characters, at most 200 are possible"),
            new FieldError(RecordField.FirstName, "First name contains a control character"),
            new FieldError(RecordField.LastName, "Last name has 201 characters, at most 200 are possible"),
            new FieldError(RecordField.Email, "belongs to customer user \"Anna\""),
            new FieldError(RecordField.Phone, "Phone has 201 characters, at most 200 are possible"),
            new FieldError(RecordField.Mobile, "Mobile has 201 characters, at most 200 are possible"),
            new FieldError(RecordField.Customer, "there is no such customer"),
            new FieldError(RecordField.Comment, "comment has 2001 characters, at most 2000 are possible"));
        desk.Desk.Revision().Should().Be(revision);
    }

    [Theory]
    [InlineData("", "Login is empty")]
    [InlineData(" \t", "Login is empty")]
    [InlineData("an\nna", "Login contains a control character")]
    public async Task AddAsync_OfAnImpossibleLogin_SaysWhy(string login, string reason) =>
        (await Errors(desk.AddAsync(desk.Persons, new CustomerUserFields { Login = login }))).Should().Equal(new FieldError(RecordField.Login, reason));

    [Fact]
    public async Task AddAsync_OfALoginOf201Characters_IsRefusedAndOf200Stored()
    {
        (await Errors(desk.AddAsync(desk.Persons, new CustomerUserFields { Login = new string('x', 201) }))).Should().ContainSingle().Which.Reason.Should().Contain("201");

        await Added(desk.AddAsync(desk.Persons, new CustomerUserFields { Login = new string('x', 200) }));
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("@acme.example")]
    [InlineData("anna@")]
    [InlineData("an na@acme.example")]
    [InlineData("anna@acme@example")]
    public async Task AddAsync_OfAnImplausibleEmail_IsRefused(string email) =>
        (await Errors(desk.AddAsync(desk.Persons, new CustomerUserFields { Login = "anna", Email = email })))
            .Should().Equal(new FieldError(RecordField.Email, "E-mail is not an e-mail address"));

    [Theory]
    [InlineData("")]
    [InlineData("a@b")]
    [InlineData("o'neill+tag@ümläut.example")]
    public async Task AddAsync_OfAPlausibleEmail_IsTaken(string email)
    {
        desk.Desk.CustomerUser("bert", email: "");

        await Added(desk.AddAsync(desk.Persons, new CustomerUserFields { Login = "anna", Email = email }));
    }

    [Fact]
    public async Task SaveAsync_OfALoginInOtherLetterCase_IsRefusedForAnotherAndTakenForOneself()
    {
        var (anna, bert) = (desk.Desk.CustomerUser("ärmel"), desk.Desk.CustomerUser("bert"));

        (await Errors(desk.SaveAsync(desk.Persons, bert, f => f with { Login = "ÄRMEL" }))).Should().Equal(
            new FieldError(RecordField.Login, "there is already a customer user \"ärmel\""));
        await Saved(desk.SaveAsync(desk.Persons, anna, f => f with { Login = "Ärmel" }));

        desk.Persons.Read(anna)!.Login.Should().Be("Ärmel");
        desk.Log().Should().Equal($"root: 1/{anna} Login: ärmel > Ärmel");
    }

    [Fact]
    public async Task SaveAsync_OfOneField_WritesAndLogsThatFieldAlone()
    {
        var anna = desk.Desk.CustomerUser();
        desk.Desk.Execute("CREATE TABLE seen (what TEXT); CREATE TRIGGER watch AFTER UPDATE OF login, login_folded, first_name, email, customer, validity ON customer_user BEGIN INSERT INTO seen VALUES ('x'); END");

        var changeSet = await Saved(desk.SaveAsync(desk.Persons, anna, f => f with { Phone = " 123 " }, reason: " new phone "));

        desk.Persons.Read(anna)!.Phone.Should().Be("123");
        desk.Log().Should().Equal($"root: 1/{anna} Phone:  > 123");
        desk.Texts("SELECT what FROM seen").Should().BeEmpty();
        desk.Texts($"SELECT way || '|' || reason || '|' || touches_names FROM change_set WHERE id = {changeSet}").Should().Equal("screen|new phone|0");
    }

    [Fact]
    public async Task SaveAsync_OfNothingNew_WritesNothingAndRingsNothing()
    {
        var anna = desk.Desk.CustomerUser(firstName: " Anna ", email: "not an e-mail");
        var (revision, rung) = (desk.Desk.Revision(), 0);
        desk.Desk.Bell.Rung += () => rung++;

        (await Saved(desk.SaveAsync(desk.Persons, anna, f => f))).Should().BeNull();
        (await Saved(desk.SaveAsync(desk.Persons, anna, f => f with { LastName = " Meier " }))).Should().BeNull();

        (desk.Desk.Revision(), rung).Should().Be((revision, 0));
    }

    [Fact]
    public async Task SaveAsync_BesideWhatIsStoredAndCouldNotBeTyped_LeavesThatAlone()
    {
        var anna = desk.Desk.CustomerUser(firstName: " Anna ", email: "not an e-mail");

        await Saved(desk.SaveAsync(desk.Persons, anna, f => f with { Phone = "123" }));

        desk.Persons.Read(anna).Should().BeEquivalentTo(new { FirstName = " Anna ", Email = "not an e-mail", Phone = "123" });
    }

    [Theory]
    [InlineData(AgentRole.Auditor, false)]
    [InlineData(AgentRole.Admin, true)]
    public async Task EveryWay_ForAnAgentWhoMayNotEdit_IsRefused(AgentRole role, bool disabled)
    {
        var (anna, agent) = (desk.Desk.CustomerUser(), desk.Desk.Agent("audit", role, disabled));
        var revision = desk.Desk.Revision();

        (await desk.AddAsync(desk.Persons, new CustomerUserFields { Login = "bert" }, agent)).Should().Be(new RecordNotAllowed("audit"));
        (await desk.SaveAsync(desk.Persons, anna, f => f with { Phone = "1" }, agent)).Should().Be(new RecordNotAllowed("audit"));
        (await desk.Persons.BlockAsync(anna, true, agent, null, default)).Should().Be(new RecordNotAllowed("audit"));
        (await desk.Relations.WithdrawAllAsync(anna, agent, null, default)).Should().Be(new RecordNotAllowed("audit"));
        (await desk.AddAsync(desk.Persons, new CustomerUserFields { Login = "bert" }, new AgentId(99))).Should().Be(new RecordNotAllowed(""));

        desk.Desk.Revision().Should().Be(revision);
    }

    [Fact]
    public async Task SaveAsync_OfNobody_SaysSo()
    {
        var nobody = new CustomerUserId(99);

        desk.Persons.Read(nobody).Should().BeNull();
        (await desk.Persons.SaveAsync(nobody, new(), new(), desk.Desk.Root, null, default)).Should().Be(new RecordNotThere());
        (await desk.Persons.BlockAsync(nobody, true, desk.Desk.Root, null, default)).Should().Be(new RecordNotThere());
        desk.Persons.Preview(nobody, new()).Should().BeSameAs(Consequences.None);
    }

    [Fact]
    public async Task SaveAsync_WithAReasonTooLong_IsRefused() =>
        (await Errors(desk.SaveAsync(desk.Persons, desk.Desk.CustomerUser(), f => f with { Phone = "1" }, reason: new string('x', 1001))))
            .Should().ContainSingle().Which.Field.Should().Be(RecordField.Reason);

    [Fact]
    public async Task SaveAsync_OfAPersonOfAReadOnlyBackEnd_IsRefusedWithItsName()
    {
        desk.Directory();
        var anna = desk.Desk.CustomerUser(backEnd: 2);

        (await desk.SaveAsync(desk.Persons, anna, f => f with { Phone = "1" })).Should().Be(new RecordReadOnly("Directory"));
    }

    [Fact]
    public async Task BlockAsync_OfAPersonOfAReadOnlyBackEnd_TakesAllAccessUntilSheIsUnblocked()
    {
        desk.Directory();
        var (anna, billing) = (desk.Desk.CustomerUser(backEnd: 2), desk.Desk.Group());
        desk.Desk.Relate(anna, billing, PermissionSet.Rw);
        var said = desk.Persons.PreviewBlock(anna, true);

        await Saved(desk.Persons.BlockAsync(anna, true, desk.Desk.Root, "left", default));

        said.NoGroupLeft.Should().Equal(anna.Value);
        desk.Desk.Worlds.Read().Find(anna)!.Valid.Should().BeFalse();
        (await Saved(desk.Persons.BlockAsync(anna, true, desk.Desk.Root, null, default))).Should().BeNull();
        desk.Persons.PreviewBlock(anna, false).Gain.Should().Equal(anna.Value);
        await Saved(desk.Persons.BlockAsync(anna, false, desk.Desk.Root, null, default));
        desk.Desk.Worlds.Read().Find(anna)!.Valid.Should().BeTrue();
        desk.Desk.Stored(anna, billing).Should().Be(PermissionSet.Rw);
        desk.Log().Should().Equal($"root: 1/{anna} Blocked: no > yes", $"root: 1/{anna} Blocked: yes > no");
    }

    [Fact]
    public async Task BlockAsync_OfAPersonWhoIsEditedHere_IsRefused() =>
        (await Errors(desk.Persons.BlockAsync(desk.Desk.CustomerUser(), true, desk.Desk.Root, null, default)))
            .Should().ContainSingle().Which.Field.Should().Be(RecordField.Blocked);

    [Fact]
    public async Task AddAsync_OfALoginSomebodyElseHadBefore_StartsEmpty()
    {
        var (anna, billing, vpn, acme) = (desk.Desk.CustomerUser(), desk.Desk.Group(), desk.Desk.Service("VPN"), desk.Desk.Customer());
        desk.Desk.Relate(anna, billing, PermissionSet.Rw);
        desk.Desk.Relate(anna, vpn);
        desk.Desk.Relate(anna, acme);
        var rows = desk.Desk.AllRows();
        await Saved(desk.SaveAsync(desk.Persons, anna, f => f with { Login = "anna.old" }));

        var id = await Added(desk.AddAsync(desk.Persons, new CustomerUserFields { Login = "ANNA" }));

        desk.Desk.AllRows().Should().Be(rows);
        var now = desk.Desk.Worlds.Read().Find(new CustomerUserId(id))!;
        (now.Groups.Count, now.Services.Count, now.Customers.Length).Should().Be((0, 0, 0));
    }

    [Fact]
    public async Task SaveAsync_OfThePrimaryCustomer_IsInTheVeryNextAnswer()
    {
        var (acme, beta, billing) = (desk.Desk.Customer(), desk.Desk.Customer("BETA"), desk.Desk.Group());
        var anna = desk.Desk.CustomerUser(customer: acme);
        desk.Desk.Relate(beta, billing, PermissionSet.Ro);
        desk.Desk.Worlds.Read().HasAnyGroup(desk.Desk.Worlds.Read().Find(anna)!).Should().BeFalse();
        desk.Persons.Preview(anna, desk.Persons.Read(anna)! with { Customer = beta }).Gain.Should().Equal(anna.Value);

        await Saved(desk.SaveAsync(desk.Persons, anna, f => f with { Customer = beta }));

        var world = desk.Desk.Worlds.Read();
        world.GroupsOf(world.Find(anna)!).Select(group => group.Id).Should().Equal(billing);
        desk.Log().Should().Equal($"root: 1/{anna} Customer: ACME > BETA");
    }

    [Fact]
    public async Task SaveAsync_OfTheValidity_IsInTheVeryNextAnswerAndKeepsTheRows()
    {
        var (anna, billing) = (desk.Desk.CustomerUser(), desk.Desk.Group());
        desk.Desk.Relate(anna, billing, PermissionSet.Ro);
        var world = desk.Desk.Worlds.Read();
        world.HasAnyGroup(world.Find(anna)!).Should().BeTrue();

        await Saved(desk.SaveAsync(desk.Persons, anna, f => f with { Validity = Validity.InvalidTemporarily }));

        world = desk.Desk.Worlds.Read();
        world.HasAnyGroup(world.Find(anna)!).Should().BeFalse();
        desk.Desk.Stored(anna, billing).Should().Be(PermissionSet.Ro);
    }
}
