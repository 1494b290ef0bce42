using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>A line that is lost: said calmly, nothing is lost with it, and the page comes back by itself.</summary>
[Collection(PatientBrowserCollection.Name)]
public sealed class ConnectionTests(BrowserFixture browser, SmallDesk desk) : ScreenTests(browser, desk), IClassFixture<SmallDesk>
{
    private static readonly string[] Broken = ["ERR_", "Connection disconnected", "WebSocket", "Failed to", "connection is not in the 'Connected' State"];

    /// <summary>The browser tells its console when a line breaks.</summary>
    internal static bool IsOfALostLine(string complaint) =>
        Broken.Any(words => complaint.Contains(words, StringComparison.Ordinal));

    protected override bool IsExpected(string complaint) => IsOfALostLine(complaint);

    [ChromiumFact]
    public async Task Line_CutAndBack_IsTheSamePageWithItsTicksAndWhatWasTypedMeanwhile()
    {
        await using var line = new SlowLine(Server.Address.Port, TimeSpan.Zero);
        var screen = await OpenAsync($"http://127.0.0.1:{line.Port}{Server.GroupsOf("carla")}");
        await RelationScreen.ClickAsync(screen.Cell("ro", "billing"), screen.Cell("rw", "ops"));
        await screen.ExpectPendingAsync(2);
        await screen.Page.EvaluateAsync("window.same = true");
        await NoteWhatIsSaidAsync(screen);
        await screen.GroupFilter.FocusAsync();

        line.Cut();

        await Expect(Notice(screen)).ToHaveTextAsync("Connection lost, trying again … Your 2 changes are kept.");
        await Expect(Notice(screen)).ToHaveAttributeAsync("role", "status");
        await Expect(screen.GroupFilter).ToBeFocusedAsync();
        await screen.Page.Keyboard.TypeAsync("op");
        await screen.Cell("ro", "reporting").ClickAsync();
        await Expect(screen.Cell("ro", "reporting")).Not.ToBeCheckedAsync();
        await screen.Save.ClickAsync();
        await Expect(screen.GroupFilter).ToHaveValueAsync("op");

        line.Mend();

        await ExpectSaidAsync(screen, "Connected again.");
        await screen.ExpectPendingAsync(2);
        await Expect(screen.Row("billing")).ToBeHiddenAsync(); // the filter typed meanwhile has arrived
        await screen.Cell("rw", "ops").ClickAsync();
        await screen.ExpectPendingAsync(1);
        (await screen.Page.EvaluateAsync<bool>("window.same === true")).Should().BeTrue("the page was not loaded again");
        await Expect(Notice(screen)).ToHaveTextAsync("");
        Server.GroupRows("carla").Should().BeEmpty("a click that could not arrive does nothing, later neither");
    }

    [ChromiumFact]
    public async Task Line_ThatGoesDead_IsNoticedAndWhatWentIntoItArrives()
    {
        await using var line = new SlowLine(Server.Address.Port, TimeSpan.Zero);
        var screen = await OpenAsync($"http://127.0.0.1:{line.Port}{Server.GroupsOf("theo")}");
        await screen.Cell("ro", "billing").ClickAsync();
        await screen.ExpectPendingAsync(1);

        await NoteWhatIsSaidAsync(screen);
        line.Deaden();
        await screen.Cell("rw", "ops").ClickAsync();
        await screen.Header("ro").ClickAsync();
        await Expect(screen.Header("ro")).ToBeCheckedAsync();

        await Expect(Notice(screen)).ToContainTextAsync("Connection lost");
        line.Cut();
        line.Mend();
        line.Revive();
        await ExpectSaidAsync(screen, "Connected again.");
        await screen.ExpectPendingAsync(2);
        await Expect(screen.Header("ro")).Not.ToBeCheckedAsync(); // its click was not sent again, so it shows what its rows show
    }

