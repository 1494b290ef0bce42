using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Tests.Storage;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>One agent with the same relation screen in two tabs.</summary>
public sealed class SharedMatrixTests : IDisposable
{
    private readonly Screens screens = new();
    private readonly DraftDesk drafts;
    private readonly GroupId billing;
    private readonly IReadOnlyList<CustomerUserId> persons;
    private readonly MatrixState a;
    private readonly MatrixState b;

    public SharedMatrixTests()
    {
        drafts = new DraftDesk(Desk.Store, new DraftOptions(), Desk.Clock, NullLogger<DraftDesk>.Instance);
        billing = Desk.Group();
        persons = Desk.CustomerUsers(5);
        (a, b) = (Tab(), Tab());
    }

    private Desk Desk => screens.Desk;

    private MatrixId Matrix => MatrixId.CustomerUsersOf(billing);

    public void Dispose()
    {
        a.Dispose();
        b.Dispose();
        drafts.Dispose();
        screens.Dispose();
    }

    [Fact]
    public void Tick_InOneTab_IsPendingInTheOther()
    {
        a.Tick(persons[0].Value, "rw");

        b.Pending.Total.Should().Be(1);
        b.ShownKeys(persons[0].Value).Should().Be(PermissionSet.Rw);
    }

    [Fact]
    public async Task Reason_OfTheOtherTab_IsNoEdit()
    {
        var taken = new List<bool>();
        b.EditedElsewhere += () => taken.Add(b.TakeEdits());
        a.Tick(persons[0].Value, "rw");

        a.Explain("w");
        a.Explain("why");

        taken.Should().Equal(true, false, false);
        b.Reason.Should().Be("why");
        await screens.Save(a);
        taken.Should().EndWith(true);
        b.Pending.Total.Should().Be(0);
    }

    [Fact]
    public async Task SaveOfOneTab_ThatTheOtherHearsFirst_LeavesNothingPendingInEither()
    {
        a.Tick(persons[0].Value, "rw");
        a.Tick(persons[1].Value, "rw");

        // The other tab hears of the commit before the saving tab goes on.
        await b.HeardWhileSavingAsync(a, Desk);

        (a.Pending.Total, b.Pending.Total).Should().Be((0, 0));
        a.Edits.IsEmpty.Should().BeTrue("what was saved is not taken for something taken back");
        Desk.Stored(Matrix)[persons[0].Value].Should().Be(PermissionSet.Rw);
        (await screens.Save(b)).Should().BeOfType<Saved>().Which.ChangeSet.Should().BeNull();
        Desk.Stored(Matrix)[persons[0].Value].Should().Be(PermissionSet.Rw);
    }

    [Fact]
    public void DraftWithARowThatIsLockedNow_GivesThatRowUpAtTheOpening()
    {
        var (anna, ops, admin) = (persons[0], Desk.Group("ops"), Desk.Group("admin"));
        var (screen, format) = (DraftScreen.Of(MatrixId.GroupsOf(anna)), new EditSetFormat(MatrixId.GroupsOf(anna)));
        using (var first = new MatrixState(screens.Reader, MatrixId.GroupsOf(anna), true, drafts.Open(Desk.Root, screen, format)))
        {
            first.Tick(ops.Value, "ro");
            first.Tick(admin.Value, "ro");
        }

        Desk.Deploy(settings => settings with { NeverGroups = ["ops"] });
        using var again = new MatrixState(screens.Reader, MatrixId.GroupsOf(anna), true, drafts.Open(Desk.Root, screen, format));

        again.Pending.Total.Should().Be(1);
        again.Skipped.Words.Should().Be("1 skipped: nobody may get group ops any more.");
    }

    [Fact]
    public void EditsPutBack_LieUnderWhatWasTickedSince()
    {
        EditSet Edits(int row, bool on) => EditSet.Of(Matrix).With(billing.Value, 0, IdSet.Of(row), on);
        var (discarded, since) = (Edits(1, true).With(billing.Value, 0, IdSet.Of(2), true), Edits(2, false).With(billing.Value, 0, IdSet.Of(3), true));

        var both = since.Over(discarded);

        both.Column(billing.Value, 0).On.Should().Equal(1, 3);
        both.Column(billing.Value, 0).Off.Should().Equal(2);
        both.Size.Should().Be(3);
    }

    private MatrixState Tab() => new(screens.Reader, Matrix, true, drafts.Open(Desk.Root, DraftScreen.Of(Matrix), new EditSetFormat(Matrix)));
}

/// <summary>Two tabs in one order of events.</summary>
internal static class TwoTabs
{
    /// <summary>One tab saves; the other takes over what was committed before the save is over for the first.</summary>
    public static async Task HeardWhileSavingAsync(this MatrixState other, MatrixState saving, Desk desk)
    {
        var before = desk.Store.Read(ChangeLog.Revision);
        void Hear() => other.Take(desk.Store.Read(connection => ChangeLogReader.Since(connection, before)));
        desk.Bell.Rung += Hear; // rung after the commit, before the editor answers
        try
        {
            (await saving.SaveAsync(desk.Editor, desk.Root, null, CancellationToken.None)).Should().BeOfType<Saved>();
        }
        finally
        {
            desk.Bell.Rung -= Hear;
        }

        Hear();
    }
}
