using Microsoft.Playwright;

namespace Rexpondo.Relations.Tests.Browser;

/// <summary>
/// One Chromium for all browser tests. A test starts its own <see cref="RelationsServer"/> and opens as many
/// separate visitors as it needs.
/// </summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(Patience.Milliseconds);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium.Path,
            Timeout = Patience.Milliseconds,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>Opens a visitor of their own (cookies, storage) who has not gone anywhere yet.</summary>
    public async Task<Visitor> OpenAsync(RelationsServer server, BrowserNewContextOptions? options = null)
    {
        if (browser is null)
        {
            throw new InvalidOperationException(Chromium.Missing);
        }

        options ??= new();
        options.BaseURL ??= server.Address.ToString();
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience.Milliseconds);
        return await Visitor.CreateAsync(context);
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
