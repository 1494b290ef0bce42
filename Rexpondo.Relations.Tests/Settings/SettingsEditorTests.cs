using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Settings;

public sealed class SettingsEditorTests : IDisposable
{
    private const string Users = """["users"]""";
    private const string Staff = """["staff"]""";

    private readonly Desk desk = new();
    private readonly SettingsEditor editor;
    private readonly SettingsReader reader;
    private int rung;

    public SettingsEditorTests()
    {
        editor = new SettingsEditor(desk.Store, desk.Bell, desk.Clock);
        reader = new SettingsReader(desk.Store);
        desk.Bell.Rung += () => rung++;
    }

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task SaveDraftAsync_OfAnotherValue_IsKeptWithItsAgentAndHasNoEffectOnAnyAnswer()
    {
        desk.Group("users");
        var person = desk.CustomerUser();
        var revision = desk.Revision();

        (await SaveAsync(SettingNames.AlwaysGroups, Users)).Should().BeOfType<DraftSaved>();

        reader.Read().Drafts.Should().Equal(new SettingDraft(SettingNames.AlwaysGroups, Users, "[]", "root", desk.Clock.Now));
        desk.Revision().Should().Be(revision, "a draft is no change of the desk");
        desk.Worlds.Read().Should().BeEquivalentTo(desk.FreshWorld(), options => options.Including(world => world.Revision));
        desk.FreshWorld().GroupsOf(desk.FreshWorld().Find(person)!).Should().BeEmpty();
        desk.Catalogs.Read().Settings.AlwaysGroups.Should().BeEmpty();
        rung.Should().Be(1, "other screens show drafts");
    }

    [Theory]
    [InlineData("No::Such", "true", "no such setting")]
    [InlineData(SettingNames.PermissionKeys, """["ro"]""", "rw must be the last")]
    [InlineData(SettingNames.GroupSupport, """{"Elsewhere":true}""", "no back end")]
    [InlineData(SettingNames.AlwaysGroups, "[", "not JSON")]
    public async Task SaveDraftAsync_OfAValueTheSettingDoesNotTake_IsRefusedWithItsReason(string name, string value, string why)
    {
        (await SaveAsync(name, value)).Should().BeOfType<SettingsRefused>().Which.Errors.Should().ContainSingle().Which.Reason.Should().Contain(why);

        (reader.Read().Drafts.Count, rung).Should().Be((0, 0));
    }

    [Fact]
    public async Task SaveDraftAsync_OfNamesInOtherWritings_CleansThemAndKeepsWhatIsInForce()
    {
        desk.Deploy(settings => settings with { AlwaysGroups = ["old\u00A0"] });

        await SaveAsync(SettingNames.AlwaysGroups, """["old\u00A0"," U\u0308bersicht ","\u00DCbersicht"]""");

        reader.Read().Drafts.Should().ContainSingle().Which.Value.Should().Be("[\"old\\u00A0\",\"\u00DCbersicht\"]");
    }

    [Theory]
    [InlineData(SettingNames.NeverGroups, """["bill\u200Bing"]""", "\"bill\u200Bing\" contains a format character (U+200B)")]
    [InlineData(SettingNames.AlwaysGroups, """["a\u0007"]""", "\"a\u0007\" contains a control character")]
    [InlineData(SettingNames.PermissionKeys, """["ro","no\u00ADte","rw"]""", "is not a key")]
    public async Task SaveDraftAsync_OfACharacterThatNobodySees_IsRefused(string name, string value, string why) =>
        (await SaveAsync(name, value)).Should().BeOfType<SettingsRefused>().Which.Errors.Should().ContainSingle().Which.Reason.Should().Contain(why);

    [Fact]
    public async Task DeployAsync_OfMoreKeysThanThereAreBits_IsRefusedWithTheReason()
    {
        for (var round = 0; round < 2; round++)
        {
            var keys = Enumerable.Range(0, 28).Select(i => $"{(char)('a' + round)}_{(char)('a' + i % 26)}{(i < 26 ? "" : "x")}");
            desk.Deploy(settings => settings with { PermissionKeys = ["ro", .. keys, "rw"] });
        }

        await SaveAsync(SettingNames.PermissionKeys, """["ro","c_a","c_b","c_c","c_d","c_e","rw"]""");
        var revision = desk.Revision();

        var refused = await editor.DeployNowAsync(
            new PickedDraft(SettingNames.PermissionKeys, """["ro","c_a","c_b","c_c","c_d","c_e","rw"]""", null),
            reader.Read().DraftOf(SettingNames.PermissionKeys)!.Value, "", desk.Root, default);

        refused.Should().BeOfType<SettingsRefused>().Which.Errors.Should().ContainSingle().Which.Reason.Should().Contain("ever configured");
        desk.Revision().Should().Be(revision);
    }

