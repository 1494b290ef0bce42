using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Benchmarks.Budgets;

/// <summary>What a save costs beside raw writes of the same rows, and how long a bulk save keeps others waiting.</summary>
internal sealed class SaveBudgets(BudgetDesk desk, BudgetSheet sheet)
{
    private const string OneCell = "save of one cell with its log";
    private const string Bulk = "bulk save with its log, a cell";
    private const int Chunk = 20_000;

    private IReadOnlyList<int> everybody = [];

    public async Task RunAsync()
    {
        everybody = desk.Everybody();
        using var connection = desk.Store.Open();
        Execute(connection, "CREATE TABLE raw (a INTEGER, b INTEGER, keys INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID; CREATE INDEX raw_b ON raw (b, a, keys)");
        await OneCellAsync(connection);
        await BulkAsync(connection);
        await WaitAsync();
        Execute(connection, "DROP TABLE raw");
    }

    private async Task OneCellAsync(SqliteConnection connection)
    {
        var row = 0;
        using var upsert = connection.CreateCommand();
        upsert.CommandText = "INSERT INTO raw VALUES ($a, 5, 1) ON CONFLICT DO UPDATE SET keys = excluded.keys";
        var a = upsert.Parameters.Add("$a", SqliteType.Integer);
        var (raw, ours) = await Timing.CompareAsync(
            () =>
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                (a.Value, upsert.Transaction) = (row++, transaction);
                upsert.ExecuteNonQuery();
                transaction.Commit();
                return Task.CompletedTask;
            },
            () => SavedAsync(Of(group: 5, [everybody[row * 7 % everybody.Count]], on: row % 2 == 0)),
            rounds: 60);
        sheet.AtMost(At($"{OneCell} / raw upsert"), ours / raw, "", 2.2);
        sheet.Note(At(OneCell), ours, "ms");
        sheet.Time(OneCell, desk.People, ours);
        sheet.Growth(OneCell, 0.6);
    }

    private async Task BulkAsync(SqliteConnection connection)
    {
        var on = false;
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO raw VALUES ($a, 6, 1)";
        var a = insert.Parameters.Add("$a", SqliteType.Integer);
        var (inserts, saves) = (new List<double>(), new List<double>());
        for (var round = 0; round < 5; round++)
        {
            Execute(connection, "DELETE FROM raw");
            inserts.Add(Timing.Of(() =>
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                insert.Transaction = transaction;
                foreach (var id in everybody)
                {
                    a.Value = id;
                    insert.ExecuteNonQuery();
                }

                transaction.Commit();
            }));
            on = !on;
            saves.Add(await Timing.OfAsync(() => SavedAsync(Of(group: 6, everybody, on))));
        }

        var (raw, ours) = (Timing.Median(inserts) / everybody.Count, Timing.Median(saves) / everybody.Count);
        sheet.AtMost(At($"{Bulk} / raw insert in key order"), ours / raw, "", 3);
        sheet.Note(At($"bulk save over everybody"), Timing.Median(saves), "ms");
        sheet.Time(Bulk, desk.People, Timing.Median(saves));
        sheet.Growth(Bulk, 1.25);
    }

    // Another agent saves a cell again and again while a header over everybody is saved.
    private async Task WaitAsync()
    {
        var some = everybody.Take(Chunk).ToList();
        var chunk = new List<double>();
        for (var round = 0; round < 6; round++)
        {
            chunk.Add(await Timing.OfAsync(() => SavedAsync(Of(group: 7, some, on: round % 2 == 0))));
        }

        var one = Timing.Median(chunk) * Math.Max(1, Chunk / (double)some.Count);
        using var done = new CancellationTokenSource();
        var others = Task.Run(() => SaveOthersAsync(done.Token));
        await SavedAsync(Of(group: 8, everybody, on: true));
        await done.CancelAsync();
        var waits = await others;
        sheet.AtMost(At("longest wait of another saver during a bulk / one chunk"), waits.Max() / one, "", 3);
        sheet.Note(At("longest wait of another saver during a bulk"), waits.Max(), "ms");
    }

    private async Task<List<double>> SaveOthersAsync(CancellationToken done)
    {
        var waits = new List<double>();
        do
        {
            var start = Stopwatch.GetTimestamp();
            await desk.SaveAsync(Of(group: 9, [everybody[waits.Count % everybody.Count]], on: true), desk.OtherAgent);
            waits.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        while (!done.IsCancellationRequested);
        return waits;
    }

    private async Task SavedAsync(EditSet edits)
    {
        if (await desk.SaveAsync(edits, desk.Agent) is not Saved)
        {
            throw new InvalidOperationException("a save of the benchmark was refused");
        }
    }

    private static EditSet Of(int group, IEnumerable<int> rows, bool on) =>
        EditSet.Of(MatrixId.CustomerUsersOf(new GroupId(group))).With(group, PermissionSet.Active.EachBit().Single(), IdSet.Of(rows), on);

    private string At(string name) => $"{desk.People,9:N0}  {name}";

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
