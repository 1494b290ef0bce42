using Microsoft.Playwright;
using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>
/// Tests of screens on one desk. At the end of each the browsers must have had nothing to complain about: no violated policy,
/// no error in the console, no exception.
/// </summary>
public abstract class ScreenTests(BrowserFixture browser, ScreenDesk desk) : IAsyncLifetime
{
    private readonly List<Visitor> visitors = [];

    protected BrowserFixture Browser => browser;

    protected RelationsServer Server => desk.Server;

    /// <summary>What may be complained about: a page that is to answer 404.</summary>
    protected virtual bool IsExpected(string complaint) => false;

    /// <summary>A signed-in visitor of her own at an address.</summary>
    protected async Task<RelationScreen> OpenAsync(
        string path, string login = "boss", AgentRole role = AgentRole.Admin, BrowserNewContextOptions? options = null)
    {
        var visitor = await desk.OpenAsync(browser, login, role, options ?? new() { ViewportSize = new() { Width = 1280, Height = 820 } });
        visitors.Add(visitor);
        await visitor.GoAsync(path);
        return new RelationScreen(visitor);
    }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var visitor in visitors)
        {
            await visitor.DisposeAsync();
        }

        visitors.SelectMany(visitor => visitor.Complaints).Where(complaint => !IsExpected(complaint)).Should().BeEmpty();
    }
}
