using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Records;
using static Rexpondo.Relations.Tests.Records.RecordDesk;

namespace Rexpondo.Relations.Tests.Records;

public sealed class GroupEditorTests : IDisposable
{
    private readonly RecordDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task AddAsync_OfMistakes_TellsAllAtOnce()
    {
        desk.Desk.Group("billing");

        (await Errors(desk.AddAsync(desk.Groups, new GroupFields { Name = "billing ", Comment = new string('x', 2001) }))).Should().Equal(
            new FieldError(RecordField.Name, "there is already a group \"billing\""),
            new FieldError(RecordField.Comment, "comment has 2001 characters, at most 2000 are possible"));
        (await Errors(desk.AddAsync(desk.Groups, new GroupFields { Name = " " }))).Should().Equal(new FieldError(RecordField.Name, "Name is empty"));
        await Added(desk.AddAsync(desk.Groups, new GroupFields { Name = "Billing" }));
    }

    [Fact]
    public async Task SaveAsync_OfAnotherName_KeepsEveryRelationAndDoesNotTouchNames()
    {
        var (anna, billing) = (desk.Desk.CustomerUser(), desk.Desk.Group());
        desk.Desk.Relate(anna, billing, PermissionSet.Rw);
        var rows = desk.Desk.AllRows();
        desk.Desk.Worlds.Read();

        var changeSet = await Saved(desk.SaveAsync(desk.Groups, billing, f => f with { Name = "invoices" }));

        desk.Desk.AllRows().Should().Be(rows);
        var world = desk.Desk.Worlds.Read();
        world.GroupsOf(world.Find(anna)!).Select(group => group.Name).Should().Equal("invoices");
        desk.Texts($"SELECT touches_names || '' FROM change_set WHERE id = {changeSet}").Should().Equal("0");
        desk.Texts("SELECT comment FROM deployment WHERE comment <> 'test'").Should().BeEmpty("no setting names it");
    }

    [Fact]
    public async Task SaveAsync_OfANameThatSettingsHave_CarriesTheEntriesInOneDeploymentOfTheSameChangeSet()
    {
        var users = desk.Desk.Group("users");
        desk.Desk.Deploy(settings => settings with { AlwaysGroups = ["a", "users", "z"], CompanyAlwaysGroups = ["users"], NeverGroups = ["user", "users"] });

        var changeSet = await Saved(desk.SaveAsync(desk.Groups, users, f => f with { Name = "everybody" }));

        var settings = desk.Desk.Catalogs.Read().Settings;
        settings.AlwaysGroups.Should().Equal("a", "everybody", "z");
        settings.CompanyAlwaysGroups.Should().Equal("everybody");
        settings.NeverGroups.Should().Equal("user", "everybody");
        desk.Texts($"SELECT comment FROM deployment WHERE change_set_id = {changeSet}").Should().Equal("group \"users\" renamed to \"everybody\"");
        desk.Texts($"SELECT name || ' ' || old_value || ' ' || new_value FROM deployment_value v JOIN deployment d ON d.id = v.deployment_id WHERE change_set_id = {changeSet} AND name LIKE '%GroupAlways%'")
            .Should().Equal("CustomerGroupAlwaysGroups [\"a\",\"users\",\"z\"] [\"a\",\"everybody\",\"z\"]");
    }

    [Fact]
    public async Task SaveAsync_OfAnAlwaysGroup_LeavesEverybodyWhatSheHas()
    {
        var (anna, users) = (desk.Desk.CustomerUser(), desk.Desk.Group("users"));
        desk.Desk.Deploy(settings => settings with { AlwaysGroups = ["users"] });
        desk.Groups.Preview(users, new GroupFields { Name = "everybody" }).Affected.Should().Be(0);

        await Saved(desk.SaveAsync(desk.Groups, users, f => f with { Name = "everybody" }));

        var world = desk.Desk.Worlds.Read();
        world.HasAnyGroup(world.Find(anna)!).Should().BeTrue();
    }

    [Fact]
    public async Task SaveAsync_ToANameAlreadyInTheList_NamesItOnce()
    {
        var users = desk.Desk.Group("users");
        desk.Desk.Deploy(settings => settings with { AlwaysGroups = ["everybody", "users"] });

        await Saved(desk.SaveAsync(desk.Groups, users, f => f with { Name = "everybody" }));

        desk.Desk.Catalogs.Read().Settings.AlwaysGroups.Should().Equal("everybody");
    }

    [Fact]
    public async Task SaveAsync_OfNamesTooLongForTheComment_DeploysAllTheSame()
    {
        var users = desk.Desk.Group(new string('u', 200));
        desk.Desk.Deploy(settings => settings with { AlwaysGroups = [new string('u', 200)] });

        var changeSet = await Saved(desk.SaveAsync(desk.Groups, users, f => f with { Name = new string('v', 200) }));

        desk.Texts($"SELECT comment FROM deployment WHERE change_set_id = {changeSet}").Should().Equal("group renamed");
    }

