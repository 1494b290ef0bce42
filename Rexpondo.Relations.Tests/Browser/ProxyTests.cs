using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Rexpondo.Relations.Core;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser;

/// <summary>Behind a proxy that ends TLS and passes another name than the browser's: with a setting and without one.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ProxyTests(BrowserFixture browser)
{
    [ChromiumTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Session_BehindAProxy_WorksAndItsCookiesAreSecureIfTheProxyIsKnown(bool known)
    {
        await using var server = await RelationsServer.StartAsync($"--ForwardedHeaders:KnownProxies={(known ? "127.0.0.1" : "")}");
        await server.AddAgentAsync("boss", AgentRole.Admin);
        await using var proxy = new TlsProxy(server.Address);
        await using var visitor = await browser.OpenAsync(server, new() { BaseURL = proxy.Address.ToString(), IgnoreHTTPSErrors = true });

        await visitor.Page.GotoAsync("/customer-users-groups");
        await visitor.SignInAsync("boss", Welcome.Password);
        await visitor.InteractiveAsync(); // the WebSocket passes

        await Expect(visitor.Page).ToHaveURLAsync(new Uri(proxy.Address, "/customer-users-groups").ToString());
        // The time zone is the browser's own note, and no secret.
        (await visitor.Page.Context.CookiesAsync()).Where(cookie => cookie.Name != "zone").Should().HaveCount(3).And.OnlyContain(cookie => cookie.Secure == known && cookie.HttpOnly);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "boss · admin" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex($"^{Regex.Escape(proxy.Address.ToString())}sign-in"));
        visitor.Complaints.Should().BeEmpty();
    }
}