    [Fact]
    public async Task SaveDraftAsync_OfWhatIsInForce_RemovesTheDraft()
    {
        await SaveAsync(SettingNames.AlwaysGroups, Users);

        (await SaveAsync(SettingNames.AlwaysGroups, " [ ]", Users)).Should().BeOfType<DraftRemoved>();

        reader.Read().Drafts.Should().BeEmpty();
    }

    [Fact]
    public async Task SaveDraftAsync_OverADraftThatWasNotSeen_TellsItAndKeepsIt()
    {
        await SaveAsync(SettingNames.AlwaysGroups, Users);

        (await SaveAsync(SettingNames.AlwaysGroups, Staff)).Should().BeOfType<DraftsChanged>()
            .Which.Drafts.Should().ContainSingle().Which.Now!.Value.Should().Be(Users);
        (await SaveAsync(SettingNames.AlwaysGroups, Staff, Users)).Should().BeOfType<DraftSaved>();

        reader.Read().DraftOf(SettingNames.AlwaysGroups)!.Value.Should().Be(Staff);
    }

    [Fact]
    public async Task DiscardDraftAsync_OfADraft_ForgetsIt_UnlessItIsAnotherOne()
    {
        await SaveAsync(SettingNames.AlwaysGroups, Users);

        (await editor.DiscardDraftAsync(SettingNames.AlwaysGroups, Staff, desk.Root, default)).Should().BeOfType<DraftsChanged>();
        (await editor.DiscardDraftAsync(SettingNames.AlwaysGroups, Users, desk.Root, default)).Should().BeOfType<DraftRemoved>();

        (reader.Read().Drafts.Count, rung).Should().Be((0, 2));
    }

    [Fact]
    public async Task DeployAsync_OfThePicked_PutsThemInForceInOneStepAndLeavesTheOthers()
    {
        var person = desk.CustomerUser();
        var users = desk.Group("users");
        await SaveAsync(SettingNames.AlwaysGroups, Users);
        await SaveAsync(SettingNames.Services, "false");
        await SaveAsync(SettingNames.DefaultsForUnknown, "true");
        var revision = desk.Revision();

        var result = await DeployAsync("for the audit", new(SettingNames.AlwaysGroups, Users), new(SettingNames.Services, "false"));

        result.Should().BeOfType<SettingsDeployed>().Which.Names.Should().Equal(SettingNames.AlwaysGroups, SettingNames.Services);
        desk.Revision().Should().Be(revision + 1, "one change set");
        reader.Read().Drafts.Select(draft => draft.Name).Should().Equal(SettingNames.DefaultsForUnknown);
        var settings = desk.Catalogs.Read().Settings;
        (settings.AlwaysGroups.Single(), settings.ServicesOn, settings.DefaultServicesForUnknown).Should().Be(("users", false, false));
        var world = desk.Worlds.Read();
        world.GroupsOf(world.Find(person)!).Select(group => group.Id).Should().Equal([users], "the very next answer is right");
        reader.Deployments(1).Should().BeEquivalentTo([new Deployment(2, "root", desk.Clock.Now, "for the audit",
        [
            new(SettingNames.AlwaysGroups, "[]", Users),
            new(SettingNames.Services, "true", "false"),
        ])]);
        desk.Scalar("SELECT count(*) FROM change_set WHERE reason = 'for the audit' AND agent_id = $id AND touches_names = 0", ("$id", desk.Root.Value)).Should().Be(1);
    }

    [Fact]
    public async Task DeployAsync_OfADraftThatChangedMeanwhile_WritesNothing()
    {
        await SaveAsync(SettingNames.AlwaysGroups, Users);
        await SaveAsync(SettingNames.AlwaysGroups, Staff, Users);
        var revision = desk.Revision();

        (await DeployAsync("", new(SettingNames.AlwaysGroups, Users), new(SettingNames.Services, "false"))).Should().BeOfType<DraftsChanged>()
            .Which.Drafts.Select(draft => (draft.Name, draft.Now?.Value)).Should().Equal((SettingNames.AlwaysGroups, Staff), (SettingNames.Services, null));

        desk.Revision().Should().Be(revision);
    }

    [Fact]
    public async Task DeployAsync_OverAValueThatChangedSinceTheDraft_TellsItFirst_AndGoesOnOnceSeen()
    {
        await SaveAsync(SettingNames.AlwaysGroups, Users);
        await SaveAsync(SettingNames.Services, "false");
        desk.Deploy(settings => settings with { AlwaysGroups = ["staff"] });
        var revision = desk.Revision();

        var told = (await DeployAsync("", new(SettingNames.AlwaysGroups, Users), new(SettingNames.Services, "false"))).Should().BeOfType<InForceChanged>().Subject;

        told.Values.Should().Equal((SettingNames.AlwaysGroups, "[]", Staff));
        (desk.Revision(), reader.Read().Drafts.Count).Should().Be((revision, 2), "nothing is written");
        (await DeployAsync("", new(SettingNames.AlwaysGroups, Users, Staff), new(SettingNames.Services, "false"))).Should().BeOfType<SettingsDeployed>();
        desk.Catalogs.Read().Settings.AlwaysGroups.Should().Equal("users");
    }

