using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.History;

public sealed class ChangeSetUndoTests : IDisposable
{
    private static readonly PermissionSet Both = PermissionSet.Ro | PermissionSet.Rw;

    private readonly HistoryDesk desk = new();
    private readonly CustomerUserId anna;
    private readonly GroupId billing;

    public ChangeSetUndoTests() => (anna, billing) = (desk.Desk.CustomerUser(), desk.Desk.Group());

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task UndoAsync_OfASave_SetsBackExactlyThat_AsAChangeSetOfItsOwn()
    {
        desk.Desk.Relate(anna, desk.Desk.Group("ops"), Both);
        var before = desk.Everything();
        var set = await desk.SetAsync(anna, billing, PermissionSet.Rw, true, desk.Ben);
        var after = desk.Everything();
        var rung = 0;
        desk.Desk.Bell.Rung += () => rung++;

        var undone = await desk.UndoAsync(set, reason: " by mistake ");

        undone.Done.Should().BeEquivalentTo(new { Cells = 1, Fields = 0, Settings = 0 });
        undone.Done.Kept.Should().BeEmpty();
        desk.Everything().Should().Be(before);
        rung.Should().Be(1);
        desk.History.Find(undone.ChangeSet!.Value).Should().BeEquivalentTo(new { Way = ChangeWay.Undo, Undoes = set, Login = "root", Reason = "by mistake" });
        desk.History.Find(set)!.UndoneBy.Should().Be(undone.ChangeSet);

        await desk.UndoAsync(undone.ChangeSet.Value);
        desk.Everything().Should().Be(after, "an undo can be taken back itself");
    }

    [Fact]
    public async Task UndoAsync_Twice_WritesNothingTheSecondTime()
    {
        var set = await desk.SetAsync(anna, billing, PermissionSet.Ro, true);
        await desk.UndoAsync(set);
        var revision = desk.Desk.Revision();

        var again = await desk.UndoAsync(set);

        again.ChangeSet.Should().BeNull();
        again.Done.IsNothing.Should().BeTrue();
        desk.Desk.Revision().Should().Be(revision);
    }

    [Fact]
    public async Task UndoAsync_OfKeysChangedSince_LeavesThoseKeysAndNamesWhoDid()
    {
        var ops = desk.Desk.Group("ops");
        await desk.Desk.Save(Desk.Edit(MatrixId.GroupsOf(anna), PermissionSet.Ro, true, billing.Value, ops.Value)
            .With(anna.Value, 1, Core.Searching.IdSet.Of([billing.Value]), true));
        var set = desk.Desk.Revision();
        desk.Desk.Clock.Advance(TimeSpan.FromMinutes(5));
        await desk.SetAsync(anna, billing, PermissionSet.Rw, false, desk.Ben);

        var done = (await desk.UndoAsync(set)).Done;

        done.Cells.Should().Be(2, "ro on both went back");
        done.Kept.Should().Equal(new KeptLine(
            new CellLine(RelationKind.CustomerUserGroup, anna.Value, billing.Value, PermissionSet.None, PermissionSet.Rw), new ChangedSince("ben", desk.Desk.Clock.Now)));
        desk.Desk.Stored(anna, billing).Should().Be(PermissionSet.None);
    }

    [Fact]
    public async Task UndoAsync_WhenSomebodySavesBetweenPreviewAndUndo_LeavesWhatSheSaved()
    {
        desk.Desk.Relate(anna, billing, Both);
        var set = await desk.SetAsync(anna, billing, PermissionSet.Rw, false);
        desk.Undo.Preview(set)!.Done.Should().BeEquivalentTo(new { Cells = 1 });
        await desk.SetAsync(anna, billing, PermissionSet.Rw, true, desk.Ben);
        await desk.SetAsync(anna, billing, PermissionSet.Ro, false, desk.Ben);

        var undone = await desk.UndoAsync(set);

        undone.ChangeSet.Should().BeNull();
        undone.Done.Kept.Should().ContainSingle().Which.Why.Should().BeOfType<ChangedSince>().Which.By.Should().Be("ben");
        desk.Desk.Stored(anna, billing).Should().Be(PermissionSet.Rw);
    }

    [Fact]
    public async Task UndoAsync_WhereASettingLocksTheGroup_LeavesItAndDoesTheRest()
    {
        var (ops, never) = (desk.Desk.Group("ops"), desk.Desk.Group("never"));
        desk.Desk.Relate(RelationKind.CustomerUserGroup, new[] { billing, ops, never }.Select(group => (anna.Value, group.Value, PermissionSet.Ro)));
        await desk.Desk.Save(Desk.Edit(MatrixId.GroupsOf(anna), PermissionSet.Ro, false, billing.Value, ops.Value, never.Value));
        var set = desk.Desk.Revision();
        desk.Desk.Deploy(settings => settings with { AlwaysGroups = ["ops"], NeverGroups = ["never"] });

        var done = (await desk.UndoAsync(set)).Done;

        done.Cells.Should().Be(1);
        done.Kept.Select(kept => (((CellLine)kept.Line).Right, ((GroupIsLocked)kept.Why).Lock)).Should().Equal((ops.Value, GroupLock.Default), (never.Value, GroupLock.Never));
        desk.Desk.Stored(MatrixId.GroupsOf(anna)).Rows.Should().Equal(billing.Value);
    }

