using System.Collections.Concurrent;
using System.Diagnostics;
using Rexpondo.Relations.Benchmarks.Circuits;

namespace Rexpondo.Relations.Benchmarks.Live;

/// <summary>200 open pages of one group; 20 of them tick a box of their own and save once a second, for a minute.</summary>
internal static class Load
{
    private const string Path = "/customer-users-groups/groups/1";
    private const int Open = 200;
    private const int Savers = LiveBenchmark.Agents;
    private const int Seconds = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(ServedProcess server, HeadlessAgent agent)
    {
        await (await HeadlessPage.OpenAsync(agent, Path)).DisposeAsync();
        var before = await server.LookAsync(collect: true);
        Console.WriteLine($"load: before                {Figures.Of(before)}");
        var deliveries = new Deliveries();
        var pages = new List<HeadlessPage>();
        for (var i = 0; i < Open; i++)
        {
            var watcher = i;
            var who = i < Savers ? await server.SignInAsync(LiveBenchmark.Agent(i + 1)) : agent;
            pages.Add(await HeadlessPage.OpenAsync(who, Path, page => page.Drawn.Ticked += (box, on) => deliveries.Seen(watcher, box, on)));
        }

        string[] boxes = [.. await BoxesAsync(pages[0])];
        Console.WriteLine($"load: {Open} pages open         {Figures.Of(await server.LookAsync(collect: true))}");
        var clock = Stopwatch.StartNew();
        var saving = Enumerable.Range(0, Savers).Select(i => SaveAsync(pages[i], i, boxes[i], deliveries, clock)).ToList();
        var all = Task.WhenAll(saving);
        var (last, at) = (await server.LookAsync(), clock.Elapsed);
        ServerFigures? early = null;
        for (var second = 10; second <= Seconds; second += 10)
        {
            await Task.Delay(TimeSpan.FromSeconds(second) - clock.Elapsed);
            var now = await server.LookAsync(collect: second is 20 or Seconds);
            early = second == 20 ? now : early;
            var spent = clock.Elapsed;
            Console.WriteLine($"load: after {second,2} s            {Figures.Of(now)}, {deliveries.Saves,5:N0} saves, {(now.ProcessorMilliseconds - last.ProcessorMilliseconds) / (spent - at).TotalMilliseconds:P0} of a processor, "
                + $"{now.FullCollections - last.FullCollections} full collections, {now.PauseMilliseconds - last.PauseMilliseconds:F0} ms paused");
            (last, at) = (now, spent);
        }

        var saves = (await all).SelectMany(one => one).ToList();
        var lost = await deliveries.MissingAsync(Open, Patience);
        Console.WriteLine($"load: saves                 {saves.Count:N0} in {Seconds} s of {Savers * Seconds:N0} wanted, click to acknowledged {Figures.Of(saves)}");
        Console.WriteLine($"load: save to shown         {Figures.Of(deliveries.Milliseconds)}, {lost} pages wrong at the end");
        Console.WriteLine($"load: heap, 20 s to {Seconds} s    {early!.Heap / 1048576.0:F1} MB to {last.Heap / 1048576.0:F1} MB, collected");
        Console.WriteLine($"load: batches a page        {pages.Average(page => page.Batches):F0}, {pages.Average(page => page.Bytes) / 1024:F0} KB");
        await CloseAsync(pages, server, before);
    }

    private static async Task CloseAsync(List<HeadlessPage> pages, ServedProcess server, ServerFigures before)
    {
        List<string> errors = [.. pages.SelectMany(page => page.Errors)];
        foreach (var page in pages)
        {
            await page.DisposeAsync();
        }

        var after = await server.LookAsync(collect: true);
        for (var i = 0; i < 50 && after.Subscribers != before.Subscribers; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200));
            after = await server.LookAsync(collect: true);
        }

        Console.WriteLine($"load: all closed            {Figures.Of(after)}");
        Console.WriteLine($"load: errors                {errors.Count} {string.Join(" | ", errors.Distinct().Take(5))}");
    }

    private static async Task<IEnumerable<string>> BoxesAsync(HeadlessPage page)
    {
        await page.UntilAsync(drawn => drawn.Elements.Count(IsFree) >= Savers);
        lock (page.Gate)
        {
            return [.. page.Drawn.Elements.Where(IsFree).Select(box => box.Label!).Order(StringComparer.Ordinal)];
        }
    }

    private static bool IsFree(DrawnNode element) => element.Name == "input" && !element.Disabled && element.Label is { } label
        && label.StartsWith("rw, ", StringComparison.Ordinal) && !label.StartsWith("rw, all", StringComparison.Ordinal);

    /// <returns>Milliseconds from the click on Save to the page saying that nothing is pending, for each save.</returns>
    private static async Task<List<double>> SaveAsync(HeadlessPage page, int number, string name, Deliveries deliveries, Stopwatch clock)
    {
        var times = new List<double>();
        await page.UntilAsync(drawn => drawn.Elements.Any(element => element.Name == "input" && element.Label == name));
        for (var round = 0; round < Seconds && clock.Elapsed.TotalSeconds < Seconds; round++)
        {
            var due = TimeSpan.FromSeconds(round + ((double)number / Savers)) - clock.Elapsed;
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due);
            }

            var box = page.Box(name)!;
            await page.TickAsync(box);
            await page.UntilAsync(drawn => Bar(drawn).Contains("1 unsaved change", StringComparison.Ordinal)).WaitAsync(Patience);
            var start = Stopwatch.GetTimestamp();
            deliveries.Saved(name, box.Ticked, start);
            await page.ClickAsync("Save");
            await page.UntilAsync(drawn => Bar(drawn).Contains("Nothing changed", StringComparison.Ordinal)).WaitAsync(Patience);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times;
    }

    private static string Bar(DrawnPage drawn) => drawn.TextOf(drawn.Elements.First(element => element.Attributes.GetValueOrDefault("class") == "what"));

    /// <summary>Which page has shown which save, and when.</summary>
    private sealed class Deliveries
    {
        private readonly ConcurrentDictionary<string, (bool On, long At)> saved = [];
        private readonly ConcurrentDictionary<(int Page, string Box), bool> shown = [];
        private readonly ConcurrentQueue<double> milliseconds = [];

        private int saves;

        public IEnumerable<double> Milliseconds => milliseconds;

        public int Saves => saves;

        public void Saved(string box, bool on, long at)
        {
            saved[box] = (on, at);
            Interlocked.Increment(ref saves);
        }

        public void Seen(int page, string box, bool on)
        {
            shown[(page, box)] = on;
            if (saved.TryGetValue(box, out var save) && save.On == on && page >= Savers)
            {
                milliseconds.Enqueue(Stopwatch.GetElapsedTime(save.At).TotalMilliseconds);
            }
        }

        /// <summary>How many pages do not show each box as it was saved last, after a while at most.</summary>
        public async Task<int> MissingAsync(int pages, TimeSpan patience)
        {
            var clock = Stopwatch.StartNew();
            while (true)
            {
                var wrong = Enumerable.Range(Savers, pages - Savers).Count(page => saved.Any(save => !shown.TryGetValue((page, save.Key), out var on) || on != save.Value.On));
                if (wrong == 0 || clock.Elapsed > patience)
                {
                    return wrong;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }
    }
}
