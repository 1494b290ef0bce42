using Rexpondo.Relations.Benchmarks;

switch (args)
{
    case ["screens"]:
        await ScreensBenchmark.RunAsync();
        return 0;
    case ["core"]:
        await CoreBenchmark.RunAsync(10_000);
        return 0;
    case ["core", var people] when int.TryParse(people, out var count) && count > 0:
        await CoreBenchmark.RunAsync(count);
        return 0;
    default:
        Console.Error.WriteLine("screens         time and bytes of the relation screens in Chromium, 10,000 x 200 x 300");
        Console.Error.WriteLine("core [PEOPLE]   index, world and saves against raw SQLite, side by side; 10,000 without a number");
        return 2;
}