    [Fact]
    public async Task UndoAsync_OfAGrantOnAGroupNobodyMayGetNow_Withdraws()
    {
        var set = await desk.SetAsync(anna, billing, PermissionSet.Ro, true);
        desk.Desk.Deploy(settings => settings with { NeverGroups = ["billing"] });

        (await desk.UndoAsync(set)).Done.Should().BeEquivalentTo(new { Cells = 1 });
        desk.Desk.Stored(anna, billing).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task UndoAsync_OfAKeyThatIsNoLongerConfigured_LeavesIt()
    {
        desk.Desk.Deploy(settings => settings with { PermissionKeys = ["ro", "note", "rw"] });
        desk.Desk.Relate(anna, billing, PermissionSet.OfBit(2));
        var set = await desk.SetAsync(anna, billing, PermissionSet.OfBit(2), false);
        desk.Desk.Deploy(settings => settings with { PermissionKeys = ["ro", "rw"] });

        var undone = await desk.UndoAsync(set);

        undone.ChangeSet.Should().BeNull();
        undone.Done.Kept.Should().ContainSingle().Which.Why.Should().Be(new KeyNotConfigured());
    }

    [Fact]
    public async Task UndoAsync_OfEveryRelation_SetsItBack()
    {
        var (acme, mail) = (desk.Desk.Customer(), desk.Desk.Service("Mail"));
        var before = desk.Everything();
        desk.Desk.Relate(anna, mail);
        desk.Desk.Relate(anna, acme);
        desk.Desk.Relate(acme, billing, PermissionSet.Ro);
        desk.Desk.Default(mail);
        var last = desk.Desk.Revision();

        for (var set = last; set > last - 4; set--)
        {
            (await desk.UndoAsync(set)).Done.Cells.Should().Be(1);
        }

        desk.Everything().Should().Be(before);
    }

    [Fact]
    public async Task UndoAsync_ByAnAuditorOrADisabledAgent_IsRefusedAndWritesNothing()
    {
        var set = await desk.SetAsync(anna, billing, PermissionSet.Ro, true);
        var (auditor, gone) = (desk.Desk.Agent("audrey", AgentRole.Auditor), desk.Desk.Agent("gone", disabled: true));
        var revision = desk.Desk.Revision();

        (await desk.Undo.UndoAsync(set, auditor, null, default)).Should().Be(new UndoNotAllowed("audrey"));
        (await desk.Undo.UndoAsync(set, gone, null, default)).Should().Be(new UndoNotAllowed("gone"));
        (await desk.Undo.UndoAsync(set, new AgentId(999), null, default)).Should().Be(new UndoNotAllowed(""));
        (await desk.Undo.UndoAsync(999, desk.Desk.Root, null, default)).Should().Be(new UndoNotThere());
        (await desk.Undo.UndoAsync(set, desk.Desk.Root, new string('x', 1001), default)).Should().Be(new UndoReasonTooLong(1000));
        desk.Undo.Preview(999).Should().BeNull();
        desk.Desk.Revision().Should().Be(revision);
    }

    [Fact]
    public async Task UndoAsync_OfADeployment_PutsTheOldValueInForce_AsADeployment()
    {
        var set = await desk.DeployAsync(SettingNames.AlwaysGroups, """["billing"]""", desk.Ben);
        var preview = desk.Undo.Preview(set)!;

        var undone = await desk.UndoAsync(set);

        preview.Done.Settings.Should().Be(1);
        preview.Consequences.Lose.Should().Equal(anna.Value);
        undone.Done.Settings.Should().Be(1);
        desk.Desk.Catalogs.Read().Settings.AlwaysGroups.Should().BeEmpty();
        desk.LinesOf(undone.ChangeSet!.Value).Should().Equal(
            new SettingLine(SettingNames.AlwaysGroups, """["billing"]""", "[]", $"undo of change set {set}"));
        await desk.UndoAsync(undone.ChangeSet.Value);
        desk.Desk.Catalogs.Read().Settings.AlwaysGroups.Should().Equal("billing");
    }

    [Fact]
    public async Task UndoAsync_OfADeploymentThatWasReplaced_LeavesWhatIsInForce()
    {
        var set = await desk.DeployAsync(SettingNames.AlwaysGroups, """["billing"]""");
        await desk.DeployAsync(SettingNames.AlwaysGroups, """["billing","ops"]""", desk.Ben);

        var undone = await desk.UndoAsync(set);

        undone.ChangeSet.Should().BeNull();
        undone.Done.Kept.Should().ContainSingle().Which.Why.Should().Be(new ChangedSince("ben", desk.Desk.Clock.Now));
        desk.Desk.Catalogs.Read().Settings.AlwaysGroups.Should().Equal("billing", "ops");
    }

    [Fact]
    public async Task Preview_SaysWhoLosesAccess_AndWritesNothing()
    {
        var acme = desk.Desk.Customer();
        var (ben, mail) = (desk.Desk.CustomerUser("ben", customer: acme), desk.Desk.Service("Mail"));
        desk.Desk.Relate(acme, billing, PermissionSet.Ro);
        var customers = desk.Desk.Revision();
        desk.Desk.Default(mail);
        var defaults = desk.Desk.Revision();
        var person = await desk.SetAsync(anna, billing, PermissionSet.Rw, true);
        var everything = desk.Everything();

        desk.Undo.Preview(customers)!.Consequences.Lose.Should().Equal(ben.Value);
        desk.Undo.Preview(defaults)!.Consequences.Lose.Should().Equal(anna.Value, ben.Value);
        desk.Undo.Preview(person)!.Consequences.Lose.Should().Equal(anna.Value);
        desk.Everything().Should().Be(everything);
        desk.Desk.Revision().Should().Be(person);
    }
}
