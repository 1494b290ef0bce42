using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Web.Cli;

/// <summary>Runs the body of a command with the services it needs; what stops it becomes one line on standard error.</summary>
internal sealed class CommandRun(string[] settings, CommandConsole console)
{
    public CommandConsole Console => console;

    /// <summary>Runs it on the store that the settings name.</summary>
    public async Task<int> WithAsync<TService>(Func<TService, Task<int>> body)
        where TService : notnull
    {
        try
        {
            var builder = RelationsApp.CreateBuilder(settings);
            builder.Services.AddRelations(builder.Configuration);
            await using var services = builder.Services.BuildServiceProvider();
            return await body(services.GetRequiredService<TService>());
        }
        catch (OperationCanceledException)
        {
            return console.Refuse("Cancelled; nothing was written.");
        }
        catch (Exception e) when (e is StoreException or SqliteException or IOException or UnauthorizedAccessException)
        {
            return console.Refuse(e.Message);
        }
    }
}
