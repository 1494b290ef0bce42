using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration.CommandLine;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Web;

/// <summary>The settings <c>Relations:Provider</c> and <c>ConnectionStrings:Relations</c>.</summary>
public static class StoreSettings
{
    private const string Provider = "Relations:Provider";
    private const string Connection = "ConnectionStrings:Relations";

    /// <summary>Where the data are. The server and every command ask here.</summary>
    /// <exception cref="StoreException">A setting is not possible; the message names it.</exception>
    public static StoreOptions Read(IConfigurationRoot configuration)
    {
        var provider = configuration[Provider] ?? "";
        if (provider.Equals("PostgreSql", StringComparison.OrdinalIgnoreCase))
        {
            throw new StoreException($"{Provider} is PostgreSql, which does not exist yet; use Sqlite.");
        }

        if (!provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
        {
            throw new StoreException($"{Provider} is \"{provider}\"; only Sqlite is possible.");
        }

        var path = DataSource(configuration[Connection]);
        return new StoreOptions { DatabasePath = Path.GetFullPath(path, BaseFolder(configuration)) };
    }

    private static string DataSource(string? connectionString)
    {
        string path;
        try
        {
            path = new SqliteConnectionStringBuilder(connectionString).DataSource;
        }
        catch (ArgumentException e)
        {
            throw new StoreException($"{Connection} is not a connection string: {e.Message}", e);
        }

        return path is "" or ":memory:"
            ? throw new StoreException($"{Connection} must name a database file, for example \"Data Source=data/relations.db\".")
            : path;
    }

    // A relative path counts from the settings file; typed on the command line, from where the user stands.
    private static string BaseFolder(IConfigurationRoot configuration) =>
        configuration.Providers.Last(provider => provider.TryGet(Connection, out _)) is CommandLineConfigurationProvider
            ? Environment.CurrentDirectory
            : SettingsFile.Folder;
}
