using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class SignInTests(BrowserFixture browser)
{
    [ChromiumFact]
    public async Task SignIn_WithTheRightPassword_LeadsWhereOneWantedToGo()
    {
        await using var server = await RelationsServer.StartAsync();
        await server.AddAgentAsync("boss");
        await using var visitor = await browser.OpenAsync(server);

        await visitor.Page.GotoAsync("/system-configuration/CustomerGroupAlwaysGroups?from=/customer-users-groups");
        await Expect(visitor.Page).ToHaveTitleAsync("Sign in · Rexpondo");
        await visitor.SignInAsync("BOSS", Welcome.Password);

        await Expect(visitor.Page).ToHaveURLAsync(new Uri(server.Address, "/system-configuration/CustomerGroupAlwaysGroups?from=/customer-users-groups").ToString());
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("CustomerGroupAlwaysGroups");
        visitor.Complaints.Should().BeEmpty();
    }

    [ChromiumTheory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org")]
    [InlineData("/\\example.org")]
    public async Task SignIn_WithAReturnAddressElsewhere_LeadsToTheStartPage(string elsewhere)
    {
        await using var server = await RelationsServer.StartAsync();
        await server.AddAgentAsync("boss");
        await using var visitor = await browser.OpenAsync(server);

        await visitor.Page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(elsewhere)}");
        await visitor.SignInAsync("boss", Welcome.Password);

        await Expect(visitor.Page).ToHaveURLAsync(server.Address.ToString());
    }

    [ChromiumFact]
    public async Task SignIn_WithWrongPasswords_SaysSoAndSlowsDown()
    {
        await using var server = await RelationsServer.StartAsync();
        await server.AddAgentAsync("boss");
        await using var visitor = await browser.OpenAsync(server);
        await visitor.Page.GotoAsync("/sign-in");
        var alert = visitor.Page.GetByRole(AriaRole.Alert);

        await visitor.SignInAsync("boss", "wrong one");
        await Expect(alert).ToHaveTextAsync("Login or password is wrong.");
        await Expect(visitor.Page.GetByLabel("Login")).ToHaveValueAsync("boss");
        await Expect(visitor.Page.GetByLabel("Password")).ToHaveValueAsync("");
        for (var i = 1; i < 5; i++)
        {
            await visitor.SignInAsync("boss", "wrong one");
        }

        await visitor.SignInAsync("boss", Welcome.Password);
        await Expect(alert).ToContainTextAsync("Too many wrong tries.");
    }

    [ChromiumFact]
    public async Task SignOut_LeadsToTheSignInPageAndEndsTheSession()
    {
        await using var server = await RelationsServer.StartAsync();
        await using var visitor = await browser.OpenSignedInAsync(server, "audrey", AgentRole.Auditor);

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "audrey · auditor" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(visitor.Page).ToHaveTitleAsync("Sign in · Rexpondo");
        await visitor.Page.GotoAsync("/");

        await Expect(visitor.Page).ToHaveTitleAsync("Sign in · Rexpondo");
        visitor.Complaints.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task Session_OfAnAgentWhoWasDisabled_EndsAtTheNextRequest()
    {
        await using var server = await RelationsServer.StartAsync();
        await server.AddAgentAsync("other");
        await using var visitor = await browser.OpenSignedInAsync(server);
        await visitor.Page.GotoAsync("about:blank"); // no page of hers is open that leads to the sign-in by itself

        await server.Services.GetRequiredService<AgentDirectory>().DisableAsync("boss", CancellationToken.None);
        await visitor.Page.GotoAsync("/");

        await Expect(visitor.Page).ToHaveTitleAsync("Sign in · Rexpondo");
    }

    [Fact]
    public async Task Cookie_OverHttp_IsHttpOnlyLaxAndNotSecure()
    {
        await using var server = await RelationsServer.StartAsync();
        await server.AddAgentAsync("boss");
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };

        using var signedIn = await SignInForm.PostAsync(client, "boss", Welcome.Password);

        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(header => header.StartsWith("Rexpondo.Relations=", StringComparison.Ordinal));
        cookie.Should().Contain("; httponly").And.Contain("; samesite=lax").And.NotContain("; secure");
    }

    [Fact]
    public async Task Cookie_OfASessionThatWasSignedOutOf_IsWorthNothing_AfterARestartEither()
    {
        await using var server = await RelationsServer.StartAsync();
        await server.AddAgentAsync("boss");
        using var cookies = new HttpClientHandler();
        using var client = new HttpClient(cookies) { BaseAddress = server.Address };
        using var signedIn = await SignInForm.PostAsync(client, "boss", Welcome.Password);
        using var copied = new HttpClientHandler { UseCookies = false };
        using var copy = new HttpClient(copied) { BaseAddress = server.Address };
        copy.DefaultRequestHeaders.Add("Cookie", cookies.CookieContainer.GetCookieHeader(server.Address));
        (await copy.GetStringAsync("/")).Should().Contain("<b>boss</b>");

        using var signedOut = await SignInForm.SignOutAsync(client);
        (await copy.GetStringAsync("/")).Should().NotContain("<b>boss</b>");
        await server.RestartAsync();

        (await copy.GetStringAsync("/")).Should().NotContain("<b>boss</b>");
    }

    [Fact]
    public async Task SignOut_WithoutAntiforgeryToken_ChangesNothing()
    {
        await using var server = await RelationsServer.StartAsync();
        await server.AddAgentAsync("boss");
        using var client = new HttpClient { BaseAddress = server.Address };
        using var signedIn = await SignInForm.PostAsync(client, "boss", Welcome.Password);

        using var refused = await client.PostAsync("/sign-out", null);

        (await client.GetStringAsync("/")).Should().Contain("<b>boss</b>");
    }
}
