using System.Diagnostics;
using System.Text.Json;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Benchmarks.Directories;

/// <summary>
/// Mirrors a real directory server over TLS, first a tenth of it and then the whole: time, memory, and how long those wait who
/// work meanwhile. What is compared is the ratio, measured in one run.
/// </summary>
internal static class DirectoryBenchmark
{
    private const int Refreshes = 10;

    private static readonly ChangeAuthor Author = new(null, "Directory", ChangeWay.BackEnd);

    /// <param name="entries">How many persons the directory has.</param>
    public static async Task RunAsync(int entries)
    {
        await TimeAndMemoryAsync(Math.Max(1, entries / 10));
        await TimeAndMemoryAsync(entries);
        await BystandersAsync(entries);
    }

    private static async Task TimeAndMemoryAsync(int entries)
    {
        var clock = Stopwatch.StartNew();
        await using var slapd = await Slapd.StartAsync(Persons(entries));
        Console.WriteLine($"{entries:N0} entries, loaded and served after {clock.Elapsed.TotalSeconds:F1} s");
        await TimeAsync(slapd, entries);
        await MemoryAsync(slapd);
    }

    private static async Task TimeAsync(Slapd slapd, int entries)
    {
        using var desk = await MirroringDesk.OfAsync(slapd);
        await desk.ReadAsync(); // what is done for the first time takes longer
        var read = await desk.ReadAsync();
        Say("read alone", read);
        var (first, mirrored) = await desk.MirrorAsync();
        Say("first mirror", first, $", {mirrored.Added:N0} added");
        (var whole, mirrored) = await desk.MirrorAsync();
        Say("nothing differs", whole);
        foreach (var person in Persons(5))
        {
            slapd.Set(person, "sn", person.Last + " II");
        }

        (var changed, mirrored) = await desk.MirrorAsync(mirrored.Mark);
        Say("5 changed", changed, mirrored.ReadWhole ? ", everybody read" : $", {mirrored.Changed} changed");

        void Say(string what, TimeSpan took, string more = "") => Console.WriteLine(
            $"  {what,-16}{took.TotalSeconds,7:F2} s, {entries / took.TotalSeconds,8:N0} entries/s, x {took / read:F2} of reading alone{more}");
    }

    private static async Task MemoryAsync(Slapd slapd)
    {
        using var desk = await MirroringDesk.OfAsync(slapd);
        foreach (var what in new[] { "first mirror", "nothing differs" })
        {
            var before = await LiveHeap.NowAsync();
            await using (var heap = new LiveHeap())
            {
                await desk.MirrorAsync(progress: heap);
                Console.WriteLine($"  live heap, {what}: {Mega(before)} before, {heap}");
            }
        }

        List<long> after = [];
        for (var i = 0; i < Refreshes; i++)
        {
            await desk.MirrorAsync();
            after.Add(await LiveHeap.NowAsync());
        }

        Console.WriteLine($"  live heap after each of {Refreshes} whole refreshes: {string.Join(", ", after.Select(Mega))}");
    }

    private static async Task BystandersAsync(int entries)
    {
        await using var slapd = await Slapd.StartAsync(Persons(entries));
        using var desk = await MirroringDesk.OfAsync(slapd);
        var bystanders = await Bystanders.OfAsync(desk.Store, desk.Bell, desk.Folder);
        await bystanders.WorkAsync(null, () => Task.Delay(TimeSpan.FromSeconds(1)));
        await bystanders.WorkAsync($"  {"nobody mirrors",-26}", () => Task.Delay(TimeSpan.FromSeconds(5)));
        await bystanders.WorkAsync($"  {entries,9:N0} mirrored first", () => desk.MirrorAsync());
        await bystanders.WorkAsync($"  {entries,9:N0}, nothing differs", () => desk.MirrorAsync());
    }

    // A minute between two changes: what is asked for again after the mark is as much as in a directory at work.
    private static IEnumerable<DirectoryPerson> Persons(int count) => ManyNames.Persons(count).Select(
        (person, i) => person with { Customer = null, Changed = new DateTime(2024, 1, 1, 8, 0, 0, DateTimeKind.Utc).AddMinutes(i) });

    private static string Mega(long bytes) => LiveHeap.Mega(bytes);

    /// <summary>An empty desk whose only back end is the directory.</summary>
    private sealed class MirroringDesk : IDisposable
    {
        private readonly Mirror mirror;
        private BackEndDefinition? backEnd;

        private MirroringDesk()
        {
            Store = new RelationsStore(new StoreOptions { DatabasePath = Path.Combine(Folder, "relations.db") });
            mirror = new Mirror(Store, Bell, TimeProvider.System);
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("relations-benchmark-").FullName;

        public RelationsStore Store { get; }

        public StoreBell Bell { get; } = new();

        public static async Task<MirroringDesk> OfAsync(Slapd slapd)
        {
            var desk = new MirroringDesk();
            var config = Directory.CreateDirectory(Path.Combine(desk.Folder, "config")).FullName;
            await File.WriteAllTextAsync(Path.Combine(config, "directory.json"), JsonSerializer.Serialize(new
            {
                name = "Directory",
                kind = "Ldap",
                servers = slapd.Address,
                caFile = slapd.CaFile,
                bindDn = Slapd.Reader,
                passwordFile = slapd.PasswordFile,
                @base = "ou=people," + Slapd.Base,
            }));
            var setup = BackEndFiles.Read("appsettings.json", null, config, desk.Folder);
            await new BackEndRegistration(desk.Store, desk.Bell, TimeProvider.System).RegisterAsync(setup, CancellationToken.None);
            desk.backEnd = setup.BackEnds.Single();
            return desk;
        }

        /// <summary>How long the directory takes to say it all.</summary>
        public async Task<TimeSpan> ReadAsync()
        {
            var clock = Stopwatch.StartNew();
            await foreach (var item in backEnd!.Source.ReadAsync(since: null, CancellationToken.None))
            {
                _ = item;
            }

            return clock.Elapsed;
        }

        public async Task<(TimeSpan Took, Mirrored Mirrored)> MirrorAsync(MirrorMark? since = null, IProgress<MirrorProgress>? progress = null)
        {
            var clock = Stopwatch.StartNew();
            var result = await mirror.RunAsync(backEnd!, Author, accepted: 0, since, progress, CancellationToken.None);
            return result is Mirrored { Problems.IsEmpty: true } mirrored
                ? (clock.Elapsed, mirrored)
                : throw new InvalidOperationException($"the directory was not mirrored: {result}");
        }

        public void Dispose()
        {
            Store.Dispose();
            Directory.Delete(Folder, recursive: true);
        }
    }
}
