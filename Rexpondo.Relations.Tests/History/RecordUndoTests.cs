using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Records;

namespace Rexpondo.Relations.Tests.History;

public sealed class RecordUndoTests : IDisposable
{
    private readonly HistoryDesk desk = new();

    public void Dispose() => desk.Dispose();

    private RecordDesk Records => desk.Records;

    [Fact]
    public async Task UndoAsync_OfEveryField_SetsAllOfThemBack_AndTheUndoToo()
    {
        var acme = desk.Desk.Customer();
        var anna = desk.Desk.CustomerUser(email: "anna@acme.example");
        var before = desk.Everything();
        var set = await SavedAsync(Records.SaveAsync(Records.Persons, anna, f => f with
        {
            Login = "ANNÄ",
            FirstName = "Änne",
            LastName = "Mayer",
            Email = "x@y.example",
            Title = "Dr.",
            Phone = "1",
            Mobile = "2",
            Comment = "a\nb",
            Customer = acme,
            Validity = Validity.InvalidTemporarily,
        }));
        var after = desk.Everything();
        var preview = desk.Undo.Preview(set)!;

        var undone = await desk.UndoAsync(set);

        undone.Done.Should().BeEquivalentTo(preview.Done);
        undone.Done.Fields.Should().Be(10);
        desk.Everything().Should().Be(before);
        await desk.UndoAsync(undone.ChangeSet!.Value);
        desk.Everything().Should().Be(after);
        Records.Texts($"SELECT touches_names || '' FROM change_set WHERE id = {undone.ChangeSet}").Should().Equal("1");
    }

    [Fact]
    public async Task UndoAsync_OfATextThatIsRefusedToday_LeavesItAndSaysWhy()
    {
        var anna = desk.Desk.CustomerUser("anna\u00A0", "An\u200Bna");
        var set = await SavedAsync(Records.SaveAsync(Records.Persons, anna, f => f with { Login = "anna", FirstName = "Anna", Phone = "1" }));

        var done = (await desk.UndoAsync(set)).Done;

        Records.Persons.Read(anna).Should().BeEquivalentTo(new { Login = "anna", FirstName = "Anna", Phone = "" });
        done.Kept.Select(kept => kept.Why).Should().BeEquivalentTo(
            new[] { new RuleAgainst("Login begins or ends with white space"), new RuleAgainst("First name contains a format character (U+200B)") });
    }

    [Fact]
    public async Task UndoAsync_OfFieldsChangedSince_LeavesThoseAndNamesWho()
    {
        var anna = desk.Desk.CustomerUser();
        var set = await SavedAsync(Records.SaveAsync(Records.Persons, anna, f => f with { Phone = "1", Mobile = "2" }));
        await SavedAsync(Records.SaveAsync(Records.Persons, anna, f => f with { Phone = "3" }, desk.Ben));

        var done = (await desk.UndoAsync(set)).Done;

        done.Fields.Should().Be(1);
        done.Kept.Should().Equal(new KeptLine(
            new FieldLine(new(RelationSide.CustomerUser, anna.Value), RecordField.Phone, "", "1"), new ChangedSince("ben", desk.Desk.Clock.Now)));
        Records.Persons.Read(anna).Should().BeEquivalentTo(new { Phone = "3", Mobile = "" });
    }

    [Fact]
    public async Task UndoAsync_WhereALoginIsTakenMeanwhile_LeavesItAndSetsTheRestBack()
    {
        var anna = desk.Desk.CustomerUser("anna");
        var set = await SavedAsync(Records.SaveAsync(Records.Persons, anna, f => f with { Login = "annika", Phone = "1" }));
        desk.Desk.CustomerUser("ANNA");

        var done = (await desk.UndoAsync(set)).Done;

        done.Fields.Should().Be(1);
        done.Kept.Should().ContainSingle().Which.Why.Should().Be(new RuleAgainst("there is already a customer user \"ANNA\""));
        Records.Persons.Read(anna).Should().BeEquivalentTo(new { Login = "annika", Phone = "" });
    }

