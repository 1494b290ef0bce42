using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Console;
using Radzen;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components;
using Rexpondo.Relations.Web.Components.Matrix;
using Rexpondo.Relations.Web.Components.Pages.History;
using Rexpondo.Relations.Web.Components.Shared;

namespace Rexpondo.Relations.Web;

/// <summary>
/// The whole program, ready to run. Tests start it the same way as <c>Program</c> does, each on its own port and folder.
/// </summary>
public static class RelationsApp
{
    /// <summary>Builds the server, prepares the store and listens.</summary>
    /// <exception cref="StoreException">The store cannot be used, or another server uses it.</exception>
    /// <exception cref="IOException">The server cannot listen on the address.</exception>
    /// <exception cref="InvalidDataException">A setting is not possible, or <c>appsettings.json</c> cannot be read.</exception>
    public static Task<WebApplication> StartAsync(string[] args) => StartAsync(args, _ => { });

    /// <inheritdoc cref="StartAsync(string[])"/>
    /// <param name="args">The command line.</param>
    /// <param name="replace">Puts services of a test in place of those of the program.</param>
    internal static async Task<WebApplication> StartAsync(string[] args, Action<IServiceCollection> replace)
    {
        var app = Build(args, replace);
        try
        {
            ServerAddress.Check(app.Configuration);
            app.Services.GetRequiredService<ServerLock>();
            var store = app.Services.GetRequiredService<RelationsStore>();
            store.Mark();
            await app.Services.GetRequiredService<FirstStart>().RunAsync(Console.Out, CancellationToken.None);
            await app.Services.GetRequiredService<BackEndStart>().RunAsync(CancellationToken.None);
            await ServerAddress.ListenAsync(app);
            Say(store, app.Logger);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private static void Say(RelationsStore store, ILogger log)
    {
        if (store.IsNew)
        {
            log.LogInformation("The database {Path} is new", store.DatabasePath);
        }

        if (store.IsReadableByOthers)
        {
            log.LogWarning("The database {Path} belongs to somebody else, and others of this machine may read it", store.DatabasePath);
        }
    }

    /// <summary>Settings and logging, the same for the server and for commands.</summary>
    internal static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = SettingsFile.Load(() =>
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions
            {
                Args = args,
                ApplicationName = typeof(RelationsApp).Assembly.GetName().Name,
                ContentRootPath = PublishedFolder(),
            });
            SettingsFile.AddTo(builder.Configuration);
            return builder;
        });

        StartLog.Check(builder.Configuration);

        // Standard output is for the answers of commands.
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }

    private static WebApplication Build(string[] args, Action<IServiceCollection> replace)
    {
        var builder = CreateBuilder(args);

        // The framework does this in Development only; without it `dotnet run` elsewhere answers 500 for _content/….
        builder.WebHost.UseStaticWebAssets();

        builder.Services.AddRelations(builder.Configuration);
        builder.Services.AddSingleton<ServerLock>();
        builder.Services.AddSingleton<SetUpLink>();
        builder.Services.AddSingleton<FirstStart>();
        builder.Services.AddSingleton<BackEndStart>();
        builder.Services.AddHostedService<Core.Watching.StoreWatcher>();
        builder.Services.AddHostedService<Core.Editing.BulkSaveResumer>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Core.Reading.DeskImages>());
        builder.Services.AddHostedService(services => services.GetRequiredService<Core.Backends.BackEndRunner>());
        builder.Services.AddHostedService(services => services.GetRequiredService<Core.Drafts.DraftDesk>());
        builder.Services.AddAgentCookie();
        builder.Services.AddEntrance(builder.Configuration);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents(KeepCircuits).AddHubOptions(WatchLines);
        builder.Services.AddRadzenComponents();
        builder.Services.AddSingleton(services => new Core.BackgroundTasks(services.GetRequiredService<ILogger<Core.BackgroundTasks>>()));
        builder.Services.AddScoped<Notifier>();
        builder.Services.AddScoped<Choice>();
        builder.Services.AddScoped<DraftWords>();
        builder.Services.AddSingleton<State.DraftList>();
        builder.Services.AddScoped<Components.Matrix.RelationTold>();
        builder.Services.AddScoped<Components.Matrix.SaveConsequences>();
        builder.Services.AddScoped<Undoing>();
        builder.Services.AddSingleton<State.HistoryCsv>();
        builder.Services.AddSingleton<State.OfferedFiles>();
        builder.Services.AddScoped<ListScript>();
        builder.Services.AddScoped<FormScript>();
        builder.Services.AddScoped<State.CameFrom>();
        builder.Services.AddSingleton<State.PresenceBoard>();
        builder.Services.AddScoped<CircuitPresence>();
        builder.Services.AddScoped<CircuitLine>();
        builder.Services.AddScoped<CircuitHandler>(services => services.GetRequiredService<CircuitLine>());
        builder.Services.AddScoped<CircuitHandler>(services => services.GetRequiredService<CircuitPresence>());

        replace(builder.Services);

        WebApplication? app = null;
        builder.Logging.HideHostErrorsUntil(() => app is { Lifetime.ApplicationStarted.IsCancellationRequested: true });
        app = builder.Build();

        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/error", createScopeForErrors: true);
        }

        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapSignOut();
        app.MapHistoryExport();
        app.MapMatrixExport();
        app.MapRazorComponents<App>()
            // SecurityHeaders says who may frame us, once.
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);

        return app;
    }

    // Room for everybody's page after the network of a whole office was away.
    private static void KeepCircuits(CircuitOptions options) => options.DisconnectedCircuitMaxRetained = 500;

    // A line that went dead is noticed within 15 seconds on both sides; js/reconnect.js has the same figures.
    private static void WatchLines(HubOptions options) =>
        (options.KeepAliveInterval, options.ClientTimeoutInterval) = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));

    // A published program has its wwwroot beside it, whatever folder it is started from.
    private static string? PublishedFolder() =>
        Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null;
}