    [ChromiumFact]
    public async Task Page_ThatNeverGetsItsLine_LoadsItselfOnce_AndThenHasAButton()
    {
        var screen = await OpenAsync("/");
        var page = screen.Page;
        await page.Context.RouteAsync("**/_blazor/**", route => Task.Delay(Timeout.Infinite)); // held, as by a proxy
        await page.Context.RouteWebSocketAsync("**/_blazor**", _ => { });
        await page.Clock.InstallAsync();
        var (loads, again) = (0, new TaskCompletionSource());
        page.Load += (_, _) => _ = Interlocked.Increment(ref loads) == 2 && again.TrySetResult();
        await page.GotoAsync(Server.GroupsOf("anna"));
        loads.Should().Be(1);

        await page.Clock.FastForwardAsync(21_000);
        await page.Clock.ResumeAsync();
        await again.Task.WaitAsync(Patience.Limit); // it loads itself
        await page.Clock.FastForwardAsync(21_000);

        await Expect(Notice(screen)).ToHaveTextAsync("This page could not connect to the server. Nothing is lost; reload to try again.");
        loads.Should().Be(2);
        await page.Context.UnrouteAllAsync();
    }

    [ChromiumFact]
    public async Task Page_WhoseClientScriptIsLostOnTheWay_LoadsItself()
    {
        var screen = await OpenAsync("/");
        await screen.Page.Context.RouteAsync("**/_framework/blazor.web*.js", route => route.AbortAsync(), new() { Times = 1 });
        await screen.Page.Clock.InstallAsync();
        await screen.Page.GotoAsync(Server.GroupsOf("anna"));

        await screen.Page.Clock.FastForwardAsync(21_000);
        await screen.Page.Clock.ResumeAsync();

        await screen.Visitor.InteractiveAsync();
        await screen.Page.Context.UnrouteAllAsync();
    }

    [ChromiumTheory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 400)]
    [InlineData(ColorScheme.Dark, 400)]
    public async Task Notice_OnEveryKindOfPage_IsClean(ColorScheme scheme, int width)
    {
        await using var line = new SlowLine(Server.Address.Port, TimeSpan.Zero);
        var screen = await OpenAsync("/", options: new() { ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        foreach (var path in new[] { "/customer-users-groups", Server.GroupsOf("jose"), $"/groups/{Server.Group("ops")}" })
        {
            await screen.GoAsync($"http://127.0.0.1:{line.Port}{path}");
            if (path == Server.GroupsOf("jose"))
            {
                await screen.Cell("ro", "billing").ClickAsync();
                await screen.ExpectPendingAsync(1);
            }

            await NoteWhatIsSaidAsync(screen);
            line.Cut();
            await Expect(Notice(screen)).ToContainTextAsync("Connection lost, trying again …");
            var found = await screen.Page.RunAxe();
            found.Violations.Select(v => $"{path}: {v.Id} {string.Join(" | ", v.Nodes.Select(node => node.Html))}").Should().BeEmpty();
            line.Mend();
            await Expect(screen.Page.Locator("html[data-connection]")).ToHaveCountAsync(0);
            await ExpectSaidAsync(screen, "Connected again.");
            if (path == Server.GroupsOf("jose"))
            {
                await screen.Cell("ro", "billing").ClickAsync();
                await screen.ExpectPendingAsync(0);
            }
        }
    }

    // It stands there for four seconds only, which a busy machine may need between two looks.
    private static Task NoteWhatIsSaidAsync(RelationScreen screen) => screen.Page.EvaluateAsync(
        """
        (() => {
            const words = document.querySelector("#connection [role=status]");
            const note = () => words.parentElement.dataset.said = `${words.parentElement.dataset.said ?? ""}[${words.textContent}]`;
            new MutationObserver(note).observe(words, { childList: true, characterData: true, subtree: true });
        })()
        """);

    private static Task ExpectSaidAsync(RelationScreen screen, string words) =>
        Expect(screen.Page.Locator("#connection")).ToHaveAttributeAsync("data-said", new Regex(Regex.Escape($"[{words}]")));

    private static ILocator Notice(RelationScreen screen) => screen.Page.Locator("#connection [role=status]");
}