    [Fact]
    public async Task DeployAsync_OfAValueThatIsNoLongerPossible_WritesNothing()
    {
        desk.Change("INSERT INTO back_end (id, name) VALUES (2, 'Directory')");
        await SaveAsync(SettingNames.GroupSupport, """{"Default":true,"Directory":false}""");
        await SaveAsync(SettingNames.Services, "false");
        desk.Change("DELETE FROM back_end WHERE id = 2");

        (await DeployAsync("", new(SettingNames.GroupSupport, """{"Default":true,"Directory":false}"""), new(SettingNames.Services, "false")))
            .Should().BeOfType<SettingsRefused>().Which.Errors.Should().ContainSingle().Which.Reason.Should().Contain("no back end");

        desk.Catalogs.Read().Settings.ServicesOn.Should().BeTrue();
    }

    [Theory]
    [InlineData(250, true)]
    [InlineData(251, false)]
    public async Task DeployAsync_WithALongComment_TakesAtMost250Characters(int length, bool taken)
    {
        await SaveAsync(SettingNames.Services, "false");

        var result = await DeployAsync(new string('x', length), new PickedDraft(SettingNames.Services, "false"));

        result.Should().BeOfType(taken ? typeof(SettingsDeployed) : typeof(CommentTooLong));
        desk.Catalogs.Read().Settings.ServicesOn.Should().Be(!taken);
    }

    [Fact]
    public async Task DeployAsync_OfWhatAnImportHasPutInForce_RemovesTheDraftAndIsNoDeployment()
    {
        await SaveAsync(SettingNames.AlwaysGroups, Users);
        desk.Deploy(settings => settings with { AlwaysGroups = ["users"] });

        (await DeployAsync("", new PickedDraft(SettingNames.AlwaysGroups, Users, Users))).Should().BeOfType<SettingsDeployed>().Which.Names.Should().BeEmpty();

        (reader.Read().Drafts.Count, reader.CountDeployments()).Should().Be((0, 2));
    }

    [Fact]
    public async Task DeployNowAsync_OfAValue_NeedsNoDraftAndTakesTheOneThatWasSeen()
    {
        await SaveAsync(SettingNames.AlwaysGroups, Users);

        (await editor.DeployNowAsync(new(SettingNames.AlwaysGroups, Staff), null, "", desk.Root, default)).Should().BeOfType<DraftsChanged>();
        (await editor.DeployNowAsync(new(SettingNames.AlwaysGroups, Staff, Users), Users, "", desk.Root, default)).Should().BeOfType<InForceChanged>();
        (await editor.DeployNowAsync(new(SettingNames.AlwaysGroups, Staff), Users, "at once", desk.Root, default)).Should().BeOfType<SettingsDeployed>();
        (await editor.DeployNowAsync(new(SettingNames.Services, "false", "true"), null, "", desk.Root, default)).Should().BeOfType<SettingsDeployed>();

        reader.Read().Drafts.Should().BeEmpty();
        desk.Catalogs.Read().Settings.AlwaysGroups.Should().Equal("staff");
        reader.Deployments(2).Select(deployment => deployment.Comment).Should().Equal("", "at once");
    }

    [Fact]
    public async Task RestoreAsync_OfADeployment_MakesDraftsOfItsOldValues()
    {
        desk.Deploy(settings => settings with { AlwaysGroups = ["users"], ServicesOn = false });
        desk.Deploy(settings => settings with { AlwaysGroups = ["staff"], ServicesOn = true, DefaultServicesForUnknown = true });
        desk.Deploy(settings => settings with { DefaultServicesForUnknown = false });

        var restored = (await editor.RestoreAsync(3, null, false, desk.Root, default)).Should().BeOfType<SettingsRestored>().Subject;

        restored.Drafted.Should().Equal(SettingNames.AlwaysGroups, SettingNames.Services);
        restored.InForce.Should().Equal(SettingNames.DefaultsForUnknown);
        reader.Read().Drafts.Select(draft => (draft.Name, draft.Value)).Should().Equal((SettingNames.AlwaysGroups, Users), (SettingNames.Services, "false"));
        desk.Catalogs.Read().Settings.AlwaysGroups.Should().Equal("staff");
    }

