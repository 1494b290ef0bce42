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
}
