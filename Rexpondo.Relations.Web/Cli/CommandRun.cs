using System.Data.Common;
using Rexpondo.Relations.Core.Maintenance;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Web.Cli;

/// <summary>Runs the body of a command with the services it needs; what stops it becomes one line on standard error.</summary>
internal sealed class CommandRun(string[] settings, CommandConsole console)
{
    private RelationsStore? made;

    public CommandConsole Console => console;

    /// <summary>Runs it on the store that the settings name, which must be there.</summary>
    public Task<int> WithAsync<TService>(Func<TService, Task<int>> body)
        where TService : notnull => RunAsync(body, options => options with { MayCreate = false });

    /// <summary>
    /// Runs it on the store that the settings name, which is made if it is not there. It stays if the command is good, and the
    /// command says so (<see cref="SayIfMade"/>); else it goes again.
    /// </summary>
    public async Task<int> MakingAsync<TService>(Func<TService, Task<int>> body)
        where TService : notnull
    {
        var code = await RunAsync(body, options => options);
        if (code != ExitCode.Good && made is not null)
        {
            StoreMaintenance.Remove(made.DatabasePath);
        }

        return code;
    }

    /// <summary>Runs it on the store that the settings name, or on an empty one that goes again if there is none.</summary>
    public async Task<int> TryingAsync<TService>(Func<TService, Task<int>> body)
        where TService : notnull
    {
        var folder = Directory.CreateTempSubdirectory("relations-");
        try
        {
            return await RunAsync(
                body, options => File.Exists(options.DatabasePath) ? options with { MayCreate = false } : options with { DatabasePath = Path.Combine(folder.FullName, "relations.db") });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Says that the store is new, if it is: a mistyped path would else go unnoticed.</summary>
    public void SayIfMade()
    {
        if (made is not null)
        {
            console.Out.WriteLine($"The database {made.DatabasePath} is new.");
        }
    }

    /// <summary>Runs what needs no open store; a store that cannot be used is one line on standard error.</summary>
    public async Task<int> GuardAsync(Func<IServiceProvider, Task<int>> body, Func<StoreOptions, StoreOptions>? choose = null)
    {
        try
        {
            var builder = RelationsApp.CreateBuilder(settings);
            builder.Services.AddRelations(builder.Configuration);
            builder.Services.AddSingleton<ServerLock>();
            if (choose is not null)
            {
                builder.Services.AddSingleton(choose(StoreSettings.Read(builder.Configuration)));
            }

            await using var services = builder.Services.BuildServiceProvider();
            return await body(services);
        }
        catch (OperationCanceledException)
        {
            return console.Refuse("Cancelled; nothing was written.");
        }
        catch (DbException e)
        {
            return console.Refuse($"{StoreFault.Words(e)}.");
        }
        catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
        {
            return console.Refuse(e.Message);
        }
    }

    private Task<int> RunAsync<TService>(Func<TService, Task<int>> body, Func<StoreOptions, StoreOptions> choose)
        where TService : notnull => GuardAsync(
        services =>
        {
            var store = services.GetRequiredService<RelationsStore>();
            made = store.IsNew ? store : null;
            if (store.IsReadableByOthers)
            {
                console.Error.WriteLine($"The database {store.DatabasePath} belongs to somebody else, and others of this machine may read it.");
            }

            return body(services.GetRequiredService<TService>());
        },
        choose);
}
