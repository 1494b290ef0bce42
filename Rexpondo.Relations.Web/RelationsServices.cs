using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Web;

/// <summary>What the screens need of Core, on the store that the settings name.</summary>
public static class RelationsServices
{
    public static void AddRelations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new StoreOptions { DatabasePath = DatabasePath(configuration) });
        services.AddSingleton<RelationsStore>();
        services.AddSingleton<StoreBell>();
        services.AddSingleton<CatalogReader>();
        services.AddSingleton<AccessWorldReader>();
        services.AddSingleton<NameDirectory>();
        services.AddSingleton<MatrixReader>();
        services.AddSingleton<Core.Editing.RelationEditor>();
        services.AddSingleton<Core.Settings.SettingsEditor>();
        services.AddSingleton<DetailReader>();
        services.AddSingleton<AgentDirectory>();
    }

    private static string DatabasePath(IConfiguration configuration) =>
        Path.Combine(SettingsFile.Folder, new SqliteConnectionStringBuilder(configuration.GetConnectionString("Relations")).DataSource);
}
