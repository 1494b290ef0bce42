using System.Diagnostics;
using Rexpondo.Relations.Benchmarks.Circuits;

namespace Rexpondo.Relations.Benchmarks.Live;

/// <summary>A thousand pages, opened and closed one after the other: nobody stays behind.</summary>
internal static class Pages
{
    private const int Count = 1000;

    // A page that closes while the browser owes an answer: the framework waits a minute for it and holds the page until then.
    private static readonly TimeSpan CallsAreGivenUp = TimeSpan.FromSeconds(70);
    private static readonly string[] Paths =
    [
        "/customer-users-groups/groups/1", "/customer-users-groups/customer-users/1", "/customer-users-groups", "/customer-users-services/customer-users/1", "/customer-users/1",
    ];

    public static async Task RunAsync(ServedProcess server, HeadlessAgent agent)
    {
        foreach (var path in Paths)
        {
            await (await HeadlessPage.OpenAsync(agent, path)).DisposeAsync();
        }

        var before = await server.LookAsync(collect: true);
        Console.WriteLine($"pages: before               {Figures.Of(before)}");
        var (errors, times) = (new List<string>(), new List<double>());
        for (var i = 1; i <= Count; i++)
        {
            var clock = Stopwatch.StartNew();
            var page = await HeadlessPage.OpenAsync(agent, Paths[i % Paths.Length]);
            times.Add(clock.Elapsed.TotalMilliseconds);
            errors.AddRange(page.Errors);
            await page.DisposeAsync();
            if (i % 250 == 0)
            {
                Console.WriteLine($"pages: after {i,4}           {Figures.Of(await server.LookAsync(collect: true))}");
            }
        }

        await Task.Delay(CallsAreGivenUp);
        Console.WriteLine($"pages: a minute later       {Figures.Of(await server.LookAsync(collect: true))}");
        Console.WriteLine($"pages: opened in            {Figures.Of(times)}, {errors.Count} errors {string.Join(" | ", errors.Distinct().Take(5))}");
    }
}