    [Fact]
    public async Task RestoreAsync_OfTheFirstDeployment_GivesTheDefaultAndOneSettingAlone()
    {
        desk.Deploy(settings => settings with { AlwaysGroups = ["users"], ServicesOn = false });

        await editor.RestoreAsync(2, SettingNames.AlwaysGroups, false, desk.Root, default);

        reader.Read().Drafts.Select(draft => (draft.Name, draft.Value)).Should().Equal((SettingNames.AlwaysGroups, "[]"));
    }

    [Fact]
    public async Task RestoreAsync_WhereAnotherDraftStands_TellsItFirst()
    {
        desk.Deploy(settings => settings with { AlwaysGroups = ["users"] });
        await SaveAsync(SettingNames.AlwaysGroups, Staff);

        (await editor.RestoreAsync(2, null, false, desk.Root, default)).Should().BeOfType<DraftsInTheWay>().Which.Drafts.Single().Value.Should().Be(Staff);
        (await editor.RestoreAsync(2, null, true, desk.Root, default)).Should().BeOfType<SettingsRestored>();

        reader.Read().Drafts.Single().Value.Should().Be("[]");
    }

    [Fact]
    public async Task RestoreAsync_OfAValueThatIsNoLongerPossible_TellsItAndRestoresTheRest()
    {
        desk.Change("INSERT INTO back_end (id, name) VALUES (2, 'Directory')");
        desk.Deploy(settings => settings with { GroupSupport = GroupSupport.Of([new("Directory", true)]) });
        desk.Deploy(settings => settings with { GroupSupport = GroupSupport.Off, ServicesOn = false });
        desk.Change("DELETE FROM back_end WHERE id = 2");

        var restored = (await editor.RestoreAsync(3, null, false, desk.Root, default)).Should().BeOfType<SettingsRestored>().Subject;

        restored.Errors.Should().ContainSingle().Which.Name.Should().Be(SettingNames.GroupSupport);
        restored.Drafted.Should().Equal(SettingNames.Services);
    }

    [Fact]
    public async Task EveryChange_ByWhoMayNotEdit_IsRefusedInTheTransaction()
    {
        desk.Deploy(settings => settings with { ServicesOn = false });
        await SaveAsync(SettingNames.AlwaysGroups, Users);
        rung = 0;
        foreach (var agent in new[] { desk.Agent("audrey", AgentRole.Auditor), desk.Agent("gone", disabled: true), new AgentId(99) })
        {
            (await editor.SaveDraftAsync(SettingNames.Services, "false", null, agent, default)).Should().BeOfType<SettingsNotAllowed>();
            (await editor.DiscardDraftAsync(SettingNames.AlwaysGroups, Users, agent, default)).Should().BeOfType<SettingsNotAllowed>();
            (await editor.DeployAsync([new(SettingNames.AlwaysGroups, Users)], "", agent, default)).Should().BeOfType<SettingsNotAllowed>();
            (await editor.DeployNowAsync(new(SettingNames.AlwaysGroups, Users), Users, "", agent, default)).Should().BeOfType<SettingsNotAllowed>();
            (await editor.RestoreAsync(2, null, false, agent, default)).Should().BeOfType<SettingsNotAllowed>();
        }

        (reader.Read().Drafts.Count, desk.Catalogs.Read().Settings.AlwaysGroups.Length, rung).Should().Be((1, 0, 0));
    }

    [Fact]
    public async Task Deployment_OfAKey_IsAColumnAndWithdrawnHidesItsRowsUntilItIsBack()
    {
        var (person, group) = (desk.CustomerUser(), desk.Group());
        await editor.DeployNowAsync(new(SettingNames.PermissionKeys, """["ro","note","rw"]""", """["ro","rw"]"""), null, "", desk.Root, default);
        var note = desk.Catalogs.Read().Keys.Find("note")!.Set;
        desk.Relate(person, group, note);
        reader.RowsWithKeys(["note", "ro", "never"]).Should().Equal(new Dictionary<string, int> { ["note"] = 1, ["ro"] = 0, ["never"] = 0 });

        await editor.DeployNowAsync(new(SettingNames.PermissionKeys, """["ro","rw"]""", """["ro","note","rw"]"""), null, "", desk.Root, default);
        Effective().IsEmpty.Should().BeTrue();
        desk.Stored(person, group).Should().Be(note);
        await editor.DeployNowAsync(new(SettingNames.PermissionKeys, """["ro","note","rw"]""", """["ro","rw"]"""), null, "", desk.Root, default);

        Effective().Should().Be(note);

        PermissionSet Effective() => desk.Worlds.Read().Effective(desk.Worlds.Read().Find(person)!, desk.Catalogs.Read().Find(group)!);
    }

    private Task<SettingsResult> SaveAsync(string name, string value, string? seen = null) => editor.SaveDraftAsync(name, value, seen, desk.Root, default);

    private Task<SettingsResult> DeployAsync(string comment, params PickedDraft[] picked) => editor.DeployAsync(picked, comment, desk.Root, default);
}
