using System.Net;
using System.Text.RegularExpressions;

namespace Rexpondo.Relations.Benchmarks.Circuits;

/// <summary>An agent who has signed in without a browser; any number of pages can be opened with her cookie.</summary>
internal sealed partial class HeadlessAgent : IDisposable
{
    private readonly HttpClient client;

    private HeadlessAgent(Uri server)
    {
        Server = server;
        client = new HttpClient(new HttpClientHandler { CookieContainer = Cookies }) { BaseAddress = server };
    }

    public Uri Server { get; }

    public CookieContainer Cookies { get; } = new();

    /// <exception cref="InvalidOperationException">Login or password is wrong.</exception>
    public static async Task<HeadlessAgent> SignInAsync(Uri server, string login, string password)
    {
        var agent = new HeadlessAgent(server);
        var page = await agent.GetAsync("/sign-in");
        using var answer = await agent.PostAsync("/sign-in", new()
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value,
            ["Form.Login"] = login,
            ["Form.Password"] = password,
        });
        return answer.RequestMessage!.RequestUri!.AbsolutePath == "/sign-in" ? throw new InvalidOperationException($"{login} cannot sign in") : agent;
    }

    public Task<string> GetAsync(string path) => client.GetStringAsync(new Uri(path, UriKind.Relative));

    public Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> form) =>
        client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(form));

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
