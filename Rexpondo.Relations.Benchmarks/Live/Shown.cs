using Microsoft.Playwright;
using Rexpondo.Relations.Benchmarks.Circuits;

namespace Rexpondo.Relations.Benchmarks.Live;

/// <summary>
/// From the click on Save in one page of Chromium to the box that is drawn in another, with 50 more pages open. Both pages read
/// the same clock.
/// </summary>
internal static class Shown
{
    private const string Path = "/customer-users-groups/groups/1";
    private const int Open = 50;
    private const int Saves = 40;
    private const string Now = "performance.timeOrigin + performance.now()";

    public static async Task RunAsync(ServedProcess server, HeadlessAgent agent)
    {
        var others = new List<HeadlessPage>();
        for (var i = 0; i < Open; i++)
        {
            others.Add(await HeadlessPage.OpenAsync(agent, (i % 5) switch
            {
                0 => "/customer-users-groups",
                1 => $"/customer-users-groups/customer-users/{i + 1}",
                2 => $"/customer-users-services/customer-users/{i + 1}",
                _ => Path,
            }));
        }

        var times = new List<double>();
        await ScreensBenchmark.WithBrowserAsync(server.Address.ToString(), async context =>
        {
            var other = await ScreensBenchmark.SignInAsync(context.Browser!, server.Address.ToString(), LiveBenchmark.Agent(1));
            var (first, second) = (await OpenAsync(context), await OpenAsync(other));
            await first.EvaluateAsync($"() => document.addEventListener('click', e => e.target.closest('[data-save]') && (window.saved = {Now}), {{ capture: true }})");
            var names = await first.Locator("tbody input[type=checkbox][aria-label^='rw, ']:enabled").EvaluateAllAsync<string[]>("boxes => boxes.map(box => box.ariaLabel)");
            for (var i = -5; i < Saves; i++)
            {
                var name = names[Math.Abs(i) % 10];
                var box = first.GetByRole(AriaRole.Checkbox, new() { Name = name, Exact = true });
                await box.ClickAsync();
                await first.GetByText("1 unsaved change").First.WaitForAsync();
                var seen = WatchAsync(second, name, await box.IsCheckedAsync());
                await second.EvaluateAsync("() => 0"); // it watches: calls of one page are taken in order
                await first.Locator("[data-save]").ClickAsync();
                var at = await seen;
                if (i >= 0)
                {
                    times.Add(at - await first.EvaluateAsync<double>("() => window.saved"));
                }

                await first.GetByText("Nothing changed").First.WaitForAsync();
            }
        });
        Console.WriteLine($"shown: save to shown        {Figures.Of(times)}, {Open} other pages open, {others.Sum(page => page.Errors.Count)} errors");
        foreach (var page in others)
        {
            await page.DisposeAsync();
        }
    }

    private static async Task<IPage> OpenAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(Path);
        await page.Locator("[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Locator("tbody input[type=checkbox]:enabled").First.WaitForAsync();
        return page;
    }

    /// <summary>When the box is drawn so.</summary>
    private static Task<double> WatchAsync(IPage page, string name, bool on) => page.EvaluateAsync<double>(
        $$"""
        ([name, on]) => new Promise(done => {
            const box = () => [...document.querySelectorAll('tbody input[type=checkbox]')].find(box => box.ariaLabel === name);
            let timer;
            const look = () => {
                if (box()?.checked === on) {
                    observer.disconnect();
                    clearInterval(timer);
                    done({{Now}});
                }
            };
            const observer = new MutationObserver(look);
            observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
            timer = setInterval(look, 4); // the state of a box is a property: no mutation tells of it
            look();
        })
        """,
        new object[] { name, on });
}