    [Fact]
    public async Task SaveAsync_OfANameThatDraftsHave_RenamesItInThemAndInTheirBase()
    {
        var users = desk.Desk.Group("users");
        desk.Desk.Execute(
            """
            INSERT INTO setting_draft (name, value, base_value, agent_id, at) VALUES
                ('CustomerGroupAlwaysGroups', '["a","users"]', '["users"]', 1, 5),
                ('CustomerGroupNever', '["user"]', '[]', 1, 5),
                ('CustomerGroupSupport', 'true', 'false', 1, 5)
            """);

        await Saved(desk.SaveAsync(desk.Groups, users, f => f with { Name = "everybody" }));

        desk.Texts("SELECT name || ' ' || value || ' ' || base_value FROM setting_draft ORDER BY 1").Should().Equal(
            "CustomerGroupAlwaysGroups [\"a\",\"everybody\"] [\"everybody\"]",
            "CustomerGroupNever [\"user\"] []",
            "CustomerGroupSupport true false");
    }

    [Fact]
    public async Task Preview_OfANameThatStandsInASettingForNoGroup_SaysWhatFollows()
    {
        var (anna, billing) = (desk.Desk.CustomerUser(), desk.Desk.Group());
        desk.Desk.Deploy(settings => settings with { AlwaysGroups = ["everybody"] });

        desk.Groups.Preview(billing, new GroupFields { Name = " everybody " }).Gain.Should().Equal(anna.Value);
        await Saved(desk.SaveAsync(desk.Groups, billing, f => f with { Name = "everybody" }));

        var world = desk.Desk.Worlds.Read();
        world.Catalog.IsAlways(world.Catalog.Find(billing)!).Should().BeTrue();
    }

    [Fact]
    public async Task PreviewAdd_OfANameThatStandsInASetting_SaysWhoGainsAndIsRightAfterTheAdd()
    {
        var (acme, users) = (desk.Desk.Customer(), desk.Desk.Group("users"));
        var anna = desk.Desk.CustomerUser(customer: acme);
        var ben = desk.Desk.CustomerUser("ben");
        desk.Desk.Deploy(settings => settings with { AlwaysGroups = ["everybody"], CompanyAlwaysGroups = ["users", "partners"] });

        desk.Groups.PreviewAdd(new GroupFields { Name = " everybody " }).Consequences.Gain.Should().Equal(anna.Value, ben.Value);
        desk.Groups.PreviewAdd(new GroupFields { Name = "everybody", Validity = Validity.Invalid }).Consequences.Affected.Should().Be(0);
        desk.Groups.PreviewAdd(new GroupFields { Name = "billing" }).Consequences.Affected.Should().Be(0);
        desk.Desk.Deploy(settings => settings with { GroupSupport = GroupSupport.Off });
        desk.Groups.PreviewAdd(new GroupFields { Name = "billing" }).Consequences.Affected.Should().Be(0, "everybody has every group while support is off");
        desk.Desk.Deploy(settings => settings with { GroupSupport = GroupSupport.Everywhere(true) });
        desk.Groups.PreviewAdd(new GroupFields { Name = "users" }).Consequences.Affected.Should().Be(0, "it cannot be added");
        var said = desk.Groups.PreviewAdd(new GroupFields { Name = "partners" });
        var added = await Added(desk.AddAsync(desk.Groups, new GroupFields { Name = "partners" }));

        said.Consequences.Gain.Should().Equal(anna.Value);
        said.Consequences.Groups.Select(change => said.Catalog.Find(new GroupId(change.Group))!.Name).Should().Equal("partners");
        var world = desk.Desk.Worlds.Read();
        world.Persons.Where(person => !world.Effective(person, world.Catalog.Find(new GroupId(added))!).IsEmpty).Select(person => person.Id).Should().Equal(anna.Value);
    }

    [Fact]
    public async Task Preview_OfTheValidity_SaysHowManyLoseAccessAndIsRightAfterTheSave()
    {
        var (billing, hr) = (desk.Desk.Group(), desk.Desk.Group("hr"));
        var persons = desk.Desk.CustomerUsers(30);
        desk.Desk.Relate(RelationKind.CustomerUserGroup, persons.Select(person => (person.Value, billing.Value, PermissionSet.Ro)));
        desk.Desk.Relate(persons[0], hr, PermissionSet.Ro);

        var said = desk.Groups.Preview(billing, desk.Groups.Read(billing)! with { Validity = Validity.Invalid });
        await Saved(desk.SaveAsync(desk.Groups, billing, f => f with { Validity = Validity.Invalid }));

        (said.Lose.Count, said.NoGroupLeft.Count, said.NeedsConfirmation).Should().Be((30, 29, true));
        var world = desk.Desk.Worlds.Read();
        world.Persons.Where(world.HasAnyGroup).Select(person => person.Id).Should().Equal(persons[0].Value);
    }
}
