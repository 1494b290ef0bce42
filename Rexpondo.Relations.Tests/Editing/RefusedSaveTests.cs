using FluentAssertions.Execution;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Editing;

public sealed class RefusedSaveTests : IDisposable
{
    private static readonly PermissionSet RoRw = PermissionSet.Ro | PermissionSet.Rw;

    private readonly Desk desk = new();
    private readonly CustomerUserId anna;
    private readonly GroupId billing;

    public RefusedSaveTests()
    {
        anna = desk.CustomerUser();
        billing = desk.Group();
    }

    private MatrixId GroupsOfAnna => MatrixId.GroupsOf(anna);

    private MatrixId UsersOfBilling => MatrixId.CustomerUsersOf(billing);

    public void Dispose() => desk.Dispose();

    [Theory]
    [InlineData("UPDATE agent SET role = 1 WHERE login = 'clerk'")]
    [InlineData("UPDATE agent SET disabled = 1 WHERE login = 'clerk'")]
    public async Task SaveAsync_E6ARightWithdrawnAfterTheEditsWereMade_IsRefusedAndWritesNothing(string withdraw)
    {
        var clerk = desk.Agent("clerk");
        var edits = Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value);
        desk.Change(withdraw);

        await ShouldBeRefused(edits, new NotAllowed("clerk"), clerk);
    }

    [Fact]
    public async Task SaveAsync_E6ByAnAgentWhoIsNotThere_IsRefused() =>
        await ShouldBeRefused(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value), new NotAllowed(""), new AgentId(77));

    [Fact]
    public async Task SaveAsync_E6ByAnAuditorWithoutAnyEdit_IsRefusedToo() =>
        await ShouldBeRefused(EditSet.Of(GroupsOfAnna), new NotAllowed("auditor"), desk.Agent("auditor", AgentRole.Auditor));

    [Fact]
    public async Task SaveAsync_OfANeverGroup_IsRefusedFromBothSidesAndForCustomers()
    {
        var acme = desk.Customer();
        desk.Deploy(settings => settings with { NeverGroups = ["billing"] });

        await ShouldBeRefused(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value), new NeverGroup("billing"));
        await ShouldBeRefused(Desk.Edit(UsersOfBilling, PermissionSet.Ro, true, anna.Value), new NeverGroup("billing"));
        await ShouldBeRefused(Desk.Edit(new MatrixId(RelationKind.CustomerGroup, true, acme.Value), PermissionSet.Rw, true, billing.Value), new NeverGroup("billing"));
    }

    [Fact]
    public async Task SaveAsync_OfANeverGroupThatStillHasRows_CanWithdrawThem()
    {
        desk.Relate(anna, billing, RoRw);
        desk.Deploy(settings => settings with { NeverGroups = ["billing"] });

        await desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.Rw, false, billing.Value));

        desk.Stored(anna, billing).Should().Be(PermissionSet.Ro);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SaveAsync_OfADefaultGroup_IsRefusedAndItsRowsStay(bool on)
    {
        desk.Relate(anna, billing, PermissionSet.Ro);
        desk.Deploy(settings => settings with { AlwaysGroups = ["billing"] });

        await ShouldBeRefused(Desk.Edit(GroupsOfAnna, on ? PermissionSet.Rw : PermissionSet.Ro, on, billing.Value), new DefaultGroup("billing"));
    }

    [Fact]
    public async Task SaveAsync_OfAGroupThatBecameADefaultGroupMeanwhile_SeesTheSettingOfAnotherProcess()
    {
        desk.Catalogs.Read();
        desk.OtherProcess().Deploy(settings => settings with { AlwaysGroups = ["billing"] });

        await ShouldBeRefused(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value), new DefaultGroup("billing"));
    }

    [Fact]
    public async Task SaveAsync_OfAGroupThatIsADefaultGroupButInvalid_IsAllowed()
    {
        desk.Change("UPDATE permission_group SET validity = 2");
        desk.Deploy(settings => settings with { AlwaysGroups = ["billing"] });

        (await desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value))).Should().BeOfType<Saved>();
    }

    [Fact]
    public async Task SaveAsync_OfAKeyThatIsNotConfigured_IsRefused() =>
        await ShouldBeRefused(Desk.Edit(GroupsOfAnna, PermissionSet.OfBit(2), true, billing.Value), new UnknownKey(PermissionSet.OfBit(2)));

    [Fact]
    public async Task SaveAsync_OfRwOnAService_IsRefused() =>
        await ShouldBeRefused(Desk.Edit(MatrixId.ServicesOf(anna), PermissionSet.Rw, true, desk.Service("Mail").Value), new UnknownKey(PermissionSet.Rw));

    [Fact]
    public async Task SaveAsync_OfAStoredKeyThatIsNoLongerConfigured_CanWithdrawIt()
    {
        desk.Deploy(settings => settings with { PermissionKeys = ["ro", "note", "rw"] });
        desk.Relate(anna, billing, PermissionSet.OfBit(2) | PermissionSet.Ro);
        desk.Deploy(settings => settings with { PermissionKeys = ["ro", "rw"] });

        await desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.OfBit(2), false, billing.Value));

        desk.Stored(anna, billing).Should().Be(PermissionSet.Ro);
    }

    [Fact]
    public async Task SaveAsync_OfWhatIsNotThere_NamesEachSideAndNumber()
    {
        var edits = Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, 70, 71, billing.Value).With(80, 0, IdSet.Of(billing.Value), true);

        await ShouldBeRefused(edits, [
            new NotThere(RelationSide.CustomerUser, 80), new NotThere(RelationSide.Group, 70), new NotThere(RelationSide.Group, 71)]);
    }

    [Fact]
    public async Task SaveAsync_WithSeveralFaults_NamesThemAll()
    {
        desk.Deploy(settings => settings with { NeverGroups = ["billing"] });

        await ShouldBeRefused(
            Desk.Edit(GroupsOfAnna, PermissionSet.OfBit(9), true, billing.Value, 70),
            [new UnknownKey(PermissionSet.OfBit(9)), new NeverGroup("billing"), new NotThere(RelationSide.Group, 70)]);
    }

    [Fact]
    public async Task SaveAsync_WithAReasonOf1001Characters_IsRefused()
    {
        var edits = Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value);

        (await desk.Save(edits, reason: new string('x', 1001))).Should().BeEquivalentTo(new Refused([new ReasonTooLong(1000)]), RecordsByTheirTypes);
        (await desk.Save(edits, reason: new string('x', 1000))).Should().BeOfType<Saved>();
    }

    private static FluentAssertions.Equivalency.EquivalencyAssertionOptions<T> RecordsByTheirTypes<T>(FluentAssertions.Equivalency.EquivalencyAssertionOptions<T> options) =>
        options.RespectingRuntimeTypes();

    private Task ShouldBeRefused(EditSet edits, SaveError error, AgentId? agent = null) => ShouldBeRefused(edits, [error], agent);

    private async Task ShouldBeRefused(EditSet edits, SaveError[] errors, AgentId? agent = null)
    {
        var (rows, revision) = (desk.AllRows(), desk.Revision());

        var result = await desk.Save(edits, agent);

        using var all = new AssertionScope();
        result.Should().BeOfType<Refused>().Which.Errors.Should().Equal(errors);
        desk.AllRows().Should().Be(rows);
        desk.Revision().Should().Be(revision);
    }
}
