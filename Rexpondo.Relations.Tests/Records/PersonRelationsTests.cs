using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Records;
using static Rexpondo.Relations.Tests.Records.RecordDesk;

namespace Rexpondo.Relations.Tests.Records;

public sealed class PersonRelationsTests : IDisposable
{
    private readonly RecordDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task WithdrawAllAsync_OverAllKinds_IsOneChangeSetAndTouchesNobodyElse()
    {
        var (acme, beta) = (desk.Desk.Customer(), desk.Desk.Customer("BETA"));
        var (anna, bert) = (desk.Desk.CustomerUser(customer: acme), desk.Desk.CustomerUser("bert"));
        var (billing, gone, vpn) = (desk.Desk.Group(), desk.Desk.Group("gone", Validity.Invalid), desk.Desk.Service("VPN"));
        desk.Desk.Relate(bert, billing, PermissionSet.Rw);
        desk.Desk.Relate(beta, billing, PermissionSet.Ro);
        var others = desk.Desk.AllRows();
        desk.Desk.Relate(anna, billing, PermissionSet.Rw | PermissionSet.Ro);
        desk.Desk.Relate(anna, gone, PermissionSet.Ro);
        desk.Desk.Relate(anna, vpn);
        desk.Desk.Relate(anna, beta);
        var rung = 0;
        desk.Desk.Bell.Rung += () => rung++;

        var changeSet = await Saved(desk.Relations.WithdrawAllAsync(anna, desk.Desk.Root, "left", default));

        desk.Desk.AllRows().Should().Be(others);
        desk.Desk.Log().Where(cell => cell.ChangeSet == changeSet).Should().HaveCount(4).And.OnlyContain(cell => cell.Agent == "root" && cell.Reason == "left" && cell.New.IsEmpty);
        desk.Persons.Read(anna)!.Customer.Should().Be(acme);
        (rung, await Saved(desk.Relations.WithdrawAllAsync(anna, desk.Desk.Root, null, default))).Should().Be((1, null));
    }

    [Fact]
    public async Task Preview_OfAPerson_SaysWhatEndsAndWhatRemainsAndWhy()
    {
        var (acme, beta) = (desk.Desk.Customer(), desk.Desk.Customer("BETA"));
        var anna = desk.Desk.CustomerUser(customer: acme);
        var (billing, hr, users, mail, vpn) = (desk.Desk.Group(), desk.Desk.Group("hr"), desk.Desk.Group("users"), desk.Desk.Service("Mail"), desk.Desk.Service("VPN"));
        desk.Desk.Deploy(settings => settings with { AlwaysGroups = ["users"] });
        desk.Desk.Relate(anna, billing, PermissionSet.Rw);
        desk.Desk.Relate(acme, billing, PermissionSet.Ro);
        desk.Desk.Relate(beta, hr, PermissionSet.Ro);
        desk.Desk.Relate(anna, beta);
        desk.Desk.Relate(anna, vpn);
        desk.Desk.Default(mail);

        var said = desk.Relations.Preview(anna)!;
        await Saved(desk.Relations.WithdrawAllAsync(anna, desk.Desk.Root, null, default));

        (said.Groups, said.Services, said.FurtherCustomers, said.Rows).Should().Be((1, 1, 1, 3));
        said.Ends.Groups.Select(change => (change.Group, change.Before - change.After)).Should().BeEquivalentTo([(billing.Value, PermissionSet.Rw), (hr.Value, PermissionSet.Ro)]);
        said.Ends.FallBack.Should().Equal(anna.Value);
        said.GroupsAfter.Select(remains => (remains.Group.Id, remains.Access.Sources.Single().Kind)).Should().Equal(
            (billing, AccessSourceKind.Customer), (users, AccessSourceKind.AlwaysGroup));
        said.ServicesAfter.Select(service => service.Id).Should().Equal(mail);
        said.SourceAfter.Should().Be(ServiceSource.Default);
        var world = desk.Desk.FreshWorld();
        world.GroupsOf(world.Find(anna)!).Should().Equal(said.GroupsAfter.Select(remains => remains.Group));
    }

    [Fact]
    public async Task WithdrawAllAsync_OfAPersonOfAReadOnlyBackEnd_IsPossible()
    {
        desk.Directory();
        var anna = desk.Desk.CustomerUser(backEnd: 2);
        desk.Desk.Relate(anna, desk.Desk.Group(), PermissionSet.Ro);

        (await Saved(desk.Relations.WithdrawAllAsync(anna, desk.Desk.Root, null, default))).Should().NotBeNull();

        desk.Desk.AllRows().Should().BeEmpty();
    }

    [Fact]
    public void Preview_OfAnInvalidPerson_LeavesNothing()
    {
        var anna = desk.Desk.CustomerUser(validity: Validity.Invalid);
        desk.Desk.Default(desk.Desk.Service("Mail"));
        desk.Desk.Relate(anna, desk.Desk.Group(), PermissionSet.Ro);

        var said = desk.Relations.Preview(anna)!;

        (said.Ends.Affected, said.GroupsAfter.Length, said.ServicesAfter.Length, said.SourceAfter, said.Rows).Should().Be((0, 0, 0, ServiceSource.None, 1));
    }

    [Fact]
    public async Task WithdrawAllAsync_OfNobody_SaysSo()
    {
        (await desk.Relations.WithdrawAllAsync(new CustomerUserId(9), desk.Desk.Root, null, default)).Should().Be(new RecordNotThere());
        desk.Relations.Preview(new CustomerUserId(9)).Should().BeNull();
    }

    [Fact]
    public async Task WithdrawAllAsync_ThatFailsInTheMiddle_WritesNothing()
    {
        var (anna, billing, vpn) = (desk.Desk.CustomerUser(), desk.Desk.Group(), desk.Desk.Service("VPN"));
        desk.Desk.Relate(anna, billing, PermissionSet.Ro);
        desk.Desk.Relate(anna, vpn);
        var (rows, revision) = (desk.Desk.AllRows(), desk.Desk.Revision());
        desk.Desk.Execute("CREATE TRIGGER broken BEFORE DELETE ON customer_user_service BEGIN SELECT RAISE (ABORT, 'broken'); END");

        await FluentActions.Awaiting(() => desk.Relations.WithdrawAllAsync(anna, desk.Desk.Root, null, default)).Should().ThrowAsync<Exception>();

        (desk.Desk.AllRows(), desk.Desk.Revision()).Should().Be((rows, revision));
    }
}
