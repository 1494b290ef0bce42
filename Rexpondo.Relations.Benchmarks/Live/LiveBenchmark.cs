using Rexpondo.Relations.Benchmarks.Circuits;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Benchmarks.Live;

/// <summary>
/// What one agent saves, the others see: how soon, under which load, and what is left when they have gone. The desk is that of
/// <see cref="ScreensBenchmark"/>, the server a process of its own; pages without a browser stand for the many.
/// </summary>
internal static class LiveBenchmark
{
    /// <summary>How many agents there are who save, <see cref="Agent"/> 1 to this; each has her own unsaved changes.</summary>
    public const int Agents = 20;

    public static string Agent(int number) => $"agent{number}";

    /// <param name="parts">Which: shown, load, pages; none means all.</param>
    public static async Task RunAsync(string[] parts)
    {
        var folder = Directory.CreateTempSubdirectory("relations-benchmark-").FullName;
        try
        {
            await ScreensBenchmark.FillAsync(folder);
            await AddAgentsAsync(ScreensBenchmark.Database(folder));
            foreach (var (name, run) in new (string, Func<ServedProcess, HeadlessAgent, Task>)[] { ("shown", Shown.RunAsync), ("load", Load.RunAsync), ("pages", Pages.RunAsync) })
            {
                if (parts.Length == 0 || parts.Contains(name))
                {
                    using var server = await ServedProcess.StartAsync(ScreensBenchmark.Database(folder));
                    using var agent = await HeadlessAgent.SignInAsync(server.Address, "bench", ScreensBenchmark.Password);
                    await run(server, agent);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AddAgentsAsync(string database)
    {
        using var store = new RelationsStore(new StoreOptions { DatabasePath = database });
        var agents = new AgentDirectory(store, new StoreBell(), TimeProvider.System);
        for (var i = 1; i <= Agents; i++)
        {
            await agents.AddAsync(Agent(i), AgentRole.Admin, ScreensBenchmark.Password, CancellationToken.None);
        }
    }
}
