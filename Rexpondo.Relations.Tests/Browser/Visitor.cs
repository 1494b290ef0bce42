using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Rexpondo.Relations.Tests.Browser;

/// <summary>One person at one browser, with everything the browser complained about.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly IBrowserContext context;

    private Visitor(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            // Chromium reports a violation of the Content-Security-Policy as an error.
            if (message.Type == "error")
            {
                complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Enqueue(error);
    }

    public IPage Page { get; }

    /// <summary>Errors in the console: violated policies, failed requests, exceptions.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    internal static async Task<Visitor> CreateAsync(IBrowserContext context) => new(context, await context.NewPageAsync());

    /// <summary>Goes to an address of the server and waits until clicks reach it.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await InteractiveAsync();
    }

    /// <summary>Waits until the page is connected: before that it is prerendered HTML, and a click is lost.</summary>
    public Task InteractiveAsync() => Page.Locator("[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
