using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rexpondo.Relations.Benchmarks;
using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Tests.Browser;

/// <summary>
/// The real program on a free port of this machine, with its data in a temporary folder of its own. Any number can run
/// side by side. Needs no browser: tests of the REST interface use <see cref="Address"/> with an <see cref="HttpClient"/>.
/// </summary>
public sealed class RelationsServer : IAsyncDisposable
{
    private readonly string[] args;
    private WebApplication app;

    private RelationsServer(WebApplication app, string[] args, string folder)
    {
        this.app = app;
        this.args = args;
        Folder = folder;
        Address = new Uri(app.Urls.Single());
    }

    public Uri Address { get; }

    /// <summary>The folder of the data.</summary>
    public string Folder { get; }

    public IServiceProvider Services => app.Services;

    /// <param name="args">More command line, for example <c>--Relations:Provider=Sqlite</c>.</param>
    public static Task<RelationsServer> StartAsync(params string[] args) =>
        StartAsync(Directory.CreateTempSubdirectory("relations-").FullName, args);

    /// <summary>Stops and starts again on the same port and folder, as after an update.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        app = await StartAsync(Folder, Address.ToString(), args);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.Delete(Folder, recursive: true);
                return;
            }
            catch (IOException) when (tries < 50)
            {
                // A closed store takes nobody any more; a read that was under way then ends with its files a moment later.
                await Task.Delay(100);
            }
        }
    }

    private static async Task<RelationsServer> StartAsync(string folder, string[] args) =>
        new(await StartAsync(folder, $"http://127.0.0.1:{FreePort.Take()}", args), args, folder);

    private static Task<WebApplication> StartAsync(string folder, string url, string[] args) =>
        RelationsApp.StartAsync(
        [
            $"--urls={url}",
            $"--ConnectionStrings:Relations=Data Source={Path.Combine(folder, "relations.db")}",
            "--environment=Development",
            "--Logging:LogLevel:Default=Error",
            "--Logging:LogLevel:Rexpondo=Warning",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Error",
            "--shutdownTimeoutSeconds=5",
            .. args,
        ],
        // Passwords of tests need not withstand anybody.
        services => services.AddSingleton(new PasswordHasherOptions { IterationCount = 1000 }));

    private async Task StopAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
