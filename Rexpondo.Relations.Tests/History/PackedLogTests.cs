using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Tests.Records;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.History;

/// <summary>Whether cells have a row of the log each or are packed: whoever reads the log is told the same.</summary>
public sealed class PackedLogTests : IDisposable
{
    private const int Persons = 300;
    private const int FarAway = 140_000; // some people stand in other blocks of numbers

    private readonly List<IDisposable> desks = [];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relations-");
    private readonly List<GroupId> groups = [];
    private readonly List<ServiceId> services = [];
    private readonly List<CustomerNumber> customers = [];
    private readonly List<CustomerUserId> persons = [];

    public void Dispose()
    {
        desks.ForEach(desk => desk.Dispose());
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RandomHistory_WrittenBothWays_ReadsTheSame(int seed)
    {
        var desk = await RandomAsync(seed);
        var (plain, packed) = (Copy(desk, int.MaxValue), Copy(desk, 0));

        plain.Desk.Scalar("SELECT count(*) FROM change_bulk").Should().Be(0);
        packed.Desk.Scalar("SELECT count(*) FROM change_cell").Should().Be(0);
        packed.Desk.Log().Should().Equal(plain.Desk.Log());
        foreach (var filter in Filters())
        {
            packed.Found(filter).Should().Equal(plain.Found(filter));
        }

        foreach (var entry in plain.History.Page(HistoryFilter.All, null, 1000))
        {
            packed.History.Find(entry.Id).Should().Be(entry);
            foreach (var filter in Filters().Take(4))
            {
                var whole = plain.Lines.Page(entry.Id, filter, 0, int.MaxValue);
                packed.Lines.Page(entry.Id, filter, 0, int.MaxValue).Lines.Should().Equal(whole.Lines);
                var page = packed.Lines.Page(entry.Id, filter, 37, 50);
                (page.Total, page.Lines.ToList()).Should().BeEquivalentTo((whole.Total, whole.Lines.Skip(37).Take(50).ToList()));
            }
        }

        foreach (var matrix in Matrices())
        {
            var rows = matrix.FixedLeft ? Enumerable.Range(1, 10) : persons.Take(25).Concat(persons.TakeLast(25)).Select(person => person.Value);
            Grants(packed, matrix, rows).Should().BeEquivalentTo(Grants(plain, matrix, rows));
        }

        for (var revision = plain.Desk.Revision() - 3; revision <= plain.Desk.Revision(); revision++)
        {
            Told(packed, revision).Should().BeEquivalentTo(Told(plain, revision));
        }
    }

    [Fact]
    public async Task RandomHistory_WrittenBothWays_IsTakenBackTheSame()
    {
        var desk = await RandomAsync(3);
        var (plain, packed) = (Copy(desk, int.MaxValue), Copy(desk, 0));
        var random = new Random(4);

        foreach (var changeSet in plain.History.Page(HistoryFilter.All, null, 1000).Where(entry => entry.Counts.Cells > 0).Select(entry => entry.Id).OrderBy(_ => random.Next()).Take(8))
        {
            packed.Undo.Preview(changeSet)!.IsSameAs(plain.Undo.Preview(changeSet)!).Should().BeTrue();
            (await packed.UndoAsync(changeSet)).Should().BeEquivalentTo(await plain.UndoAsync(changeSet));
            packed.Desk.AllRows().Should().Be(plain.Desk.AllRows());
        }

        packed.Desk.Log().Should().Equal(plain.Desk.Log());
    }

    [Fact]
    public async Task Bulk_OfManyPersons_IsAFewRowsAndItsUndoToo()
    {
        var desk = await RandomAsync(5);
        var history = new HistoryDesk(desk);
        var group = desk.Group("a group of many");
        desk.Worlds.Read();
        var rows = desk.Scalar("SELECT count(*) FROM change_bulk");

        var saved = (Saved)await desk.Save(Desk.Edit(MatrixId.CustomerUsersOf(group), PermissionSet.Rw, true, persons.Select(person => person.Value)));

        desk.Scalar("SELECT count(*) FROM change_cell WHERE change_set_id = $set", ("$set", saved.ChangeSet)).Should().Be(0);
        (desk.Scalar("SELECT count(*) FROM change_bulk") - rows).Should().Be(2, "they stand in two blocks");
        IsUpToDate(desk, MatrixId.CustomerUsersOf(group)).Count.Should().Be(Persons);
        (await history.UndoAsync(saved.ChangeSet!.Value)).Done.Cells.Should().Be(Persons);
        (desk.Scalar("SELECT count(*) FROM change_bulk") - rows).Should().Be(4);
        IsUpToDate(desk, MatrixId.CustomerUsersOf(group)).Should().BeEmpty();
    }

    private static IdSet IsUpToDate(Desk desk, MatrixId matrix)
    {
        var rows = desk.Worlds.Read().Stored(matrix).Rows;
        rows.Should().Equal(desk.Stored(matrix).Rows);
        return rows;
    }

    private async Task<Desk> RandomAsync(int seed)
    {
        var (random, desk) = (new Random(seed), new Desk());
        desks.Add(desk);
        customers.AddRange(Enumerable.Range(0, 4).Select(i => desk.Customer($"C{i}")));
        groups.AddRange(Enumerable.Range(0, 6).Select(i => desk.Group($"group {i}")));
        services.AddRange(Enumerable.Range(0, 4).Select(i => desk.Service($"Service {i}")));
        desk.Change(
            $"""
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {Persons})
            INSERT INTO customer_user (id, login, login_folded, first_name, last_name, email, email_folded, validity)
            SELECT CASE WHEN n % 3 = 0 THEN n + {FarAway} ELSE n END, 'login' || n, 'login' || n, 'First', 'Last', '', '', 1 FROM number
            """);
        persons.AddRange(desk.Store.Read(connection => connection.Query("SELECT id FROM customer_user ORDER BY id", row => new CustomerUserId(row.GetInt32(0)))));
        var sets = new List<long>();
        var history = new ChangeSetUndoOf(desk);
        for (var i = 0; i < 40; i++)
        {
            desk.Clock.Now += TimeSpan.FromMinutes(1);
            var kind = RelationKind.All[random.Next(RelationKind.All.Count)];
            var (on, left) = (random.Next(3) > 0, random.Next(4) == 0);
            var fixedLeft = left || kind == RelationKind.DefaultService;
            var matrix = new MatrixId(kind, fixedLeft, Pick(fixedLeft ? kind.Left : kind.Right));
            var key = PermissionSet.OfBit(kind.HasPermissions ? random.Next(2) : 0);
            var share = random.Next(3) == 0 ? 0.02 : random.NextDouble();
            var rows = Ids(fixedLeft ? kind.Right : kind.Left).Where(_ => random.NextDouble() < share).ToList();
            if (await desk.Save(Desk.Edit(matrix, key, on, rows)) is Saved { ChangeSet: { } set })
            {
                sets.Add(set);
            }

            if (i % 7 == 6 && await history.UndoAsync(sets[random.Next(sets.Count)]) is { } undone)
            {
                sets.Add(undone);
            }
        }

        return desk;

        int Pick(RelationSide side) => Ids(side) is var ids ? ids[random.Next(ids.Count)] : 0;
    }

    private List<int> Ids(RelationSide side) => side switch
    {
        RelationSide.CustomerUser => [.. persons.Select(person => person.Value)],
        RelationSide.Customer => [.. customers.Select(customer => customer.Value)],
        RelationSide.Group => [.. groups.Select(group => group.Value)],
        RelationSide.Service => [.. services.Select(service => service.Value)],
        RelationSide.Everybody => [0],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private IEnumerable<HistoryFilter> Filters() =>
    [
        HistoryFilter.All, new() { Person = persons[0] }, new() { Group = groups[0] }, new() { Person = persons[^1], Group = groups[1] }, new() { Person = persons[^1] },
        new() { Customer = customers[0] }, new() { Service = services[0] }, new() { Person = persons[7], Service = services[1] }, new() { What = ChangeTopic.Relations },
        new() { Agent = "ROOT" },
    ];

    private IEnumerable<MatrixId> Matrices() => RelationKind.All.SelectMany(kind => new[] { true, false }
        .Where(fixedLeft => fixedLeft || kind != RelationKind.DefaultService)
        .Select(fixedLeft => new MatrixId(kind, fixedLeft, Ids(fixedLeft ? kind.Left : kind.Right)[0])));

    // The same desk with its whole log written anew.
    private HistoryDesk Copy(Desk desk, int fewCells)
    {
        var path = Path.Combine(folder.FullName, $"{fewCells}.db");
        desk.Execute($"VACUUM INTO '{path}'");
        var copy = desk.At(path);
        desks.Add(copy);
        copy.Execute("DROP TRIGGER change_cell_stays; DROP TRIGGER change_bulk_stays");
        using (var connection = copy.Store.Open())
        {
            using var transaction = connection.BeginTransaction();
            var log = CellLog.Since(connection, 0).ToList();
            connection.Execute("DELETE FROM change_cell; DELETE FROM change_bulk");
            foreach (var kind in log.GroupBy(cell => cell.Kind))
            {
                using var writer = new CellLogWriter(connection, kind.Key, fewCells);
                foreach (var cell in kind)
                {
                    writer.Add(cell.ChangeSet, cell.Left, cell.Right, cell.Old, cell.New);
                }

                writer.Flush();
            }

            transaction.Commit();
        }

        return new HistoryDesk(copy);
    }

    private static Dictionary<int, List<Grant>> Grants(HistoryDesk desk, MatrixId matrix, IEnumerable<int> rows) =>
        desk.Desk.Store.Read(connection => GrantReader.Read(connection, matrix, rows)).ToDictionary(row => row.Key, row => row.Value.ToList());

    private static List<(long Set, List<ChangedCell> Cells)> Told(HistoryDesk desk, long revision) =>
        [.. desk.Desk.Store.Read(connection => ChangeLogReader.Since(connection, revision)).Sets.Select(set => (set.Id, set.Cells.OrderBy(cell => (cell.Kind.Code, cell.Left, cell.Right)).ToList()))];

    // Takes back while the history grows.
    private sealed class ChangeSetUndoOf(Desk desk)
    {
        private readonly RecordDesk records = new(desk);

        public async Task<long?> UndoAsync(long changeSet) =>
            await new ChangeSetUndo(
                desk.Store, new HistoryReader(desk.Store), desk.Worlds, records.Persons, records.Customers, records.Groups, records.Services, desk.Bell, desk.Clock)
                .UndoAsync(changeSet, desk.Root, null, CancellationToken.None) is Undone undone ? undone.ChangeSet : null;
    }
}
