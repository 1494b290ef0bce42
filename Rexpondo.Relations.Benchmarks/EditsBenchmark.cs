using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Benchmarks;

/// <summary>
/// What one small edit costs at 10,000 and at 100,000 customer users: what a click has to work out, and what an undo would do. A
/// tick must cost the one person and not the desk, also after a header over everybody.
/// </summary>
internal static class EditsBenchmark
{
    private const int Rounds = 31;

    public static async Task RunAsync(int small, int large)
    {
        var (few, many) = (await MeasureAsync(small), await MeasureAsync(large));
        Console.WriteLine($"{"",-60} {small,12:N0} {large,12:N0}   growth");
        foreach (var (name, cost) in few)
        {
            Console.WriteLine($"{name,-60} {cost,9:F3} ms {many[name],9:F3} ms {many[name] / cost,8:F2}");
        }
    }

    private static async Task<Dictionary<string, double>> MeasureAsync(int people)
    {
        var folder = Directory.CreateTempSubdirectory("relations-benchmark-").FullName;
        try
        {
            using var store = new RelationsStore(new StoreOptions { DatabasePath = Path.Combine(folder, "relations.db") });
            var (bell, time) = (new StoreBell(), TimeProvider.System);
            var catalogs = new CatalogReader(store);
            var worlds = new AccessWorldReader(store, catalogs);
            var reader = new MatrixReader(store, worlds, new NameDirectory(store));
            await LargeDesk.FillAsync(new Importer(store, bell, time), Path.Combine(folder, "desk"), people, 200, 300);
            var agent = ((AgentSaved)await new AgentDirectory(store, bell, time).AddAsync("bench", AgentRole.Admin, "benchmark-only", CancellationToken.None)).Agent.Id;
            var costs = new Dictionary<string, double>();
            using (var state = new MatrixState(reader, MatrixId.CustomerUsersOf(new GroupId(5)), mayEdit: true))
            {
                Clicks(state, reader, "group", costs);
            }

            using (var state = new MatrixState(reader, MatrixId.CustomerUsersOf(new ServiceId(5)), mayEdit: true))
            {
                Clicks(state, reader, "service", costs);
            }

            var persons = new CustomerUserEditor(store, worlds, bell, time);
            var undo = new ChangeSetUndo(
                store, new HistoryReader(store), worlds, persons, new CustomerEditor(store, worlds, bell, time), new GroupEditor(store, worlds, bell, time),
                new ServiceEditor(store, worlds, bell, time), bell, time);
            var seen = persons.Read(new CustomerUserId(7))!;
            await persons.SaveAsync(new CustomerUserId(7), seen, seen with { Phone = "1" }, agent, null, CancellationToken.None);
            costs["preview of the undo of a phone number"] = Median(() => undo.Preview(store.Read(ChangeLog.Revision)));
            await persons.SaveAsync(new CustomerUserId(8), persons.Read(new CustomerUserId(8))!, persons.Read(new CustomerUserId(8))! with { Validity = Validity.Invalid }, agent, null, CancellationToken.None);
            costs["preview of the undo of a validity"] = Median(() => undo.Preview(store.Read(ChangeLog.Revision)));
            var matrix = MatrixId.GroupsOf(new CustomerUserId(9));
            await new RelationEditor(store, catalogs, bell, time).SaveAsync(
                EditSet.Of(matrix).Show(matrix.FixedId, 0, Core.Searching.IdSet.Of(11, 12, 13), true, worlds.Read().Stored(matrix)), agent, null, CancellationToken.None);
            costs["preview of the undo of one cell"] = Median(() => undo.Preview(store.Read(ChangeLog.Revision)));
            return costs;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Clicks(MatrixState state, MatrixReader reader, string screen, Dictionary<string, double> costs)
    {
        var key = state.Snapshot.Keys.All[0];
        var rows = state.View.Page(0, Rounds + 3);
        Shown(state, reader);
        var header = new List<double>();
        for (var round = 0; round < 5; round++)
        {
            state.Discard();
            Shown(state, reader);
            header.Add(Time(() =>
            {
                state.ClickHeader(key);
                _ = state.Consequences;
            }));
            Shown(state, reader);
        }

        costs[$"{screen}: header over everybody, worked out"] = header.Order().ElementAt(header.Count / 2);
        var ticks = rows.Select(row => Time(() =>
        {
            state.Click(row, key, !state.ShownKeys(row).Contains(key.Set));
            Shown(state, reader);
        })).Skip(3).Order().ToList();
        costs[$"{screen}: tick after it, all that is shown of it"] = ticks[ticks.Count / 2];
    }

    // What a screen derives from its state after each click.
    private static void Shown(MatrixState state, MatrixReader reader)
    {
        _ = state.Pending;
        _ = ConsequenceWords.Of(state, ids => [.. reader.Names(state.Snapshot.Rows, ids).Select(row => row.Name)]);
        foreach (var key in state.Snapshot.Keys.All)
        {
            _ = state.Header(key);
        }

        foreach (var chip in new[] { Chip.Assigned, Chip.NotAssigned, Chip.Changed })
        {
            _ = state.Count(chip);
        }
    }

    private static double Median(Func<object?> act)
    {
        var times = Enumerable.Range(0, Rounds).Select(_ => Time(() => GC.KeepAlive(act() ?? throw new InvalidOperationException("there is nothing to look at")))).Skip(3).Order().ToList();
        return times[times.Count / 2];
    }

    private static double Time(Action act)
    {
        var clock = Stopwatch.StartNew();
        act();
        return clock.Elapsed.TotalMilliseconds;
    }
}
