using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Benchmarks;

/// <summary>
/// The server in a process of its own that tells what it costs: for each line on standard input, <c>figures</c> or
/// <c>collect</c> (after a full collection), one line of <see cref="ServerFigures"/>. It ends with its input.
/// </summary>
internal static class ServedDesk
{
    public static async Task RunAsync(string database)
    {
        await using var app = await RelationsApp.StartAsync(["--urls=http://127.0.0.1:0", .. ServerProcess.Arguments(database)]);
        Console.WriteLine(app.Urls.Single());
        while (await Console.In.ReadLineAsync() is { } word)
        {
            Console.WriteLine(JsonSerializer.Serialize(Look(app.Services.GetRequiredService<ChangeFeed>(), collect: word == "collect")));
        }

        await app.StopAsync();
    }

    private static ServerFigures Look(ChangeFeed feed, bool collect)
    {
        using var process = Process.GetCurrentProcess();
        return new ServerFigures(
            process.TotalProcessorTime.TotalMilliseconds, process.WorkingSet64, GC.GetTotalMemory(collect), GC.GetTotalPauseDuration().TotalMilliseconds, GC.CollectionCount(2), feed.Subscribers);
    }
}

/// <param name="ProcessorMilliseconds">Spent since the start.</param>
/// <param name="WorkingSet">Bytes.</param>
/// <param name="Heap">Bytes of managed objects.</param>
/// <param name="PauseMilliseconds">Spent waiting for collections since the start.</param>
/// <param name="FullCollections">Since the start.</param>
/// <param name="Subscribers">Pages that listen to what is saved.</param>
internal sealed record ServerFigures(double ProcessorMilliseconds, long WorkingSet, long Heap, double PauseMilliseconds, int FullCollections, int Subscribers);
