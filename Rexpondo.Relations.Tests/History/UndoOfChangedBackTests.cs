using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Tests.Records;

namespace Rexpondo.Relations.Tests.History;

/// <summary>What somebody changed and somebody changed back was changed since: who gave it anew has decided so. An undo decides nothing.</summary>
public sealed class UndoOfChangedBackTests : IDisposable
{
    private readonly HistoryDesk desk = new();
    private readonly CustomerUserId anna;
    private readonly GroupId billing;
    private readonly AgentId carla;

    public UndoOfChangedBackTests() => (anna, billing, carla) = (desk.Desk.CustomerUser(), desk.Desk.Group(), desk.Desk.Agent("carla"));

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task AKeyGrantedAnew_StaysAndIsNamed()
    {
        var set = await desk.SetAsync(anna, billing, PermissionSet.Ro, true);
        await desk.SetAsync(anna, billing, PermissionSet.Ro, false, desk.Ben);
        await desk.SetAsync(anna, billing, PermissionSet.Ro, true, carla);

        var undone = await desk.UndoAsync(set);

        undone.ChangeSet.Should().BeNull();
        undone.Done.Kept.Should().ContainSingle().Which.Why.Should().Be(new ChangedSince("carla", desk.Desk.Clock.Now));
        desk.Desk.Stored(anna, billing).Should().Be(PermissionSet.Ro);
    }

    [Fact]
    public async Task AnotherKeyOfTheCellChangedAndChangedBack_HoldsNothingUp()
    {
        var set = await desk.SetAsync(anna, billing, PermissionSet.Ro, true);
        await desk.SetAsync(anna, billing, PermissionSet.Rw, true, desk.Ben);
        await desk.SetAsync(anna, billing, PermissionSet.Rw, false, carla);

        (await desk.UndoAsync(set)).Done.Should().BeEquivalentTo(new { Cells = 1 });
        desk.Desk.Stored(anna, billing).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task AFieldTypedAnew_StaysAndIsNamed()
    {
        var set = await PhoneAsync("1", desk.Desk.Root);
        await PhoneAsync("2", desk.Ben);
        await PhoneAsync("1", carla);

        var undone = await desk.UndoAsync(set);

        undone.ChangeSet.Should().BeNull();
        undone.Done.Kept.Should().ContainSingle().Which.Why.Should().Be(new ChangedSince("carla", desk.Desk.Clock.Now));
        desk.Records.Persons.Read(anna)!.Phone.Should().Be("1");
    }

    [Fact]
    public async Task AValueDeployedAnew_StaysAndIsNamed()
    {
        var set = await desk.DeployAsync(SettingNames.Services, "false");
        await desk.DeployAsync(SettingNames.Services, "true", desk.Ben);
        await desk.DeployAsync(SettingNames.Services, "false", carla);

        var undone = await desk.UndoAsync(set);

        undone.ChangeSet.Should().BeNull();
        undone.Done.Kept.Should().ContainSingle().Which.Why.Should().Be(new ChangedSince("carla", desk.Desk.Clock.Now));
        desk.Desk.Catalogs.Read().Settings.ServicesOn.Should().BeFalse();
    }

    [Fact]
    public async Task WhatWasTakenBackInBetween_WasNotChanged()
    {
        var set = await desk.SetAsync(anna, billing, PermissionSet.Ro, true);
        var phone = await PhoneAsync("1", desk.Desk.Root);
        var services = await desk.DeployAsync(SettingNames.Services, "false");
        await desk.UndoAsync(await desk.SetAsync(anna, billing, PermissionSet.Ro, false, desk.Ben));
        await desk.UndoAsync(await PhoneAsync("2", desk.Ben));
        await desk.UndoAsync(await desk.DeployAsync(SettingNames.Services, "true", desk.Ben));

        (await desk.UndoAsync(set)).Done.Should().BeEquivalentTo(new { Cells = 1 });
        (await desk.UndoAsync(phone)).Done.Should().BeEquivalentTo(new { Fields = 1 });
        (await desk.UndoAsync(services)).Done.Should().BeEquivalentTo(new { Settings = 1 });
    }

    [Fact]
    public async Task AnyNumberOfUndosOfUndos_IsPossible()
    {
        var set = await desk.SetAsync(anna, billing, PermissionSet.Ro, true);
        var last = set;
        for (var i = 0; i < 5; i++)
        {
            last = (await desk.UndoAsync(last)).ChangeSet!.Value;
            desk.Desk.Stored(anna, billing).IsEmpty.Should().Be(i % 2 == 0);
        }

        await desk.UndoAsync(last);
        (await desk.UndoAsync(set)).Done.Should().BeEquivalentTo(new { Cells = 1 }, "nobody but undos came since");
    }

    [Fact]
    public async Task AnUndoneGrantGivenAnewByHand_StaysWhenTheUndoIsTakenBack()
    {
        var set = await desk.SetAsync(anna, billing, PermissionSet.Ro, true);
        var undo = (await desk.UndoAsync(set)).ChangeSet!.Value;
        await desk.SetAsync(anna, billing, PermissionSet.Ro, true, desk.Ben);

        (await desk.UndoAsync(undo)).Done.Kept.Should().ContainSingle().Which.Why.Should().BeOfType<ChangedSince>().Which.By.Should().Be("ben");
        (await desk.UndoAsync(set)).ChangeSet.Should().BeNull("ben has granted it, not the first");
    }

    private async Task<long> PhoneAsync(string phone, AgentId agent) =>
        (await RecordDesk.Saved(desk.Records.SaveAsync(desk.Records.Persons, anna, f => f with { Phone = phone }, agent)))!.Value;
}
