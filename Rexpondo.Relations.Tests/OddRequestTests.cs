using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Rexpondo.Relations.Tests.Browser;

namespace Rexpondo.Relations.Tests;

/// <summary>Whatever stands in an address, a form or a cookie, no answer is a failure of the server.</summary>
public sealed class OddRequestTests
{
    private static readonly string[] OddTexts =
    [
        "", "0", "-1", "99999999999999999999", "1e9", "null", "a'b", "\"<b>", "..", "%2e%2e%2f", "//x", "\\x", "%", "a%00b", "%00", "%E2%80%A8", "%E2%80%AE", "%ED%A0%80", "%FF%FE",
        "%F0%9F%98%80", "%C3%BC", "u%CC%88", "%EF%BB%BF", new string('x', 3000), "%0d%0aX-Evil:1", "%09",
    ];

    private static readonly string[] Pages =
    [
        "/", "/sign-in", "/set-up", "/error", "/not-found", "/customer-users-groups", "/customer-users-services", "/customers-groups", "/customer-users-customers",
        "/customer-users", "/customers", "/groups", "/services", "/system-configuration", "/system-configuration/deployment", "/system-configuration/back-ends", "/history",
        "/history/export", "/agents", "/import", "/_framework/blazor.web.js", "/_blazor",
    ];

    private static readonly string[] Parents =
    [
        "/customer-users-groups/customer-users/", "/customer-users-groups/groups/", "/customer-users-services/services/", "/customers-groups/customers/",
        "/customer-users-customers/customers/", "/customer-users/", "/customers/", "/groups/", "/services/", "/system-configuration/", "/history/", "/_content/",
    ];

    private static readonly string[] Parameters =
        ["search", "filter", "show", "row", "all", "login", "customer", "name", "from", "returnUrl", "token", "agent", "person", "group", "service", "time", "id", "way", "reason"];

    [Fact]
    public async Task Addresses_WithOddTexts_AreNeverAFailure()
    {
        await using var server = await RelationsServer.StartAsync();
        using var client = await SignedInAsync(server);
        var paths = Parents.SelectMany(parent => OddTexts.Select(text => parent + text))
            .Concat(OddTexts.SelectMany((text, i) => Pages.Select(page => $"{page}?{Parameters[i % Parameters.Length]}={text}")))
            .Concat(Pages.Select(page => $"{page}?{string.Join('&', Parameters.Select((name, i) => $"{name}={OddTexts[(i + 3) % OddTexts.Length]}"))}"));

        var failed = new List<string>();
        foreach (var path in paths)
        {
            using var answer = await client.GetAsync(path);
            if (answer.StatusCode >= HttpStatusCode.InternalServerError || answer.Headers.Location is { IsAbsoluteUri: true } || answer.Headers.Contains("X-Evil"))
            {
                failed.Add($"{(int)answer.StatusCode} {path}");
            }
        }

        failed.Should().BeEmpty();
    }

    [Fact]
    public async Task FormsAndCookies_WithOddTexts_AreNeverAFailure()
    {
        await using var server = await RelationsServer.StartAsync("--environment=Production");
        using var client = await SignedInAsync(server);
        var failed = new List<string>();
        foreach (var path in new[] { "/sign-in", "/sign-out", "/set-up?token=x", "/", "/groups", "/error", "/_blazor/negotiate", "/_blazor/negotiate?negotiateVersion=x", "/_blazor?id=x", "/_blazor/disconnect", "/history/export" })
        {
            foreach (var (type, body) in new[]
            {
                ("application/x-www-form-urlencoded", ""), ("application/x-www-form-urlencoded", "_handler=sign-in&Form.Login=%00&Form.Password=%ED%A0%80"),
                ("application/x-www-form-urlencoded", $"_handler=nobody&__RequestVerificationToken={new string('x', 5000)}"),
                ("application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 3000).Select(i => $"k{i}=v"))), ("application/x-www-form-urlencoded", "%=%&&==%zz"),
                ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1"), ("multipart/form-data", "no boundary"), ("text/plain;charset=nothing", "\u001e{}"),
                ("application/json", "{"),
            })
            {
                using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
                using var answer = await client.PostAsync(path, content);
                if (answer.StatusCode >= HttpStatusCode.InternalServerError)
                {
                    failed.Add($"{(int)answer.StatusCode} {path} {type} {body[..Math.Min(40, body.Length)]}");
                }
            }
        }

        foreach (var cookies in new[] { "Rexpondo.Relations=x", "Rexpondo.Relations=chunks-3; Rexpondo.RelationsC1=x", "Rexpondo.Relations.Browser.1=x; Rexpondo.Relations.Browser.=", ".AspNetCore.Antiforgery.x=y", "=;=;;", "\"" })
        {
            using var stranger = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = server.Address };
            stranger.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", cookies);
            using var shown = await stranger.GetAsync("/sign-in");
            using var posted = await stranger.PostAsync("/sign-in", new FormUrlEncodedContent([new("_handler", "sign-in"), new("Form.Login", "boss")]));
            if (shown.StatusCode != HttpStatusCode.OK || posted.StatusCode >= HttpStatusCode.InternalServerError)
            {
                failed.Add($"{(int)shown.StatusCode} {(int)posted.StatusCode} {cookies}");
            }
        }

        failed.Should().BeEmpty();
    }

    [Fact]
    public async Task SignIn_WithOddLogins_IsRefusedInWords()
    {
        await using var server = await RelationsServer.StartAsync();
        foreach (var login in new[] { "", "\u2028", "\u202e", "%", "'", new string('x', 5000), "\ud83d\ude00", "\ufffd" })
        {
            using var client = new HttpClient { BaseAddress = server.Address };
            using var answer = await SignInForm.PostAsync(client, login, login);

            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            (await answer.Content.ReadAsStringAsync()).Should().Contain("Login or password is wrong.");
        }
    }

    private static async Task<HttpClient> SignedInAsync(RelationsServer server)
    {
        await server.AddAgentAsync("boss");
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        using var signedIn = await SignInForm.PostAsync(client, "boss", Welcome.Password);
        signedIn.StatusCode.Should().Be(HttpStatusCode.Redirect);
        return client;
    }
}
