using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.History;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Editing;

/// <summary>A save of very many cells is written in parts: here 130 in parts of 30.</summary>
public sealed class BulkSaveTests : IDisposable
{
    private const int Persons = 130;
    private const int Part = 30;

    private readonly Desk desk = new();
    private readonly GroupId group;
    private readonly RelationEditor editor;

    public BulkSaveTests()
    {
        group = desk.Group();
        desk.Change(
            $"""
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {Persons})
            INSERT INTO customer_user (login, login_folded, first_name, last_name, email, email_folded, validity)
            SELECT 'login' || n, 'login' || n, 'First', 'Last', '', '', 1 FROM number
            """);
        editor = new RelationEditor(desk.Store, desk.Catalogs, desk.Bell, desk.Clock) { MostAtOnce = 100, CellsOfPart = Part };
    }

    private EditSet Everybody => Desk.Edit(MatrixId.CustomerUsersOf(group), PermissionSet.Rw, true, Enumerable.Range(1, Persons));

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task SaveAsync_OfTooManyForOneTransaction_WritesAllOfItInParts()
    {
        desk.Relate(new CustomerUserId(1), group, PermissionSet.Ro);
        desk.Relate(new CustomerUserId(2), group, PermissionSet.Rw);
        var before = desk.Log().Count;
        var told = new List<SaveProgress>();

        var saved = (Saved)await SaveAsync(told.Add);

        (saved.Granted, saved.AlreadySet).Should().Be((Persons - 1, 1));
        told.Select(one => (one.Done, one.Total)).Should().Equal((0, Persons), (30, Persons), (60, Persons), (90, Persons), (120, Persons), (130, Persons));
        var log = desk.Log()[before..];
        log.GroupBy(cell => cell.ChangeSet).Select(set => set.Count()).Should().Equal(29, 30, 30, 30, 10);
        log.Select(cell => cell.Left).Should().Equal(Enumerable.Range(1, Persons).Except([2]));
        log.Should().OnlyContain(cell => cell.Agent == "root" && cell.Reason == "audit");
        desk.Stored(MatrixId.CustomerUsersOf(group)).With(1).Count.Should().Be(Persons);
        State().Should().Be("done", "nothing is left to be resumed");
    }

    [Fact]
    public async Task SaveAsync_InParts_LetsOthersThroughAfterEveryPart()
    {
        var others = new List<Task<long>>();

        await SaveAsync(_ => others.Add(desk.Store.WriteAsync(connection => connection.Scalar("SELECT count(*) FROM customer_user_group"), default)));

        (await Task.WhenAll(others)).Should().Equal(0, 30, 60, 90, 120, 130);
    }

    [Fact]
    public async Task SaveAsync_InPartsThatIsStopped_SaysWhatIsWrittenAndCanBeTakenBack()
    {
        using var stop = new CancellationTokenSource();

        var stopped = (Stopped)await SaveAsync(_ => StopAt(60), stop.Token);

        (stopped.Done, stopped.Total, stopped.Written.Granted, stopped.Errors.Length).Should().Be((60, Persons, 60, 0));
        Count().Should().Be(60);
        State().Should().Be("stopped");
        (await editor.ResumeAsync(default)).Should().BeEmpty("its agent does not want the rest");
        var history = new HistoryDesk(desk);
        ((Undone)await history.Undo.UndoBulkAsync(stopped.Written.Bulk!.Value, desk.Root, null, default)).Done.Cells.Should().Be(60);
        Count().Should().Be(0);

        void StopAt(int done)
        {
            if (Count() == done)
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public async Task SaveAsync_OfAnAgentDisabledInTheMiddle_EndsAndSaysSo()
    {
        var stopped = (Stopped)await SaveAsync(now => desk.Execute($"UPDATE agent SET disabled = {(now.Done >= 30 ? 1 : 0)}"));

        stopped.Errors.Should().Equal(new NotAllowed("root"));
        (stopped.Done, Count(), State()).Should().Be((30, 30L, "refused"));
    }

    [Fact]
    public async Task SaveAsync_OfAGroupThatNobodyMayGetInTheMiddle_EndsAndSaysSo()
    {
        var stopped = (Stopped)await SaveAsync(now =>
        {
            if (now.Done == 90)
            {
                desk.Deploy(settings => settings with { NeverGroups = ["billing"] });
                desk.Group("another");
            }
        });

        stopped.Errors.Should().Equal(new NeverGroup("billing"));
        (stopped.Done, Count()).Should().Be((90, 90L));
    }

    [Fact]
    public async Task SaveAsync_RefusedFromTheStart_WritesNothingAtAll()
    {
        var result = await editor.SaveAsync(
            Desk.Edit(MatrixId.CustomerUsersOf(group), PermissionSet.Rw, true, Enumerable.Range(1, Persons + 1)), desk.Root, null, default);

        result.Should().BeOfType<Refused>().Which.Errors.Should().Equal(new NotThere(RelationSide.CustomerUser, Persons + 1));
        (Count(), desk.Scalar("SELECT count(*) FROM bulk_save")).Should().Be((0L, 0L));
    }

    [Fact]
    public async Task SaveAsync_ThatCannotBeWrittenInTheMiddle_SaysHowFarItCame()
    {
        var stopped = (Stopped)await SaveAsync(now =>
        {
            if (now.Done == 60)
            {
                desk.Execute("CREATE TRIGGER fault BEFORE INSERT ON customer_user_group BEGIN SELECT RAISE (ABORT, 'no room'); END");
            }
        });

        stopped.Errors.Should().ContainSingle().Which.Should().BeOfType<CannotWrite>().Which.Problem.Should().Contain("no room");
        (stopped.Done, Count(), State()).Should().Be((60, 60L, "stopped"));
    }

    [Fact]
    public async Task ResumeAsync_WhileItsOwnSaveIsUnderWay_LeavesItAlone()
    {
        var resumed = new List<SaveResult>();

        await SaveAsync(_ => resumed.AddRange(editor.ResumeAsync(default).GetAwaiter().GetResult()));

        resumed.Should().BeEmpty();
        desk.Log().Should().HaveCount(Persons);
    }

    private Task<SaveResult> SaveAsync(Action<SaveProgress> told, CancellationToken cancellationToken = default) =>
        editor.SaveAsync(Everybody, desk.Root, " audit ", null, new Now(told), cancellationToken);

    private long Count() => desk.Scalar("SELECT count(*) FROM customer_user_group");

    private string State() => desk.Store.Read(connection => connection.Query("SELECT outcome FROM bulk_save WHERE edits IS NULL", row => row.GetString(0))).Single();

    // Told between two parts, on the thread that writes them.
    private sealed class Now(Action<SaveProgress> told) : IProgress<SaveProgress>
    {
        public void Report(SaveProgress value) => told(value);
    }
}
