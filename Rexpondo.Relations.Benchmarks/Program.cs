using Rexpondo.Relations.Benchmarks;
using Rexpondo.Relations.Benchmarks.Budgets;
using Rexpondo.Relations.Benchmarks.Directories;
using Rexpondo.Relations.Benchmarks.Live;

switch (args)
{
    case ["screens"]:
        await ScreensBenchmark.RunAsync();
        return 0;
    case ["live"]:
        await LiveBenchmark.RunAsync([]);
        return 0;
    case ["live", .. var parts]:
        await LiveBenchmark.RunAsync(parts);
        return 0;
    case ["serve", var database]:
        await ServedDesk.RunAsync(database);
        return 0;
    case ["core"]:
        await CoreBenchmark.RunAsync(10_000);
        return 0;
    case ["core", var people] when int.TryParse(people, out var count) && count > 0:
        await CoreBenchmark.RunAsync(count);
        return 0;
    case ["import"]:
        return await ImportBenchmark.RunAsync([10_000, 100_000]);
    case ["import", var people] when int.TryParse(people, out var count) && count > 0:
        return await ImportBenchmark.RunAsync([count]);
    case ["edits"]:
        await EditsBenchmark.RunAsync(10_000, 100_000);
        return 0;
    case ["edits", var few, var many] when int.TryParse(few, out var small) && int.TryParse(many, out var large):
        await EditsBenchmark.RunAsync(small, large);
        return 0;
    case ["mirror"]:
        await MirrorBenchmark.RunAsync(20_000);
        return 0;
    case ["mirror", var people] when int.TryParse(people, out var count) && count > 0:
        await MirrorBenchmark.RunAsync(count);
        return 0;
    case ["directory", ..] when !Slapd.IsInstalled:
        Console.Error.WriteLine(Slapd.Missing);
        return 1;
    case ["directory"]:
        await DirectoryBenchmark.RunAsync(20_000);
        return 0;
    case ["directory", var entries] when int.TryParse(entries, out var count) && count > 0:
        await DirectoryBenchmark.RunAsync(count);
        return 0;
    case ["budgets"]:
        return await BudgetsBenchmark.RunAsync([10_000, 100_000]) ? 0 : 1;
    case ["budgets", .. var sizes] when sizes.All(size => int.TryParse(size, out var count) && count > 0):
        return await BudgetsBenchmark.RunAsync([.. sizes.Select(int.Parse).Order()]) ? 0 : 1;
    case ["saves", var database, var group] when int.TryParse(group, out var number):
        await EndlessSaves.RunAsync(database, new(number));
        return 0;
    default:
        Console.Error.WriteLine("budgets [PEOPLE...]    every budget at each of these sizes, and how it grows; 10,000 and 100,000 without a number");
        Console.Error.WriteLine("screens         time and bytes of the relation screens in Chromium, 10,000 x 200 x 300");
        Console.Error.WriteLine("live [PARTS]    what one saves, others see: shown, load, pages; all of them without a word");
        Console.Error.WriteLine("core [PEOPLE]   index, world and saves against raw SQLite, side by side; 10,000 without a number");
        Console.Error.WriteLine("import [PEOPLE] import beside the raw insert of the same rows, memory, size of the database, report; 10,000 and 100,000 without a number");
        Console.Error.WriteLine("edits [FEW MANY]  what one small edit has to work out on small and large desks; 10,000 and 100,000 without numbers");
        Console.Error.WriteLine("mirror [PEOPLE] a read-only back end of a CSV file, mirrored for the first time, unchanged and changed; 20,000 without a number");
        Console.Error.WriteLine("directory [ENTRIES]    a directory server over TLS: time, memory, and what others wait meanwhile; 20,000 without a number");
        Console.Error.WriteLine("saves DATABASE GROUP   saves one group for everybody, on and off, until it is killed; says each change set");
        Console.Error.WriteLine("serve DATABASE         a server that tells what it costs, for live");
        return 2;
}
