using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Tests.Browser;

/// <summary>
/// The real program on a free port of this machine, with its data in a temporary folder of its own. Any number can run
/// side by side. Needs no browser: tests of the REST interface use <see cref="Address"/> with an <see cref="HttpClient"/>.
/// </summary>
public sealed class RelationsServer : IAsyncDisposable
{
    private readonly string[] args;
    private readonly bool ownsFolder;
    private WebApplication app;

    private RelationsServer(WebApplication app, string[] args, string folder, bool ownsFolder)
    {
        this.app = app;
        this.args = args;
        this.ownsFolder = ownsFolder;
        Folder = folder;
        Address = new Uri(app.Urls.Single());
    }

    public Uri Address { get; }

    /// <summary>The folder of the data; two servers on one folder are two nodes of one installation.</summary>
    public string Folder { get; }

    public IServiceProvider Services => app.Services;

    /// <param name="args">More command line, for example <c>--Relations:Provider=Sqlite</c>.</param>
    public static Task<RelationsServer> StartAsync(params string[] args) =>
        StartAsync(Directory.CreateTempSubdirectory("relations-").FullName, ownsFolder: true, args);

    /// <summary>Starts another node on the data of <paramref name="first"/>.</summary>
    public static Task<RelationsServer> StartBesideAsync(RelationsServer first, params string[] args) =>
        StartAsync(first.Folder, ownsFolder: false, args);

    /// <summary>Stops and starts again on the same port and folder, as after an update.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        app = await StartAsync(Folder, Address.ToString(), args);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static async Task<RelationsServer> StartAsync(string folder, bool ownsFolder, string[] args) =>
        new(await StartAsync(folder, "http://127.0.0.1:0", args), args, folder, ownsFolder);

    private static async Task<WebApplication> StartAsync(string folder, string url, string[] args)
    {
        var app = RelationsApp.Build(
        [
            $"--urls={url}",
            $"--ConnectionStrings:Relations=Data Source={Path.Combine(folder, "relations.db")}",
            "--environment=Development",
            "--Logging:LogLevel:Default=Error",
            "--Logging:LogLevel:Rexpondo=Warning",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Error",
            "--shutdownTimeoutSeconds=5",
            .. args,
        ]);
        await app.StartAsync();
        return app;
    }

    private async Task StopAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
