using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Backends;

/// <summary>A blocked person has no access in any answer, whatever her back end says, and has all of it again afterwards.</summary>
public sealed class BlockedTests : IDisposable
{
    private readonly MirroredDesk mirrored = new();

    [Fact]
    public async Task Blocked_HasNoAccessInAnyAnswer_UntilUnblocked()
    {
        await mirrored.MirrorAsync(MirroredDesk.Header, "bea,Bea,Berg,,ACME,valid");
        var bea = mirrored.Person("bea").Id;
        mirrored.Desk.Relate(bea, mirrored.Billing, PermissionSet.OfBit(1));
        mirrored.Desk.Relate(bea, mirrored.Vpn);
        Answers().Should().Be("check yes, report 1, world rw, holders 1, service 1, listed, fault False");

        Block(1);
        Answers().Should().Be("check no, report 0, world , holders 0, service 0, not listed, fault True");
        mirrored.Person("bea").Validity.Should().Be(Validity.Valid);
        WhyWords.Fault(RelationSide.CustomerUser, new RowFault(Validity.Valid, null, Blocked: true)).Text.Should().Be("blocked");

        await mirrored.MirrorAsync(MirroredDesk.Header, "bea,Beate,Berg,,ACME,valid");
        Answers().Should().Be("check no, report 0, world , holders 0, service 0, not listed, fault True", "a refresh does not unblock");

        Block(0);
        Answers().Should().Be("check yes, report 1, world rw, holders 1, service 1, listed, fault False");
    }

    public void Dispose() => mirrored.Dispose();

    private void Block(int blocked) => mirrored.Desk.Change("UPDATE customer_user SET blocked = $blocked", ("$blocked", blocked));

    private string Answers()
    {
        var (store, worlds) = (mirrored.Desk.Store, mirrored.Desk.Worlds);
        var check = new AccessCheck(store, worlds).Ask("bea", "billing", "ro") is AccessAllowed ? "yes" : "no";
        var report = new AccessReport(store, worlds).Read("bea")!.Lines.Count();
        var world = worlds.Read();
        var person = world.Find(mirrored.Person("bea").Id)!;
        var group = world.Catalog.Find(mirrored.Billing)!;
        var service = new DetailReader(store, worlds).Service(mirrored.Vpn)!;
        var reader = new MatrixReader(store, worlds, new NameDirectory(store));
        var (rows, _) = reader.Rows(RelationSide.CustomerUser);
        var row = reader.Names(rows, [person.Id]).Single();
        return $"check {check}, report {report}, world {world.Catalog.Keys.Describe(world.Effective(person, group))}, holders {world.HoldersOf(group).Direct.Count}, "
            + $"service {service.Available}, {(rows.Effective.Contains(person.Id) ? "listed" : "not listed")}, fault {row.NotEffective?.Blocked ?? false}";
    }
}
