using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Tests.Records;

namespace Rexpondo.Relations.Tests.History;

/// <summary>The log has texts, relations hang on numbers: a name that means something else today takes nobody anywhere.</summary>
public sealed class UndoOfNamesTests : IDisposable
{
    private readonly HistoryDesk desk = new();

    public void Dispose() => desk.Dispose();

    private RecordDesk Records => desk.Records;

    [Fact]
    public async Task ACustomersIdThatAnotherCustomerHasNow_TakesNobodyThere()
    {
        var (acme, globex) = (desk.Desk.Customer(), desk.Desk.Customer("GLOBEX"));
        var anna = desk.Desk.CustomerUser(customer: acme);
        var set = await SavedAsync(Records.SaveAsync(Records.Persons, anna, f => f with { Customer = globex }));
        await SavedAsync(Records.SaveAsync(Records.Customers, acme, f => f with { CustomerId = "ACME-OLD" }));
        await RecordDesk.Added(Records.AddAsync(Records.Customers, new CustomerFields { CustomerId = "ACME", Name = "Another" }));

        var preview = desk.Undo.Preview(set)!;
        var undone = await desk.UndoAsync(set);

        undone.ChangeSet.Should().BeNull();
        undone.Done.Kept.Should().ContainSingle().Which.Why.Should().Be(new RuleAgainst("\"ACME\" was renamed or added since"));
        preview.Done.Kept.Should().Equal(undone.Done.Kept);
        Records.Persons.Read(anna)!.Customer.Should().Be(globex);
    }

    [Fact]
    public async Task CustomersThatHaveSwappedTheirIds_TakeNobodyAlong()
    {
        var (acme, globex) = (desk.Desk.Customer(), desk.Desk.Customer("GLOBEX"));
        var anna = desk.Desk.CustomerUser(customer: acme);
        var set = await SavedAsync(Records.SaveAsync(Records.Persons, anna, f => f with { Customer = globex }));
        await SavedAsync(Records.SaveAsync(Records.Customers, acme, f => f with { CustomerId = "x" }));
        await SavedAsync(Records.SaveAsync(Records.Customers, globex, f => f with { CustomerId = "ACME" }));
        await SavedAsync(Records.SaveAsync(Records.Customers, acme, f => f with { CustomerId = "GLOBEX" }));

        (await desk.UndoAsync(set)).ChangeSet.Should().BeNull();
        Records.Persons.Read(anna)!.Customer.Should().Be(globex);
    }

    [Fact]
    public async Task ACustomerChangedSinceThatIsCalledAsTheGivenOne_Stays()
    {
        var (acme, globex, third) = (desk.Desk.Customer(), desk.Desk.Customer("GLOBEX"), desk.Desk.Customer("THIRD"));
        var anna = desk.Desk.CustomerUser(customer: acme);
        var set = await SavedAsync(Records.SaveAsync(Records.Persons, anna, f => f with { Customer = globex }));
        await SavedAsync(Records.SaveAsync(Records.Persons, anna, f => f with { Customer = third }, desk.Ben));
        await SavedAsync(Records.SaveAsync(Records.Customers, globex, f => f with { CustomerId = "GLOBEX-OLD" }));
        await SavedAsync(Records.SaveAsync(Records.Customers, third, f => f with { CustomerId = "GLOBEX" }));

        var undone = await desk.UndoAsync(set);

        undone.Done.Kept.Should().ContainSingle().Which.Why.Should().BeOfType<ChangedSince>().Which.By.Should().Be("ben");
        Records.Persons.Read(anna)!.Customer.Should().Be(third);
    }

    [Fact]
    public async Task ACustomerThatWasOnlyRenamed_HoldsNothingUp()
    {
        var (acme, globex) = (desk.Desk.Customer(), desk.Desk.Customer("GLOBEX"));
        var anna = desk.Desk.CustomerUser(customer: acme);
        var set = await SavedAsync(Records.SaveAsync(Records.Persons, anna, f => f with { Customer = globex }));
        await SavedAsync(Records.SaveAsync(Records.Customers, globex, f => f with { CustomerId = "INITECH" }));

        (await desk.UndoAsync(set)).Done.Should().BeEquivalentTo(new { Fields = 1 });
        Records.Persons.Read(anna)!.Customer.Should().Be(acme);
    }

    [Fact]
    public async Task ACustomerThatWasRenamedAndRenamedBackByAnUndo_IsTheSame()
    {
        var (acme, globex) = (desk.Desk.Customer(), desk.Desk.Customer("GLOBEX"));
        var anna = desk.Desk.CustomerUser(customer: acme);
        var set = await SavedAsync(Records.SaveAsync(Records.Persons, anna, f => f with { Customer = globex }));
        await desk.UndoAsync(await SavedAsync(Records.SaveAsync(Records.Customers, acme, f => f with { CustomerId = "ACME-OLD" })));

        (await desk.UndoAsync(set)).Done.Should().BeEquivalentTo(new { Fields = 1 });
        Records.Persons.Read(anna)!.Customer.Should().Be(acme);
    }

    [Fact]
    public async Task AParentsNameThatAnotherServiceHasNow_TakesNoServiceThere()
    {
        var (network, mail) = (desk.Desk.Service("Network"), desk.Desk.Service("Mail"));
        var archive = desk.Desk.Service("Network::Archive", network);
        var set = await SavedAsync(Records.SaveAsync(Records.Services, archive, f => f with { Parent = mail }));
        await SavedAsync(Records.SaveAsync(Records.Services, network, f => f with { Name = "Old network" }));
        await RecordDesk.Added(Records.AddAsync(Records.Services, new ServiceFields { Name = "Network" }));

        var undone = await desk.UndoAsync(set);

        undone.Done.Kept.Should().ContainSingle().Which.Why.Should().Be(new RuleAgainst("\"Network\" was renamed or added since"));
        Records.Services.Read(archive)!.Parent.Should().Be(mail);
    }