    [Fact]
    public async Task UndoAsync_OfAnAddedRecord_DeletesNothingAndNamesItOnce()
    {
        var id = await RecordDesk.Added(Records.AddAsync(Records.Persons, new CustomerUserFields { Login = "anna", FirstName = "Anna", LastName = "Meier" }));

        var undone = await desk.UndoAsync(desk.Desk.Revision());

        undone.ChangeSet.Should().BeNull();
        undone.Done.Kept.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Why = new RecordWasAdded(), Line = new { Record = new ObjectRef(RelationSide.CustomerUser, id) } });
        Records.Persons.Read(new(id)).Should().NotBeNull();
    }

    [Fact]
    public async Task UndoAsync_OfAGroupsName_TakesItsEntriesInSettingsBackToo()
    {
        var billing = desk.Desk.Group();
        desk.Desk.Deploy(settings => settings with { AlwaysGroups = ["billing"], CompanyAlwaysGroups = ["billing", "ops"], NeverGroups = ["other"] });
        var before = desk.Everything();
        var set = await SavedAsync(Records.SaveAsync(Records.Groups, billing, f => f with { Name = "accounting" }));
        var after = desk.Everything();

        var undone = await desk.UndoAsync(set);

        undone.Done.Should().BeEquivalentTo(new { Fields = 1, Settings = 2 });
        undone.Done.Kept.Should().BeEmpty();
        desk.Everything().Should().Be(before);
        (await desk.UndoAsync(undone.ChangeSet!.Value)).Done.Kept.Should().BeEmpty();
        desk.Everything().Should().Be(after);
    }

    [Fact]
    public async Task UndoAsync_OfAGroupsName_WhereOneSettingWasChangedSince_StillCarriesItsEntryThere()
    {
        var billing = desk.Desk.Group();
        desk.Desk.Deploy(settings => settings with { AlwaysGroups = ["billing"], NeverGroups = ["billing"] });
        var set = await SavedAsync(Records.SaveAsync(Records.Groups, billing, f => f with { Name = "accounting" }));
        desk.Desk.Deploy(settings => settings with { AlwaysGroups = ["accounting", "ops"] });

        var done = (await desk.UndoAsync(set)).Done;

        done.Should().BeEquivalentTo(new { Fields = 1, Settings = 1 });
        done.Kept.Should().ContainSingle();
        desk.Desk.Catalogs.Read().Settings.Should().BeEquivalentTo(new { AlwaysGroups = new[] { "billing", "ops" }, NeverGroups = new[] { "billing" } });
    }

    [Fact]
    public async Task UndoAsync_OfAServicesPlace_MovesItBackWithAllThatIsBelow()
    {
        var (network, mail) = (desk.Desk.Service("Network"), desk.Desk.Service("Mail"));
        desk.Desk.Service("Mail::Archive", mail);
        var before = desk.Everything();
        var set = await SavedAsync(Records.SaveAsync(Records.Services, mail, f => f with { Name = "Post", Parent = network }));
        Records.Texts("SELECT full_name FROM service ORDER BY id").Should().Equal("Network", "Network::Post", "Network::Post::Archive");

        await desk.UndoAsync(set);

        desk.Everything().Should().Be(before);
    }

    [Fact]
    public async Task UndoAsync_OfAServicesName_ThatIsTakenMeanwhile_LeavesIt()
    {
        var mail = desk.Desk.Service("Mail");
        var set = await SavedAsync(Records.SaveAsync(Records.Services, mail, f => f with { Name = "Post", Comment = "c" }));
        desk.Desk.Service("Mail");

        var done = (await desk.UndoAsync(set)).Done;

        done.Fields.Should().Be(1);
        done.Kept.Should().ContainSingle().Which.Why.Should().Be(new RuleAgainst("there is already a service \"Mail\""));
        Records.Texts("SELECT full_name || comment FROM service ORDER BY id").Should().Equal("Post", "Mail");
    }

    [Fact]
    public async Task UndoAsync_OfAPersonOfAReadOnlyBackEnd_LeavesHerFields_AndTakesABlockBack()
    {
        Records.Directory();
        var anna = desk.Desk.CustomerUser();
        var set = await SavedAsync(Records.SaveAsync(Records.Persons, anna, f => f with { Phone = "1" }));
        desk.Desk.Change("UPDATE customer_user SET back_end = 2");
        var blocked = await SavedAsync(Records.Persons.BlockAsync(anna, true, desk.Desk.Root, null, default));

        var fields = await desk.UndoAsync(set);
        var block = await desk.UndoAsync(blocked);

        fields.ChangeSet.Should().BeNull();
        fields.Done.Kept.Should().ContainSingle().Which.Why.Should().Be(new EditedElsewhere("Directory"));
        block.Done.Fields.Should().Be(1);
        desk.Desk.Scalar("SELECT blocked FROM customer_user").Should().Be(0);
        (await desk.UndoAsync(block.ChangeSet!.Value)).Done.Fields.Should().Be(1);
        desk.Desk.Scalar("SELECT blocked FROM customer_user").Should().Be(1);
    }

    [Fact]
    public async Task UndoAsync_OfACustomerThatIsCalledOtherwiseNow_LeavesIt()
    {
        var (acme, globex) = (desk.Desk.Customer(), desk.Desk.Customer("GLOBEX"));
        var anna = desk.Desk.CustomerUser(customer: acme);
        var set = await SavedAsync(Records.SaveAsync(Records.Persons, anna, f => f with { Customer = globex }));
        await SavedAsync(Records.SaveAsync(Records.Customers, acme, f => f with { CustomerId = "ACME2" }));

        var undone = await desk.UndoAsync(set);

        undone.ChangeSet.Should().BeNull();
        undone.Done.Kept.Should().ContainSingle().Which.Why.Should().Be(new RuleAgainst("there is no \"ACME\" any more"));
    }

    private static async Task<long> SavedAsync(Task<RecordResult> result) => (await RecordDesk.Saved(result))!.Value;

    [Fact]
    public async Task UndoAsync_OfALoginThatAnotherOfItsRecordsGivesUpAgain_SetsBothBack_AsThePreviewSays()
    {
        var (anna, bert) = (desk.Desk.CustomerUser("anna-2"), desk.Desk.CustomerUser("anna"));
        var set = desk.Desk.Change(connection =>
        {
            var changeSet = ChangeLog.Revision(connection);
            ChangeLog.Field(connection, changeSet, RelationSide.CustomerUser, anna.Value, RecordField.Login, "anna", "anna-2");
            ChangeLog.Field(connection, changeSet, RelationSide.CustomerUser, bert.Value, RecordField.Login, "bert", "anna");
            return changeSet;
        });

        var preview = desk.Undo.Preview(set)!;
        var undone = await desk.UndoAsync(set);

        (preview.Done.Fields, preview.Done.Kept.Length).Should().Be((2, 0));
        undone.Done.Should().BeEquivalentTo(preview.Done);
        (desk.Records.Persons.Read(anna)!.Login, desk.Records.Persons.Read(bert)!.Login).Should().Be(("anna", "bert"));
    }
}
