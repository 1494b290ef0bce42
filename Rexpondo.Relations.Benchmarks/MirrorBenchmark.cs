using System.Diagnostics;
using System.Text;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Benchmarks;

/// <summary>
/// Mirrors a CSV file for the first time, unchanged, and with one person in a hundred changed. <em>Lock</em> is how long a save
/// of an agent may have to wait: from the first to the last write.
/// </summary>
internal static class MirrorBenchmark
{
    public static async Task RunAsync(int people)
    {
        var folder = Directory.CreateTempSubdirectory("relations-benchmark-").FullName;
        try
        {
            using var store = new RelationsStore(new StoreOptions { DatabasePath = Path.Combine(folder, "relations.db") });
            var bell = new StoreBell();
            var config = Directory.CreateDirectory(Path.Combine(folder, "config")).FullName;
            await File.WriteAllTextAsync(Path.Combine(config, "large.json"), """{ "name": "Large", "kind": "Csv", "file": "large.csv" }""");
            var setup = BackEndFiles.Read("appsettings.json", null, config, folder);
            await new BackEndRegistration(store, bell, TimeProvider.System).RegisterAsync(setup, CancellationToken.None);
            var mirror = new Mirror(store, bell, TimeProvider.System);

            Write(people, changed: -1);
            await MeasureAsync("first");
            await MeasureAsync("unchanged");
            Write(people, changed: 0);
            await MeasureAsync("1 % changed");

            void Write(int count, int changed) => File.WriteAllLines(
                Path.Combine(folder, "large.csv"),
                Enumerable.Range(0, count)
                    .Select(i => $"{i},user{i:D6},First{i % 97},Last{i % 1009}{(i % 100 == changed ? "x" : "")},user{i:D6}@large.example,,valid,+49 {i}")
                    .Prepend("id,login,first_name,last_name,email,customer_id,valid,phone"),
                new UTF8Encoding(false));

            async Task MeasureAsync(string what)
            {
                GC.Collect();
                var (clock, before, progress) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes(), new FirstWrite());
                var author = new ChangeAuthor(null, "Large", ChangeWay.BackEnd);
                var result = await mirror.RunAsync(setup.BackEnds.Single(), author, accepted: 0, since: null, progress, CancellationToken.None);
                var total = clock.Elapsed;
                using var process = Process.GetCurrentProcess();
                var done = (Mirrored)result;
                Console.WriteLine(
                    $"{what,-12} {people:N0} persons: {total.TotalMilliseconds,8:N0} ms, lock {progress.SinceFirst.TotalMilliseconds,8:N0} ms, "
                    + $"allocated {(GC.GetTotalAllocatedBytes() - before) / 1048576.0,6:F1} MB, working set {process.WorkingSet64 / 1048576.0,6:F1} MB, "
                    + $"{done.Added:N0} added, {done.Changed:N0} changed");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class FirstWrite : IProgress<MirrorProgress>
    {
        private long? first;

        public TimeSpan SinceFirst => first is { } at ? Stopwatch.GetElapsedTime(at) : TimeSpan.Zero;

        public void Report(MirrorProgress value)
        {
            if (value.Stage == MirrorStage.Writing)
            {
                first ??= Stopwatch.GetTimestamp();
            }
        }
    }
}