    [Fact]
    public async Task AParentBelowAnotherService_IsAnotherOne_AlsoWhereOnlyThatWasRenamed()
    {
        var (a, b, mail) = (desk.Desk.Service("A"), desk.Desk.Service("B"), desk.Desk.Service("Mail"));
        var (ofA, ofB) = (desk.Desk.Service("A::x", a), desk.Desk.Service("B::x", b));
        var archive = desk.Desk.Service("A::x::Archive", ofA);
        var set = await SavedAsync(Records.SaveAsync(Records.Services, archive, f => f with { Parent = mail }));
        await SavedAsync(Records.SaveAsync(Records.Services, a, f => f with { Name = "C" }));
        await SavedAsync(Records.SaveAsync(Records.Services, b, f => f with { Name = "A" }));

        (await desk.UndoAsync(set)).ChangeSet.Should().BeNull();
        Records.Services.Read(archive)!.Parent.Should().Be(mail).And.NotBe(ofB);
    }

    [Fact]
    public async Task AGroupThatGotANameTheSettingsHadBefore_LeavesItToThem()
    {
        desk.Desk.Deploy(settings => settings with { AlwaysGroups = ["users"], NeverGroups = ["other"] });
        var staff = desk.Desk.Group("staff");
        var before = desk.Everything();
        var set = await SavedAsync(Records.SaveAsync(Records.Groups, staff, f => f with { Name = "users" }));
        var preview = desk.Undo.Preview(set)!;

        var undone = await desk.UndoAsync(set);

        desk.Everything().Should().Be(before, "staff was no group of everybody's");
        undone.Done.Should().BeEquivalentTo(preview.Done);
        (await desk.UndoAsync(undone.ChangeSet!.Value)).Done.Kept.Should().BeEmpty();
        desk.Desk.Catalogs.Read().Settings.AlwaysGroups.Should().Equal("users");
    }

    [Fact]
    public async Task TwoEntriesThatBecameOne_AreTwoAgain()
    {
        desk.Desk.Deploy(settings => settings with { AlwaysGroups = ["staff", "users"] });
        var staff = desk.Desk.Group("staff");
        var before = desk.Everything();
        var set = await SavedAsync(Records.SaveAsync(Records.Groups, staff, f => f with { Name = "users" }));
        desk.Desk.Catalogs.Read().Settings.AlwaysGroups.Should().Equal("users");

        (await desk.UndoAsync(set)).Done.Should().BeEquivalentTo(new { Fields = 1, Settings = 1 });
        desk.Everything().Should().Be(before);
    }

    [Fact]
    public async Task AnEntryDeployedSinceUnderTheNewName_GoesBackWithTheGroup()
    {
        desk.Desk.CustomerUser();
        var staff = desk.Desk.Group("staff");
        var set = await SavedAsync(Records.SaveAsync(Records.Groups, staff, f => f with { Name = "users" }));
        await desk.DeployAsync(SettingNames.AlwaysGroups, """["users"]""");

        var preview = desk.Undo.Preview(set)!;
        await desk.UndoAsync(set);

        preview.Consequences.Affected.Should().Be(0);
        desk.Desk.Catalogs.Read().Settings.AlwaysGroups.Should().Equal("staff");
    }

    [Fact]
    public async Task ADraftThatNamesTheGroup_FollowsItBack()
    {
        var staff = desk.Desk.Group("staff");
        var set = await SavedAsync(Records.SaveAsync(Records.Groups, staff, f => f with { Name = "users" }));
        desk.Desk.Change("INSERT INTO setting_draft (name, value, base_value, agent_id, at) VALUES ('CustomerGroupNever', '[\"users\",\"ops\"]', '[]', 1, 0)");

        await desk.UndoAsync(set);

        Records.Texts("SELECT value || base_value FROM setting_draft").Should().Equal("""["staff","ops"][]""");
    }

    [Fact]
    public async Task ADeploymentThatNamedAGroupOfThatTime_GivesNothingToAnotherGroupOfThatName()
    {
        desk.Desk.CustomerUser();
        var users = desk.Desk.Group("users");
        desk.Desk.Deploy(settings => settings with { AlwaysGroups = ["users"] });
        var set = await desk.DeployAsync(SettingNames.AlwaysGroups, "[]");
        await SavedAsync(Records.SaveAsync(Records.Groups, users, f => f with { Name = "staff" }));
        await RecordDesk.Added(Records.AddAsync(Records.Groups, new GroupFields { Name = "users" }));

        var preview = desk.Undo.Preview(set)!;
        var undone = await desk.UndoAsync(set);

        preview.Consequences.Affected.Should().Be(0);
        undone.ChangeSet.Should().BeNull();
        undone.Done.Kept.Should().ContainSingle().Which.Why.Should().Be(new RuleAgainst("\"users\" was renamed or added since"));
        desk.Desk.Catalogs.Read().Settings.AlwaysGroups.Should().BeEmpty();
    }

    private static async Task<long> SavedAsync(Task<RecordResult> result) => (await RecordDesk.Saved(result))!.Value;
}
