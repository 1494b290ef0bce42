using System.Net;
using Rexpondo.Relations.Tests.Browser;
using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Tests;

public sealed class SecurityHeadersTests
{
    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/error", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/_framework/blazor.web.js", HttpStatusCode.OK)]
    [InlineData("/_content/Radzen.Blazor/Radzen.Blazor.min.js", HttpStatusCode.OK)]
    public async Task Headers_OnEveryAnswer_HoldThePolicyOnce(string path, HttpStatusCode status)
    {
        await using var server = await RelationsServer.StartAsync();
        await server.AddAgentAsync("boss");
        using var client = new HttpClient { BaseAddress = server.Address };
        using var signedIn = await SignInForm.PostAsync(client, "boss", Welcome.Password);

        using var answer = await client.GetAsync(path);

        answer.StatusCode.Should().Be(status);
        answer.Headers.GetValues("Content-Security-Policy").Should().Equal(SecurityHeaders.ContentSecurityPolicy);
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
    }

    [Fact]
    public async Task Headers_OnWhatTheServerItselfRefuses_HoldThePolicyOnce()
    {
        await using var server = await RelationsServer.StartAsync("--AllowedHosts=desk.example;127.0.0.1", "--Kestrel:Limits:RequestHeadersTimeout=00:00:01");
        foreach (var (request, status) in new[]
        {
            ("no HTTP at all\r\n\r\n", "400 Bad Request"),
            ("GET / HTTP/1.1\r\n\r\n", "400 Bad Request"),
            ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "400 Bad Request"),
            ("GET /%00 HTTP/1.1\r\nHost: desk.example\r\n\r\n", "400 Bad Request"),
            ($"GET / HTTP/1.1\r\nHost: desk.example\r\nX: {new string('x', 40_000)}\r\n\r\n", "431 Request Header Fields Too Large"),
            ($"GET /{new string('x', 9_000)} HTTP/1.1\r\nHost: desk.example\r\n\r\n", "414 URI Too Long"),
            ("GET / HTTP/9.9\r\nHost: desk.example\r\n\r\n", "505 HTTP Version Not Supported"),
            ("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "400 Bad Request"), // the framework's filter of hosts
            ("GET / HTTP/1.1\r\nHost: desk.example\r\nX: ", "408 Request Timeout"), // the rest never comes
        })
        {
            var answer = await RawConnection.AskAsync(server.Address, request);

            answer.Should().StartWith($"HTTP/1.1 {status}", $"that is the answer to {request[..Math.Min(60, request.Length)]}");
            answer.Split("\r\n").Where(line => line.StartsWith("Content-Security-Policy: ", StringComparison.Ordinal)).Should()
                .Equal([$"Content-Security-Policy: {SecurityHeaders.ContentSecurityPolicy}"], $"that is the answer to {request[..Math.Min(60, request.Length)]}");
            answer.Should().Contain("\r\nX-Content-Type-Options: nosniff\r\n").And.NotContain("evil.example").And.NotContain("\r\nServer:");
        }

        (await RawConnection.AskAsync(server.Address, "GET /sign-in HTTP/1.1\r\nHost: desk.example\r\nConnection: close\r\n\r\n")).Should().StartWith("HTTP/1.1 200 OK");
    }
}
