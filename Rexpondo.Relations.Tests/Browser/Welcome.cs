using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;

namespace Rexpondo.Relations.Tests.Browser;

/// <summary>Agents for tests, and visitors who are signed in.</summary>
public static class Welcome
{
    public const string Password = "correct horse";

    /// <summary>Adds an agent with <see cref="Password"/>; one who is there already stays as she is.</summary>
    public static Task AddAgentAsync(this RelationsServer server, string login, AgentRole role = AgentRole.Admin) =>
        server.Services.GetRequiredService<AgentDirectory>().AddAsync(login, role, Password, CancellationToken.None);

    /// <summary>A visitor with a browser of her own who has signed in and is on the start page.</summary>
    public static async Task<Visitor> OpenSignedInAsync(
        this BrowserFixture browser, RelationsServer server, string login = "boss", AgentRole role = AgentRole.Admin, BrowserNewContextOptions? options = null)
    {
        await server.AddAgentAsync(login, role);
        var visitor = await browser.OpenAsync(server, options);
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.SignInAsync(login, Password);
        await visitor.InteractiveAsync();
        return visitor;
    }

    /// <summary>Fills the form of the sign-in page and waits for the page that answers.</summary>
    public static async Task SignInAsync(this Visitor visitor, string login, string password)
    {
        await visitor.Page.GetByLabel("Login").FillAsync(login);
        await visitor.Page.GetByLabel("Password").FillAsync(password);
        await visitor.Page.EvaluateAsync("document.documentElement.dataset.answered = 'not yet'");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await visitor.Page.Locator("html:not([data-answered])").WaitForAsync();
    }
}
