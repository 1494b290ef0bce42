using System.Net;
using Rexpondo.Relations.Tests.Browser;

namespace Rexpondo.Relations.Tests;

/// <summary>Whose word counts of where a request comes from, and where redirects lead whoever is believed.</summary>
public sealed class ForwardedHeadersTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("192.0.2.1 10.0.0.0/8 2001:db8::/32")]
    public async Task Headers_OfAnybodyElse_ChangeNothing(string? known)
    {
        // The framework's own switch, which believes everybody, does not either.
        await using var server = await RelationsServer.StartAsync([.. Known(known), "--ForwardedHeaders_Enabled=true"]);
        await server.AddAgentAsync("boss");

        using var signedIn = await SignInAsync(server, "203.0.113.9");

        Cookies(signedIn).Should().HaveCount(2).And.OnlyContain(cookie => !cookie.Contains("; secure"));
        await TryWronglyAsync(server, i => $"203.0.113.{i}");
        using var refused = await SignInAsync(server, "203.0.113.99");
        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests, "all tries came from one address, whatever they said");
        refused.Headers.RetryAfter!.Delta.Should().BePositive().And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
        (await refused.Content.ReadAsStringAsync()).Should().Contain($"Please wait {refused.Headers.RetryAfter.Delta!.Value.TotalSeconds} seconds");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("192.0.2.1 127.0.0.0/8")]
    public async Task Headers_OfAKnownProxy_SayWhereItCameFrom(string known)
    {
        await using var server = await RelationsServer.StartAsync([.. Known(known)]);
        await server.AddAgentAsync("boss");

        using var signedIn = await SignInAsync(server, "203.0.113.9");

        Cookies(signedIn).Should().HaveCount(2).And.OnlyContain(cookie => cookie.Contains("; secure"));
        await TryWronglyAsync(server, _ => "203.0.113.1");
        (await SignInAsync(server, "203.0.113.1")).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await SignInAsync(server, "198.51.100.7, 203.0.113.1")).StatusCode.Should().Be(HttpStatusCode.TooManyRequests, "only what the proxy itself has added counts");
        (await SignInAsync(server, "203.0.113.2")).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/customers?search=m%C3%BCller")]
    [InlineData("/sign-in?returnUrl=//evil.example")]
    [InlineData("/set-up?token=x")]
    [InlineData("/nowhere")]
    [InlineData("/customer-users-groups?login=p1")]
    [InlineData("/history?agent=boss")]
    public async Task Answers_ToARequestForAnotherHost_NeverRepeatIt(string path)
    {
        await using var server = await RelationsServer.StartAsync("--ForwardedHeaders:KnownProxies=127.0.0.1");
        await server.AddAgentAsync("boss");
        using var client = Client(server);
        foreach (var signedIn in new[] { false, true })
        {
            if (signedIn)
            {
                using var _ = await SignInForm.PostAsync(client, "boss", Welcome.Password);
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "host.example", } };
            request.Headers.Add("X-Forwarded-Host", "forwarded.example");
            request.Headers.Add("X-Forwarded-Proto", "https");
            using var answer = await client.SendAsync(request);

            answer.Headers.Location?.OriginalString.Should().MatchRegex("^/([^/].*)?$");
            (await answer.Content.ReadAsStringAsync()).Should().NotContain("//host.example").And.NotContain("//forwarded.example");
        }
    }

    [Fact]
    public async Task Redirect_FromAPathThatLooksLikeAHost_StaysHere()
    {
        await using var server = await RelationsServer.StartAsync();

        var answer = await RawConnection.AskAsync(server.Address, "GET //evil.example/groups HTTP/1.1\r\nHost: host.example\r\nConnection: close\r\n\r\n");

        answer.Should().Contain("\r\nLocation: /sign-in?returnUrl=%2F%2Fevil.example%2Fgroups\r\n");
    }

    [Theory]
    [InlineData("/%E2%80%A8/x", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/groups%3Fsearch%3Dm%C3%BCller", "/groups?search=m%C3%BCller")]
    [InlineData("/groups%3Fsearch%3Dm%25C3%25BCller", "/groups?search=m%C3%BCller")]
    public async Task SignIn_WithAnOddReturnAddress_LeadsToAPathOfThisProgram(string returnUrl, string path)
    {
        await using var server = await RelationsServer.StartAsync();
        await server.AddAgentAsync("boss");
        using var client = Client(server);

        using var signedIn = await SignInForm.PostAsync(client, "boss", Welcome.Password, $"/sign-in?returnUrl={returnUrl}");

        (signedIn.StatusCode, signedIn.Headers.Location?.OriginalString).Should().Be((HttpStatusCode.Redirect, path));
    }

    private static IEnumerable<string> Known(string? proxies) => proxies is null ? [] : [$"--ForwardedHeaders:KnownProxies={proxies}"];

    private static HttpClient Client(RelationsServer server, string? address = null)
    {
        var client = new HttpClient(new CarriedCookies()) { BaseAddress = server.Address };
        if (address is not null)
        {
            client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
            client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        }

        return client;
    }

    // A browser that was never here.
    private static async Task<HttpResponseMessage> SignInAsync(RelationsServer server, string address, string password = Welcome.Password)
    {
        using var client = Client(server, address);
        return await SignInForm.PostAsync(client, "boss", password);
    }

    private static async Task TryWronglyAsync(RelationsServer server, Func<int, string> address)
    {
        for (var i = 0; i < 5; i++)
        {
            using var refused = await SignInAsync(server, address(i), "wrong password");
        }
    }

    // Behind a proxy a browser sends Secure cookies, though the server is asked without TLS.
    private sealed class CarriedCookies() : DelegatingHandler(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        private readonly Dictionary<string, string> cookies = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            var answer = await base.SendAsync(request, cancellationToken);
            foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
            {
                var pair = set.Split(';')[0].Split('=', 2);
                cookies[pair[0]] = pair[1];
            }

            return answer;
        }
    }

    private static IEnumerable<string> Cookies(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie");
}
