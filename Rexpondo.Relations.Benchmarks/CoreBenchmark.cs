using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Benchmarks;

/// <summary>
/// The parts of Core under the budgets of docs/architecture.md, each beside its baseline in the same run: rounds take turns,
/// the median counts, what is compared is the ratio.
/// </summary>
internal static class CoreBenchmark
{
    private const int Rounds = 15;

    public static async Task RunAsync(int people)
    {
        var folder = Directory.CreateTempSubdirectory("relations-benchmark-").FullName;
        try
        {
            using var store = new RelationsStore(new StoreOptions { DatabasePath = Path.Combine(folder, "relations.db") });
            var bell = new StoreBell();
            var catalogs = new CatalogReader(store);
            var worlds = new AccessWorldReader(store, catalogs);
            var names = new NameDirectory(store);
            var clock = Stopwatch.StartNew();
            var relations = await LargeDesk.FillAsync(new Importer(store, bell, TimeProvider.System), Path.Combine(folder, "desk"), people, 200, 300);
            Console.WriteLine($"{people:N0} customer users, {relations:N0} relations, imported in {clock.Elapsed.TotalSeconds:F1} s, {new FileInfo(store.DatabasePath).Length / (double)people:F0} B a person");

            Keystroke(names);
            World(store, worlds);
            await SaveAsync(store, catalogs, bell);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Keystroke(NameDirectory names)
    {
        var clock = Stopwatch.StartNew();
        var index = names.Read();
        Console.WriteLine($"name index: built in {clock.ElapsedMilliseconds:N0} ms, {index.TextBytes / (double)Math.Max(1, index.Order.Length):F0} B of text a person");
        var absent = new byte[index.TextBytes];
        Compare(
            "keystroke (exact set and first page) / scan of as many bytes",
            () => absent.AsSpan().IndexOf((byte)1),
            () => new OrderedIds(index.Order, index.Search(SearchQuery.Parse("meier 7"))).Page(0, 50));
    }

    private static void World(RelationsStore store, AccessWorldReader worlds)
    {
        var clock = Stopwatch.StartNew();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var world = worlds.Read();
        var loaded = clock.ElapsedMilliseconds;
        Console.WriteLine($"image of access: read in {loaded:N0} ms, {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1024.0 / 1024.0:F1} MB for all circuits together");
        clock.Restart();
        _ = world.Counts;
        Console.WriteLine($"counts of both overviews: {clock.ElapsedMilliseconds:N0} ms once for each revision");

        using var connection = store.Open();
        using var point = connection.CreateCommand();
        point.CommandText = "SELECT keys FROM customer_user_group WHERE customer_user_id = $u AND group_id = $g";
        var (u, g) = (point.Parameters.Add("$u", SqliteType.Integer), point.Parameters.Add("$g", SqliteType.Integer));
        point.Prepare();
        var id = 0;
        var group = world.Catalog.Groups[3];
        Compare(
            "permission check, all sources / covering point read",
            () =>
            {
                (u.Value, g.Value) = ((id++ % 1000) + 1, group.Id.Value);
                return point.ExecuteScalar();
            },
            () => world.Effective(world.Find(new CustomerUserId((id++ % 1000) + 1))!, group),
            inner: 500);
    }

    private static async Task SaveAsync(RelationsStore store, CatalogReader catalogs, StoreBell bell)
    {
        var agents = new AgentDirectory(store, bell, TimeProvider.System);
        var agent = ((AgentSaved)await agents.AddAsync("bench", AgentRole.Admin, "benchmark-only", CancellationToken.None)).Agent.Id;
        var editor = new RelationEditor(store, catalogs, bell, TimeProvider.System);
        using (var connection = store.Open())
        using (var table = connection.CreateCommand())
        {
            table.CommandText = "CREATE TABLE raw (a INTEGER, b INTEGER, keys INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID; CREATE INDEX raw_b ON raw (b, a, keys)";
            table.ExecuteNonQuery();
        }

        var (row, on) = (0, false);
        var matrix = MatrixId.CustomerUsersOf(new GroupId(5));
        var raw = new List<double>();
        var saved = new List<double>();
        for (var round = 0; round < Rounds * 4; round++)
        {
            row++;
            raw.Add(Time(() =>
            {
                using var connection = store.Open();
                using var transaction = connection.BeginTransaction(deferred: false);
                using var upsert = connection.CreateCommand();
                upsert.CommandText = "INSERT INTO raw VALUES ($a, 5, 1) ON CONFLICT DO UPDATE SET keys = excluded.keys";
                upsert.Parameters.AddWithValue("$a", row);
                upsert.ExecuteNonQuery();
                transaction.Commit();
                return row;
            }));
            var edits = EditSet.Of(matrix).With(5, 0, IdSet.Of(row), true);
            var clock = Stopwatch.StartNew();
            await editor.SaveAsync(edits, agent, null, CancellationToken.None);
            saved.Add(clock.Elapsed.TotalMilliseconds);
        }

        Print("save of one cell with its log / upsert in its own transaction", raw, saved);

        raw.Clear();
        saved.Clear();
        var rows = Math.Min(10_000, (int)store.Read(connection => Count(connection)));
        for (var round = 0; round < 5; round++)
        {
            on = !on;
            raw.Add(Time(() =>
            {
                using var connection = store.Open();
                using var transaction = connection.BeginTransaction(deferred: false);
                using var upsert = connection.CreateCommand();
                upsert.CommandText = on ? "INSERT INTO raw VALUES ($a, 6, 1) ON CONFLICT DO UPDATE SET keys = excluded.keys" : "DELETE FROM raw WHERE a = $a AND b = 6";
                var a = upsert.Parameters.Add("$a", SqliteType.Integer);
                for (var i = 1; i <= rows; i++)
                {
                    a.Value = i;
                    upsert.ExecuteNonQuery();
                }

                transaction.Commit();
                return rows;
            }));
            var edits = EditSet.Of(MatrixId.CustomerUsersOf(new GroupId(6))).With(6, 0, IdSet.Of(Enumerable.Range(1, rows)), on);
            var clock = Stopwatch.StartNew();
            await editor.SaveAsync(edits, agent, null, CancellationToken.None);
            saved.Add(clock.Elapsed.TotalMilliseconds);
        }

        Print($"bulk save of {rows:N0} cells with log / raw insert in key order", raw, saved);
    }

    private static long Count(SqliteConnection connection)
    {
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT max(id) FROM customer_user";
        return (long)count.ExecuteScalar()!;
    }

    private static void Compare<TBase, TOurs>(string name, Func<TBase> baseline, Func<TOurs> ours, int inner = 1)
    {
        var (b, o) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds + 3; round++)
        {
            b.Add(Time(() => Repeat(baseline, inner)) / inner);
            o.Add(Time(() => Repeat(ours, inner)) / inner);
        }

        Print(name, b[3..], o[3..]);
    }

    private static int Repeat<T>(Func<T> act, int times)
    {
        for (var i = 0; i < times; i++)
        {
            act();
        }

        return times;
    }

    private static double Time<T>(Func<T> act)
    {
        var clock = Stopwatch.StartNew();
        act();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static void Print(string name, List<double> baseline, List<double> ours)
    {
        var (b, o) = (Median(baseline), Median(ours));
        Console.WriteLine($"{name,-70} {o,10:F4} ms / {b,10:F4} ms = {o / b,6:F2}");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
