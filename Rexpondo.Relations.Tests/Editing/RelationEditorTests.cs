using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Editing;

public sealed class RelationEditorTests : IDisposable
{
    private static readonly PermissionSet RoRw = PermissionSet.Ro | PermissionSet.Rw;

    private readonly Desk desk = new();
    private readonly CustomerUserId anna;
    private readonly GroupId billing;

    public RelationEditorTests()
    {
        anna = desk.CustomerUser();
        billing = desk.Group();
    }

    private MatrixId GroupsOfAnna => MatrixId.GroupsOf(anna);

    private MatrixId UsersOfBilling => MatrixId.CustomerUsersOf(billing);

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task SaveAsync_E1OneOf260MembersUnticked_LeavesTheOther259WithTheirGrantorAndTime()
    {
        var members = desk.CustomerUsers(260);
        var clerk = desk.Agent("clerk");
        await desk.Save(Desk.Edit(UsersOfBilling, PermissionSet.Ro, true, members.Select(person => person.Value)), clerk);
        var before = desk.Log();
        desk.Clock.Now += TimeSpan.FromDays(1);

        var saved = await desk.Save(Desk.Edit(UsersOfBilling, PermissionSet.Ro, false, members[100].Value));

        saved.Should().BeEquivalentTo(new Saved(desk.Revision(), Granted: 0, Withdrawn: 1, AlreadySet: 0, AlreadyCleared: 0, By: null));
        desk.Stored(UsersOfBilling).Rows.Should().Equal(members.Where((_, i) => i != 100).Select(person => person.Value));
        var log = desk.Log();
        log.Take(260).Should().Equal(before);
        log.Skip(260).Should().Equal(new LoggedCell(
            desk.Revision(), desk.Clock.Now.ToUnixTimeMilliseconds(), "root", null, RelationKind.CustomerUserGroup,
            members[100].Value, billing.Value, PermissionSet.Ro, PermissionSet.None));
    }

    [Fact]
    public async Task SaveAsync_Neighbours1UnchangedSaveOf230Members_RemovesNobody()
    {
        desk.Relate(RelationKind.CustomerUserGroup, desk.CustomerUsers(230).Select(person => (person.Value, billing.Value, PermissionSet.Ro)));
        var stored = desk.Worlds.Read().Stored(UsersOfBilling);

        await desk.Save(EditSet.Of(UsersOfBilling).Show(billing.Value, 0, stored.Rows, on: true, stored));

        desk.Stored(UsersOfBilling).Rows.Count.Should().Be(230);
    }

