using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Benchmarks.Budgets;

/// <summary>What is asked without writing: checks, screens and keystrokes beside raw reads of the same store.</summary>
internal sealed class ReadBudgets(BudgetDesk desk, BudgetSheet sheet)
{
    private const string Check = "permission check, all sources";
    private const string EffectiveServices = "effective services of a customer user";
    private const string EffectiveGroups = "effective groups of a customer user";
    private const string PersonScreen = "screen of a customer user with 500 groups";
    private const string GroupScreen = "50 rows of a group's screen at any position";
    private const string Keystroke = "keystroke: exact count and first page";
    private const string IndexBuild = "name index, built";

    private int next;

    public void Run()
    {
        using var connection = desk.Store.Open();
        using var point = Prepared(connection, "SELECT keys FROM customer_user_group WHERE customer_user_id = $u AND group_id = $g", "$u", "$g");
        using var range = Prepared(connection, "SELECT group_id, keys FROM customer_user_group WHERE customer_user_id = $u", "$u");
        var world = desk.Get<AccessWorldReader>().Read();
        var group = world.Catalog.Groups[3];

        void B1()
        {
            (point.Parameters[0].Value, point.Parameters[1].Value) = (Somebody(), group.Id.Value);
            point.ExecuteScalar();
        }

        void B2()
        {
            range.Parameters[0].Value = Somebody();
            using var rows = range.ExecuteReader();
            while (rows.Read())
            {
            }
        }

        Measure(Check, 2.5, 0.2, B1, () => world.Explain(Person(world), group), inner: 500);
        Measure(EffectiveServices, 2.5, 0.2, B2, () => world.ServicesOf(Person(world)), inner: 500);
        Measure(EffectiveGroups, 3, 0.2, B2, () => _ = world.GroupsOf(Person(world)).Count(), inner: 200);
        Measure(PersonScreen, 3, 0.2, B2, () => Show(MatrixId.GroupsOf(new CustomerUserId(Somebody())), BudgetDesk.Groups), inner: 5);
        var reader = desk.Get<MatrixReader>();
        var snapshot = reader.Read(MatrixId.CustomerUsersOf(group.Id));
        var everybody = new OrderedIds(snapshot.Rows.Space.Order, snapshot.Listed(includeInvalid: true));
        Measure(
            GroupScreen, 1.5, 0.25,
            () =>
            {
                for (var i = 0; i < 50; i++)
                {
                    B1();
                }
            },
            () => reader.Page(snapshot, everybody.Page(Next(everybody.Count - 50), 50)), inner: 2);
        Names();
    }

    private void Names()
    {
        var names = desk.Get<NameDirectory>();
        var index = names.Read();
        var bytes = new byte[index.TextBytes];
        string[] typed = ["m", "me", "meier", "anna m", "anna müller 7", "company7", "user0001", "@", "x", "straße 12"];
        var (scans, keys) = (new List<double>(), new List<double>());
        for (var round = 0; round < 12; round++)
        {
            foreach (var text in typed)
            {
                var scan = Timing.Of(() => bytes.AsSpan().IndexOf((byte)1));
                var key = Timing.Of(() => new OrderedIds(index.Order, index.Search(SearchQuery.Parse(text))).Page(0, 50));
                if (round >= 2)
                {
                    scans.Add(scan);
                    keys.Add(key);
                }
            }
        }

        var scanned = Timing.Median(scans);
        sheet.AtMost(At($"{Keystroke}, p50 / scan"), Timing.Median(keys) / scanned, "", 3);
        if (desk.People >= 100_000)
        {
            sheet.AtMost(At($"{Keystroke}, p95 / scan"), Timing.Percentile(keys, 95) / scanned, "", 6);
        }

        sheet.Note(At($"{Keystroke}, p95"), Timing.Percentile(keys, 95), "ms");
        sheet.Time(Keystroke, desk.People, Timing.Median(keys));
        sheet.Growth(Keystroke, 1.4);

        var build = Timing.Median([.. Enumerable.Range(0, 3).Select(_ => Timing.Of(() => new NameDirectory(desk.Store).Read()))]);
        sheet.AtMost(At($"{IndexBuild} / scan"), build / scanned, "", 200);
        sheet.Time(IndexBuild, desk.People, build);
        sheet.Growth(IndexBuild, 1.3);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var held = new NameDirectory(desk.Store).Read();
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(held);
        sheet.AtMost(At("memory of the name index / (1.25 x text + 32 B a customer user)"), memory / ((1.25 * index.TextBytes) + (32.0 * desk.People)), "", 1);
    }

    private void Show(MatrixId matrix, int rows)
    {
        var reader = desk.Get<MatrixReader>();
        var snapshot = reader.Read(matrix);
        reader.Page(snapshot, new OrderedIds(snapshot.Rows.Space.Order, snapshot.Listed(includeInvalid: true)).Page(0, rows));
    }

    private void Measure(string name, double most, double growth, Action baseline, Action ours, int inner)
    {
        var (b, o) = Timing.Compare(baseline, ours, inner: inner);
        sheet.AtMost(At($"{name} / raw read"), o / b, "", most);
        sheet.Note(At(name), o * 1000, "µs");
        sheet.Time(name, desk.People, o);
        sheet.Growth(name, growth);
    }

    private string At(string name) => $"{desk.People,9:N0}  {name}";

    private PersonFacts Person(AccessWorld world) => world.Find(new CustomerUserId(Somebody()))!;

    private int Somebody() => Next(desk.People) + 1;

    // All over the desk, always in the same order.
    private int Next(int below) => (int)((uint)(next++ * 2654435761u) % (uint)below);

    private static SqliteCommand Prepared(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(name, SqliteType.Integer);
        }

        command.Prepare();
        return command;
    }
}
