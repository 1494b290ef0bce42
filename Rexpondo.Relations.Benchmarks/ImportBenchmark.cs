using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web.Cli;

namespace Rexpondo.Relations.Benchmarks;

/// <summary>
/// Import, report and export of a desk of 5 groups and 1.2 services a person, beside the raw insert of the same rows: prepared
/// statements, in key order, without a change log, into the same tables.
/// </summary>
internal static class ImportBenchmark
{
    private const double ImportBudget = 2, BytesBudget = 450, GrowthBudget = 1.1, LinesBudget = 50_000;

    /// <summary>Measures sizes one after the other, the smallest first: the memory that is told is the most so far.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<int> sizes)
    {
        var measured = new List<(int People, double Cpu)>();
        foreach (var people in sizes)
        {
            measured.Add((people, await RunAsync(people)));
        }

        foreach (var ((fewer, less), (more, most)) in measured.Zip(measured.Skip(1)))
        {
            var growth = Math.Log(most / less) / Math.Log((double)more / fewer);
            Say($"import: growth from {fewer:N0} to {more:N0}", growth, GrowthBudget, "exponent");
        }

        return 0;
    }

    private static async Task<double> RunAsync(int people)
    {
        var folder = Directory.CreateTempSubdirectory("relations-benchmark-").FullName;
        try
        {
            var desk = Path.Combine(folder, "desk");
            LargeDesk.WriteFiles(desk, people, groups: 200, services: 300);
            var rounds = people > 100_000 ? 1 : people > 20_000 ? 3 : 5;
            var (ours, raw, bytes) = (new List<double>(), new List<double>(), 0.0);
            for (var round = 0; round < rounds; round++)
            {
                using var store = new RelationsStore(new StoreOptions { DatabasePath = Path.Combine(folder, $"{round}.db") });
                var importer = new Importer(store, new StoreBell(), TimeProvider.System);
                ours.Add(await CpuAsync(async () =>
                {
                    if (await importer.ImportAsync(desk, new ChangeAuthor(null, "benchmark", ChangeWay.Import), dryRun: false, progress: null, CancellationToken.None) is not Imported)
                    {
                        throw new InvalidOperationException("the desk was refused");
                    }
                }));
                if (round == 0)
                {
                    Console.WriteLine($"{people:N0} customer users: {Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024:N0} MB of memory at most");
                }

                using (var connection = store.Open())
                using (var size = connection.CreateCommand())
                {
                    size.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
                    size.ExecuteNonQuery();
                    bytes = new FileInfo(store.DatabasePath).Length / (double)people;
                }

                raw.Add(RawInsert(store.DatabasePath, Path.Combine(folder, $"{round}-raw.db")));
                if (round == rounds - 1)
                {
                    await ReportAsync(store);
                }
            }

            Say($"import of {people:N0} / raw insert of the same rows", Median(ours) / Median(raw), ImportBudget, $"({Median(ours):N0} / {Median(raw):N0} ms of processor)");
            Say($"size of the database of {people:N0}", bytes, BytesBudget, "B a customer user");
            return Median(ours);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The rows as they are stored, read into memory first, into an empty database of the same schema.
    private static double RawInsert(string from, string to)
    {
        using var store = new RelationsStore(new StoreOptions { DatabasePath = to });
        var tables = new[] { "customer", "permission_group", "service", "customer_user", "customer_user_group", "customer_user_service", "customer_group", "default_service" };
        using var source = new SqliteConnection($"Data Source={from};Pooling=False");
        source.Open();
        using var target = store.Open();
        using (var cache = target.CreateCommand())
        {
            cache.CommandText = "PRAGMA cache_size = -65536";
            cache.ExecuteNonQuery();
        }

        var cpu = 0.0;
        using var transaction = target.BeginTransaction(deferred: false);
        foreach (var table in tables)
        {
            foreach (var rows in Rows(source, table).Chunk(100_000))
            {
                var begin = Process.GetCurrentProcess().TotalProcessorTime;
                using var insert = target.CreateCommand();
                insert.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", rows[0].Select((_, i) => $"$p{i}"))})";
                var parameters = rows[0].Select((_, i) => insert.Parameters.Add(new SqliteParameter($"$p{i}", null))).ToArray();
                foreach (var row in rows)
                {
                    for (var i = 0; i < row.Length; i++)
                    {
                        parameters[i].Value = row[i];
                    }

                    insert.ExecuteNonQuery();
                }

                cpu += (Process.GetCurrentProcess().TotalProcessorTime - begin).TotalMilliseconds;
            }
        }

        var end = Process.GetCurrentProcess().TotalProcessorTime;
        transaction.Commit();
        return cpu + (Process.GetCurrentProcess().TotalProcessorTime - end).TotalMilliseconds;
    }

    private static IEnumerable<object[]> Rows(SqliteConnection connection, string table)
    {
        using var read = connection.CreateCommand();
        read.CommandText = $"SELECT * FROM {table}";
        using var rows = read.ExecuteReader();
        while (rows.Read())
        {
            var row = new object[rows.FieldCount];
            rows.GetValues(row);
            yield return row;
        }
    }

    private static async Task ReportAsync(RelationsStore store)
    {
        var report = new AccessReport(store, new AccessWorldReader(store, new CatalogReader(store)));
        foreach (var csv in new[] { false, true })
        {
            using var output = new CountingStream();
            _ = report.Read("nobody"); // the image of access is there, as beside a server
            var spent = await CpuAsync(() => AccessReportText.WriteAsync(report.Read()!, csv, output, CancellationToken.None));
            Say($"report access, {(csv ? "csv" : "ndjson")}, lines a second of processor", output.Lines * 1000 / spent, LinesBudget, $"({output.Lines:N0} lines, {output.Position / 1024.0 / 1024:F1} MB)", atLeast: true);
        }
    }

    private static async Task<double> CpuAsync(Func<Task> work)
    {
        var begin = Process.GetCurrentProcess().TotalProcessorTime;
        await work();
        return (Process.GetCurrentProcess().TotalProcessorTime - begin).TotalMilliseconds;
    }

    private static void Say(string what, double value, double budget, string unit, bool atLeast = false) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{((atLeast ? value >= budget : value <= budget) ? "ok  " : "OVER")} {what,-60} {value,12:N2} (budget {budget:N2}) {unit}"));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    // Counts what is written and keeps nothing of it.
    private sealed class CountingStream : Stream
    {
        private long length;

        public long Lines { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => length;

        public override long Position { get => length; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            length += buffer.Length;
            Lines += buffer.Count((byte)'\n');
        }
    }
}