    [Fact]
    public async Task SaveAsync_Neighbours2PersonWithRowsOnAlwaysGroups_KeepsThemAndThoseWithSimilarNames()
    {
        var users = desk.Group("users");
        var user = desk.Group("user");
        desk.Relate(anna, users, PermissionSet.Ro);
        desk.Relate(anna, user, PermissionSet.Rw);
        desk.Deploy(settings => settings with { AlwaysGroups = ["users"] });

        await desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value));

        desk.Stored(anna, users).Should().Be(PermissionSet.Ro);
        desk.Stored(anna, user).Should().Be(PermissionSet.Rw);
        desk.Catalogs.Read().AlwaysGroups.Select(group => group.Name).Should().Equal("users");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SaveAsync_E2Neighbours3TwoAgentsWithDifferentCells_BothSurviveInEitherOrder(bool annaFirst)
    {
        var clerk = desk.Agent("clerk");
        desk.Relate(anna, billing, PermissionSet.Ro);
        var stored = desk.Worlds.Read().Stored(GroupsOfAnna);
        var one = EditSet.Of(GroupsOfAnna).Show(anna.Value, 0, IdSet.Of(billing.Value), on: false, stored);
        var other = EditSet.Of(GroupsOfAnna).Show(anna.Value, 1, IdSet.Of(billing.Value), on: true, stored);

        await desk.Save(annaFirst ? one : other, clerk);
        await desk.Save(annaFirst ? other : one);

        desk.Stored(anna, billing).Should().Be(PermissionSet.Rw);
    }

    [Fact]
    public async Task SaveAsync_E2TwoAgentsOnTheSameRowFromBothSides_BothSurvive()
    {
        await desk.Save(Desk.Edit(UsersOfBilling, PermissionSet.Ro, true, anna.Value));
        await desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.Rw, true, billing.Value));

        desk.Stored(anna, billing).Should().Be(RoRw);
    }

    [Fact]
    public async Task SaveAsync_E2TheSameCellTwice_LeavesTheLater()
    {
        await desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value));
        await desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, false, billing.Value));

        desk.Stored(anna, billing).Should().Be(PermissionSet.None);
        desk.Log().Select(cell => (cell.Old, cell.New)).Should().Equal((PermissionSet.None, PermissionSet.Ro), (PermissionSet.Ro, PermissionSet.None));
    }

    [Fact]
    public async Task SaveAsync_E2ManyAgentsAtOnceOverTwoProcesses_LosesNoCell()
    {
        var other = desk.OtherProcess();
        var members = desk.CustomerUsers(20);

        await Task.WhenAll(members.Select((person, i) => Task.Run(() =>
            (i % 2 == 0 ? desk : other).Save(Desk.Edit(UsersOfBilling, i % 3 == 0 ? PermissionSet.Rw : PermissionSet.Ro, true, person.Value)))));

        desk.Stored(UsersOfBilling).Rows.Should().Equal(members.Select(person => person.Value));
        desk.Log().Select(cell => cell.ChangeSet).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task SaveAsync_E3Neighbours9AFailureInTheMiddle_SurfacesAndWritesNothing()
    {
        var members = desk.CustomerUsers(100);
        desk.Relate(members[0], billing, PermissionSet.Rw);
        desk.Execute($"CREATE TRIGGER fault BEFORE INSERT ON customer_user_group WHEN new.customer_user_id = {members[50].Value} BEGIN SELECT RAISE (ABORT, 'the disk is full'); END");
        var (rows, log, revision, rung) = (desk.AllRows(), desk.Log(), desk.Revision(), 0);
        desk.Bell.Rung += () => rung++;

        var saving = () => desk.Save(Desk.Edit(UsersOfBilling, PermissionSet.Ro, true, members.Select(person => person.Value)));

        (await saving.Should().ThrowAsync<SqliteException>()).WithMessage("*the disk is full*");
        desk.AllRows().Should().Be(rows);
        desk.Log().Should().Equal(log);
        desk.Revision().Should().Be(revision);
        rung.Should().Be(0);
    }

    [Fact]
    public async Task SaveAsync_E3AFailureWhileTheLogIsWritten_WritesNothing()
    {
        desk.Execute("CREATE TRIGGER fault BEFORE INSERT ON change_cell BEGIN SELECT RAISE (ABORT, 'no log'); END");
        var revision = desk.Revision();

        await FluentActions.Awaiting(() => desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value))).Should().ThrowAsync<SqliteException>();

        desk.AllRows().Should().BeEmpty();
        desk.Revision().Should().Be(revision);
    }

    [Fact]
    public async Task SaveAsync_AfterAFailure_WorksAgain()
    {
        desk.Execute("CREATE TRIGGER fault BEFORE INSERT ON change_cell BEGIN SELECT RAISE (ABORT, 'no log'); END");
        await FluentActions.Awaiting(() => desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value))).Should().ThrowAsync<SqliteException>();
        desk.Execute("DROP TRIGGER fault");

        (await desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value))).Should().BeOfType<Saved>();
    }

    [Fact]
    public async Task SaveAsync_E3OneSave_IsOneChangeSetWithAgentTimeReasonAndEveryCell()
    {
        var hr = desk.Group("hr");
        desk.Relate(anna, hr, RoRw);
        var edits = Desk.Edit(GroupsOfAnna, PermissionSet.Rw, true, billing.Value).With(anna.Value, 0, IdSet.Of(hr.Value), false);

        var saved = await desk.Save(edits, reason: "  joins accounting ");

        var set = saved.Should().BeOfType<Saved>().Which.ChangeSet!.Value;
        var at = desk.Clock.Now.ToUnixTimeMilliseconds();
        desk.Log().Where(cell => cell.ChangeSet == set).Should().Equal(
            new LoggedCell(set, at, "root", "joins accounting", RelationKind.CustomerUserGroup, anna.Value, billing.Value, PermissionSet.None, PermissionSet.Rw),
            new LoggedCell(set, at, "root", "joins accounting", RelationKind.CustomerUserGroup, anna.Value, hr.Value, RoRw, PermissionSet.Rw));
        desk.Scalar("SELECT count(*) FROM change_set WHERE id = $id AND way = 'screen' AND agent_id = $agent", ("$id", set), ("$agent", desk.Root.Value)).Should().Be(1);
    }

    [Fact]
    public async Task SaveAsync_OfEveryKindOfRelation_WritesItsRows()
    {
        var acme = desk.Customer();
        var mail = desk.Service("Mail");
        MatrixId[] matrices = [
            GroupsOfAnna, MatrixId.ServicesOf(anna), MatrixId.DefaultServices,
            new(RelationKind.CustomerGroup, true, acme.Value), new(RelationKind.CustomerUserCustomer, true, anna.Value)];
        int[] rows = [billing.Value, mail.Value, mail.Value, billing.Value, acme.Value];

        foreach (var (matrix, row) in matrices.Zip(rows))
        {
            (await desk.Save(Desk.Edit(matrix, PermissionSet.Active, true, row))).Should().BeOfType<Saved>();
        }

        desk.AllRows().Split('\n').Should().HaveCount(5);
        matrices.Zip(rows).Should().OnlyContain(pair => desk.Stored(pair.First)[pair.Second] == PermissionSet.Active);
    }

    [Fact]
    public async Task SaveAsync_Neighbours12OfAnUnchangedMatrix_IssuesNoStatementThatWrites()
    {
        desk.Relate(RelationKind.CustomerUserGroup, desk.CustomerUsers(50).Select(person => (person.Value, billing.Value, PermissionSet.Ro)));
        var stored = desk.Stored(UsersOfBilling);
        var edits = Desk.Edit(UsersOfBilling, PermissionSet.Ro, true, stored.Rows).With(billing.Value, 1, stored.Rows, false);
        foreach (var table in RelationKind.All.Select(kind => kind.Table).Append("change_set").Append("change_cell"))
        {
            foreach (var verb in new[] { "INSERT", "UPDATE", "DELETE" })
            {
                desk.Execute($"CREATE TRIGGER fault_{table}_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE (ABORT, 'written'); END");
            }
        }

        using var watcher = desk.Store.Open();
        var version = watcher.Scalar("PRAGMA data_version");
        var rung = 0;
        desk.Bell.Rung += () => rung++;

        var saved = await desk.Save(edits);

        saved.Should().Be(new Saved(ChangeSet: null, Granted: 0, Withdrawn: 0, AlreadySet: 50, AlreadyCleared: 50, By: null));
        watcher.Scalar("PRAGMA data_version").Should().Be(version, "nothing was committed that changes the file");
        rung.Should().Be(0);
    }

    [Fact]
    public async Task SaveAsync_OfCellsThatAreAlreadySo_SaysHowManyAndByWhom()
    {
        var members = desk.CustomerUsers(4).Select(person => person.Value).ToList();
        var clerk = desk.Agent("clerk");
        await desk.Save(Desk.Edit(UsersOfBilling, PermissionSet.Ro, true, members[2], members[3]));
        await desk.Save(Desk.Edit(UsersOfBilling, PermissionSet.Ro, true, members[0], members[1]).With(billing.Value, 0, IdSet.Of(members[2]), false), clerk);
        var edits = Desk.Edit(UsersOfBilling, PermissionSet.Ro, true, members[0], members[1]).With(billing.Value, 0, IdSet.Of(members[2], members[3]), false);

        var saved = await desk.Save(edits);

        saved.Should().Be(new Saved(desk.Revision(), Granted: 0, Withdrawn: 1, AlreadySet: 2, AlreadyCleared: 1, By: "clerk"));
    }

    [Fact]
    public async Task SaveAsync_OfOneKeyAlreadySoAndOneThatIsNot_NamesWhoDidTheFirstAndNotTheSaver()
    {
        await desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value), desk.Agent("clerk"));

        var saved = await desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value).With(anna.Value, 1, IdSet.Of(billing.Value), true));

        saved.Should().Be(new Saved(desk.Revision(), Granted: 1, Withdrawn: 0, AlreadySet: 1, AlreadyCleared: 0, By: "clerk"));
    }

    [Fact]
    public async Task SaveAsync_OfAKeyAlreadySoInACellAnotherKeyOfWhichChangedLater_NamesWhoDidThatKey()
    {
        await desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value), desk.Agent("clerk"));
        await desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.Rw, true, billing.Value), desk.Agent("dispatcher"));

        var saved = await desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value));

        saved.Should().Be(new Saved(ChangeSet: null, Granted: 0, Withdrawn: 0, AlreadySet: 1, AlreadyCleared: 0, By: "clerk"));
    }

    [Fact]
    public async Task SaveAsync_OfCellsAlreadySoBySeveralAgents_NamesNobody()
    {
        var members = desk.CustomerUsers(2).Select(person => person.Value).ToList();
        await desk.Save(Desk.Edit(UsersOfBilling, PermissionSet.Ro, true, members[0]), desk.Agent("clerk"));
        await desk.Save(Desk.Edit(UsersOfBilling, PermissionSet.Ro, true, members[1]), desk.Agent("dispatcher"));

        (await desk.Save(Desk.Edit(UsersOfBilling, PermissionSet.Ro, true, members))).Should()
            .Be(new Saved(ChangeSet: null, Granted: 0, Withdrawn: 0, AlreadySet: 2, AlreadyCleared: 0, By: null));
    }

    [Fact]
    public async Task SaveAsync_E5AHeaderEditFrozenBeforeAnotherAgentWithdrew_DoesNotGrantThatAgain()
    {
        var members = desk.CustomerUsers(5).Select(person => person.Value).ToList();
        desk.Relate(RelationKind.CustomerUserGroup, members.Take(3).Select(person => (person, billing.Value, PermissionSet.Ro)));
        var header = EditSet.Of(UsersOfBilling).Show(billing.Value, 0, IdSet.Of(members), on: true, desk.Worlds.Read().Stored(UsersOfBilling));

        await desk.Save(Desk.Edit(UsersOfBilling, PermissionSet.Ro, false, members[1]), desk.Agent("clerk"));
        await desk.Save(header);

        desk.Stored(UsersOfBilling).With(0).Should().Equal(members.Where((_, i) => i != 1), "what another agent withdrew stands");
    }

    [Fact]
    public async Task SaveAsync_OfAPersonAddedMeanwhile_DoesNotTouchHer()
    {
        var members = desk.CustomerUsers(3).Select(person => person.Value).ToList();
        var header = EditSet.Of(UsersOfBilling).Show(billing.Value, 0, IdSet.Of(members), on: true, desk.Worlds.Read().Stored(UsersOfBilling));
        var late = desk.CustomerUser("late");
        desk.Relate(late, billing, PermissionSet.Rw);

        await desk.Save(header);

        desk.Stored(late, billing).Should().Be(PermissionSet.Rw);
    }

    [Fact]
    public async Task SaveAsync_CancelledWhileItWaits_WritesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var saving = () => desk.Editor.SaveAsync(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value), desk.Root, null, cancelled.Token);

        await saving.Should().ThrowAsync<OperationCanceledException>();
        desk.AllRows().Should().BeEmpty();
    }

    [Fact]
    public async Task SaveAsync_ThatWrote_RingsOnceAfterTheCommit()
    {
        var heard = new List<PermissionSet>();
        desk.Bell.Rung += () => heard.Add(desk.Stored(anna, billing));

        await desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, true, billing.Value));

        heard.Should().Equal(PermissionSet.Ro);
    }
}
