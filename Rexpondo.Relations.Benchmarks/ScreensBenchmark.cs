using System.Text.Json;
using Microsoft.Playwright;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Benchmarks;

/// <summary>
/// The relation screens in Chromium at 10,000 customer users × 200 groups × 300 services: what a keystroke and a tick cost in
/// time and bytes, read from the frames of the page's own connection, and what a circuit costs in memory.
/// </summary>
internal static class ScreensBenchmark
{
    private const int People = 10_000;
    private const int Groups = 200;
    private const int Services = 300;
    private const int Circuits = 20;
    public const string Password = "benchmark-only";

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("relations-benchmark-").FullName;
        try
        {
            await FillAsync(folder);
            using (var server = await ServerProcess.StartAsync(Database(folder)))
            {
                await WithBrowserAsync(server.Address, context => MeasureAsync(context, server));
            }

            await using var app = await RelationsApp.StartAsync(["--urls=http://127.0.0.1:0", .. ServerProcess.Arguments(Database(folder))]);
            await WithBrowserAsync(app.Urls.Single(), MemoryAsync);
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static string Database(string folder) => Path.Combine(folder, "relations.db");

    /// <summary>A store of that size with the agent <c>bench</c>.</summary>
    public static async Task FillAsync(string folder)
    {
        using var store = new RelationsStore(new StoreOptions { DatabasePath = Database(folder) });
        var bell = new StoreBell();
        var relations = await LargeDesk.FillAsync(new Importer(store, bell, TimeProvider.System), Path.Combine(folder, "desk"), People, Groups, Services);
        await new AgentDirectory(store, bell, TimeProvider.System).AddAsync("bench", AgentRole.Admin, Password, CancellationToken.None);
        Console.WriteLine($"{People:N0} customer users x {Groups} groups x {Services} services, {relations:N0} relations");
    }

    /// <summary>Chromium, signed in.</summary>
    public static async Task WithBrowserAsync(string address, Func<IBrowserContext, Task> act)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows", "--disable-background-timer-throttling"],
        });
        await act(await SignInAsync(browser, address, "bench"));
    }

    /// <summary>A browser of her own for an agent.</summary>
    public static async Task<IBrowserContext> SignInAsync(IBrowser browser, string address, string login)
    {
        var context = await browser.NewContextAsync(new() { BaseURL = address, ViewportSize = new() { Width = 1280, Height = 820 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Login").FillAsync(login);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync("**/");
        return context;
    }

    private static async Task MeasureAsync(IBrowserContext context, ServerProcess server)
    {
        var page = await context.NewPageAsync();
        var wire = await Wire.OpenAsync(page, server);
        // The first uses of each screen are spent on compiling, not on answering.
        foreach (var warm in new[]
        {
            "/customer-users-groups", "/customer-users-groups/groups/3", "/customer-users-groups/customer-users/3",
            "/customer-users-services", "/customer-users-services/customer-users/3", "/customer-users-services/services/3", "/customer-users", "/services", "/customers-groups",
        })
        {
            await TypeAsync(page, wire, warm, null, ["warm up", "meier", "anna"]);
        }

        Console.WriteLine("                                          server p50    p95     bytes p50      max    there and back p50");
        await TypeAsync(page, wire, "/customer-users-groups", "overview, customer users", ["meier", "anna müller", "company7", "user0001"]);
        await TypeAsync(page, wire, "/customer-users-groups/groups/1", "customer users of a group", ["meier", "anna müller", "company7", "user0001"]);
        await TypeAsync(page, wire, "/customer-users-groups/customer-users/1", "groups of a customer user", ["meier", "group 01", "199"]);
        await TypeAsync(page, wire, "/customer-users-services/customer-users/1", "services of a customer user", ["repair", "area 01", "099"]);
        await TypeAsync(page, wire, "/customer-users-services/services/1", "customer users of a service", ["meier", "anna müller"]);
        await TypeAsync(page, wire, "/customer-users", "list of customer users", ["meier", "anna müller", "company7", "user0001"]);
        await TypeAsync(page, wire, "/services", "list of services", ["repair", "area 01", "099"]);
        await TypeAsync(page, wire, "/customers-groups", "overview, customers", ["company 7", "099"]);
        await TickAsync(page, wire, "/customer-users-groups/groups/1", "tick, customer users of a group");
        await TickAsync(page, wire, "/customer-users-groups/customer-users/1", "tick, groups of a customer user");
        await TickAsync(page, wire, "/customer-users-services/services/1", "tick, customer users of a service");
        await HeaderAsync(page, wire, "/customer-users-groups/groups/2", "header rw over all, then as saved");
    }

    private static async Task TypeAsync(IPage page, Wire wire, string path, string? name, string[] words)
    {
        await GoAsync(page, path);
        var box = page.GetByRole(AriaRole.Searchbox).First;
        await box.FocusAsync();
        var samples = new List<Sample>();
        foreach (var word in words)
        {
            foreach (var letter in word)
            {
                samples.Add(await wire.MeasureAsync(() => page.Keyboard.InsertTextAsync(letter.ToString())));
            }

            samples.Add(await wire.MeasureAsync(() => page.Keyboard.PressAsync("Escape")));
        }

        if (name is not null)
        {
            Print($"keystroke, {name}", samples);
        }
    }

    private static async Task TickAsync(IPage page, Wire wire, string path, string name)
    {
        await GoAsync(page, path);
        var boxes = page.Locator("tbody input[type=checkbox]:enabled:not([aria-label^='ro,'])");
        var samples = new List<Sample>();
        for (var i = 0; i < 12; i++)
        {
            var box = boxes.Nth(i);
            samples.Add(await wire.MeasureAsync(() => box.ClickAsync()));
            samples.Add(await wire.MeasureAsync(() => box.ClickAsync()));
        }

        Print(name, samples);
    }

    private static async Task HeaderAsync(IPage page, Wire wire, string path, string name)
    {
        await GoAsync(page, path);
        var header = page.Locator("thead input[type=checkbox]").Last;
        var samples = new List<Sample>();
        for (var i = 0; i < 9; i++)
        {
            samples.Add(await wire.MeasureAsync(() => header.ClickAsync()));
        }

        Print(name, samples);
    }

    private static async Task MemoryAsync(IBrowserContext context)
    {
        var warm = await context.NewPageAsync();
        await GoAsync(warm, "/customer-users-groups/groups/1");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var pages = new List<IPage>();
        for (var i = 0; i < Circuits; i++)
        {
            var page = await context.NewPageAsync();
            await GoAsync(page, $"/customer-users-groups/groups/{i + 1}");
            await page.GetByRole(AriaRole.Searchbox).First.PressSequentiallyAsync("me");
            await page.Locator("thead input[type=checkbox]").Last.ClickAsync();
            await page.GetByText("unsaved change").First.WaitForAsync();
            pages.Add(page);
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine($"memory of a circuit with a search and a header edit: {(after - before) / Circuits / 1024.0 / 1024.0:F2} MB (mean of {Circuits})");
    }

    private static async Task GoAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.Locator("[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.GetByRole(AriaRole.Searchbox).First.And(page.Locator(":enabled")).WaitForAsync();
        await page.WaitForTimeoutAsync(500);
    }

    private static void Print(string name, List<Sample> samples)
    {
        var server = samples.Select(sample => sample.ServerMilliseconds).Order().ToList();
        var bytes = samples.Select(sample => sample.Bytes).Order().ToList();
        var wall = samples.Select(sample => sample.Milliseconds).Order().ToList();
        Console.WriteLine($"{name,-44}{server[server.Count / 2],6:F1} {server[server.Count * 95 / 100],6:F1} ms {bytes[bytes.Count / 2],8:N0} {bytes[^1],8:N0} B {wall[wall.Count / 2],6:F1} ms");
    }

    /// <param name="ServerMilliseconds">Processor time the server's process spent.</param>
    /// <param name="Milliseconds">From the frame that left the browser to the last frame of the answer, the browser's own drawing between them included.</param>
    /// <param name="Bytes">What the server sent.</param>
    private sealed record Sample(double ServerMilliseconds, double Milliseconds, int Bytes);

    /// <summary>Listens to the frames of a page's connection.</summary>
    private sealed class Wire(ServerProcess server)
    {
        private readonly List<(bool Sent, double At, int Bytes)> frames = [];

        public static async Task<Wire> OpenAsync(IPage page, ServerProcess server)
        {
            var wire = new Wire(server);
            var session = await page.Context.NewCDPSessionAsync(page);
            await session.SendAsync("Network.enable");
            session.Event("Network.webSocketFrameSent").OnEvent += (_, data) => wire.Note(data, sent: true);
            session.Event("Network.webSocketFrameReceived").OnEvent += (_, data) => wire.Note(data, sent: false);
            return wire;
        }

        /// <summary>Does something and waits until the connection has been quiet for a while.</summary>
        public async Task<Sample> MeasureAsync(Func<Task> act)
        {
            lock (frames)
            {
                frames.Clear();
            }

            var spent = server.ProcessorMilliseconds;
            await act();
            var seen = -1;
            for (var quiet = 0; quiet < 3;)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(60));
                lock (frames)
                {
                    quiet = frames.Count == seen && seen > 0 ? quiet + 1 : 0;
                    seen = frames.Count;
                }
            }

            lock (frames)
            {
                var first = frames.First(frame => frame.Sent).At;
                var answers = frames.Where(frame => !frame.Sent && frame.Bytes > 20).ToList();
                return new Sample(server.ProcessorMilliseconds - spent, answers.Count == 0 ? 0 : (answers.Max(frame => frame.At) - first) * 1000, answers.Sum(frame => frame.Bytes));
            }
        }

        private void Note(JsonElement? data, bool sent)
        {
            var frame = data!.Value.GetProperty("response");
            var text = frame.GetProperty("payloadData").GetString()!;
            var bytes = frame.GetProperty("opcode").GetDouble() == 2 ? text.Length / 4 * 3 : text.Length;
            lock (frames)
            {
                frames.Add((sent, data.Value.GetProperty("timestamp").GetDouble(), bytes));
            }
        }
    }
}
