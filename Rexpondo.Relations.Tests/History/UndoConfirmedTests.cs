using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Records;

namespace Rexpondo.Relations.Tests.History;

/// <summary>What was confirmed is what is done, or nothing is.</summary>
public sealed class UndoConfirmedTests : IDisposable
{
    private readonly HistoryDesk desk = new();
    private readonly CustomerUserId anna;
    private readonly GroupId billing;
    private readonly GroupId ops;

    public UndoConfirmedTests() => (anna, billing, ops) = (desk.Desk.CustomerUser(), desk.Desk.Group(), desk.Desk.Group("ops"));

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task WhenACellOfItIsChangedMeanwhile_NothingIsWritten_AndWhatItWouldDoNowIsTold()
    {
        desk.Desk.Relate(RelationKind.CustomerUserGroup, (anna.Value, billing.Value, PermissionSet.Ro), (anna.Value, ops.Value, PermissionSet.Ro));
        var confirmed = desk.Undo.Preview(desk.Desk.Revision())!;
        await desk.SetAsync(anna, ops, PermissionSet.Ro, false, desk.Ben);
        var revision = desk.Desk.Revision();

        var now = (await desk.Undo.UndoAsync(confirmed, desk.Desk.Root, null, default)).Should().BeOfType<UndoOtherwise>().Subject.Now;

        desk.Desk.Revision().Should().Be(revision);
        now.Done.Should().BeEquivalentTo(new { Cells = 1 });
        (await desk.Undo.UndoAsync(now, desk.Desk.Root, null, default)).Should().BeOfType<Undone>().Which.Done.Kept.Should().ContainSingle();
    }

    [Fact]
    public async Task WhenOthersGainByItNow_ItIsAskedAgain_AlsoForARecord()
    {
        var acme = desk.Desk.Customer();
        var set = (await RecordDesk.Saved(desk.Records.SaveAsync(desk.Records.Groups, billing, f => f with { Validity = Validity.Invalid })))!.Value;
        var confirmed = desk.Undo.Preview(set)!;
        confirmed.Consequences.Affected.Should().Be(0);
        desk.Desk.Relate(acme, billing, PermissionSet.Ro);
        desk.Desk.CustomerUser("ben", customer: acme);
        var everything = desk.Everything();
        var revision = desk.Desk.Revision();

        var now = (await desk.Undo.UndoAsync(confirmed, desk.Desk.Root, null, default)).Should().BeOfType<UndoOtherwise>().Subject.Now;

        now.Consequences.Gain.Count.Should().Be(1);
        desk.Everything().Should().Be(everything, "a rehearsal leaves nothing");
        desk.Desk.Revision().Should().Be(revision);
        (await desk.Undo.UndoAsync(now, desk.Desk.Root, null, default)).Should().BeOfType<Undone>();
    }

    [Fact]
    public async Task WhenOthersSaveSomethingElse_ItIsDone()
    {
        var cells = await desk.SetAsync(anna, billing, PermissionSet.Ro, true);
        var fields = (await RecordDesk.Saved(desk.Records.SaveAsync(desk.Records.Persons, anna, f => f with { Phone = "1" })))!.Value;
        var (ofCells, ofFields) = (desk.Undo.Preview(cells)!, desk.Undo.Preview(fields)!);
        var ben = desk.Desk.CustomerUser("ben");
        await desk.SetAsync(ben, ops, PermissionSet.Rw, true, desk.Ben);

        (await desk.Undo.UndoAsync(ofCells, desk.Desk.Root, null, default)).Should().BeOfType<Undone>().Which.Done.Cells.Should().Be(1);
        var undone = (await desk.Undo.UndoAsync(ofFields, desk.Desk.Root, "why", default)).Should().BeOfType<Undone>().Subject;

        undone.Done.Fields.Should().Be(1);
        desk.History.Find(undone.ChangeSet!.Value).Should().BeEquivalentTo(new { Way = ChangeWay.Undo, Login = "root", Reason = "why" });
        desk.Desk.FreshWorld().Catalog.Should().NotBeNull();
    }

    [Fact]
    public async Task WhenALineThatStaysIsChangedOnceMore_ItIsDone()
    {
        desk.Desk.Relate(RelationKind.CustomerUserGroup, (anna.Value, billing.Value, PermissionSet.Ro), (anna.Value, ops.Value, PermissionSet.Ro));
        var set = desk.Desk.Revision();
        desk.Desk.Relate(anna, desk.Desk.Group("hr"), PermissionSet.Ro);
        await desk.SetAsync(anna, ops, PermissionSet.Ro, false, desk.Ben);
        var confirmed = desk.Undo.Preview(set)!;
        confirmed.Done.Kept.Should().ContainSingle();
        await desk.SetAsync(anna, ops, PermissionSet.Rw, true);

        (await desk.Undo.UndoAsync(confirmed, desk.Desk.Root, null, default)).Should().BeOfType<Undone>().Which.Done.Cells.Should().Be(1);
    }
}
