using Rexpondo.Relations.Benchmarks.Circuits;

namespace Rexpondo.Relations.Benchmarks.Live;

/// <summary>
/// What one agent saves, the others see: how soon, under which load, and what is left when they have gone. The desk is that of
/// <see cref="ScreensBenchmark"/>, the server a process of its own; pages without a browser stand for the many.
/// </summary>
internal static class LiveBenchmark
{
    /// <param name="parts">Which: shown, load, pages; none means all.</param>
    public static async Task RunAsync(string[] parts)
    {
        var folder = Directory.CreateTempSubdirectory("relations-benchmark-").FullName;
        try
        {
            await ScreensBenchmark.FillAsync(folder);
            foreach (var (name, run) in new (string, Func<ServedProcess, SignedIn, Task>)[] { ("shown", Shown.RunAsync), ("load", Load.RunAsync), ("pages", Pages.RunAsync) })
            {
                if (parts.Length == 0 || parts.Contains(name))
                {
                    using var server = await ServedProcess.StartAsync(ScreensBenchmark.Database(folder));
                    using var agent = await SignedIn.SignInAsync(server.Address, "bench", ScreensBenchmark.Password);
                    await run(server, agent);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
