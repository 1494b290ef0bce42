using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Maintenance;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Core.Watching;

namespace Rexpondo.Relations.Web;

/// <summary>What the screens and the commands need of Core, on the store that the settings name.</summary>
public static class RelationsServices
{
    /// <summary>Registers all of it; one instance each for the whole process.</summary>
    /// <exception cref="StoreException">A setting of the store is not possible.</exception>
    public static void AddRelations(this IServiceCollection services, IConfigurationRoot configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(StoreSettings.Read(configuration));
        services.AddSingleton<RelationsStore>();
        services.AddSingleton<StoreBell>();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton(DraftSettings.Read(configuration));
        services.AddSingleton<DraftDesk>();
        services.AddSingleton<CatalogReader>();
        services.AddSingleton<AccessWorldReader>();
        services.AddSingleton<NameDirectory>();
        services.AddSingleton<MatrixReader>();
        services.AddSingleton<DeskImages>();
        services.AddSingleton<DetailReader>();
        services.AddSingleton<AccessReport>();
        services.AddSingleton<AccessCheck>();
        services.AddSingleton<RelationEditor>();
        services.AddSingleton<CustomerUserEditor>();
        services.AddSingleton<CustomerEditor>();
        services.AddSingleton<GroupEditor>();
        services.AddSingleton<ServiceEditor>();
        services.AddSingleton<PersonRelations>();
        services.AddSingleton<SettingsReader>();
        services.AddSingleton<SettingsEditor>();
        services.AddSingleton<AgentDirectory>();
        services.AddSingleton<HistoryReader>();
        services.AddSingleton<ChangeLineReader>();
        services.AddSingleton<ChangeSetUndo>();
        services.AddSingleton<StoreMaintenance>();
        services.AddSingleton<Importer>();
        services.AddSingleton<Exporter>();
        services.AddSingleton(_ => BackEndSettings.Read(configuration));
        services.AddSingleton<BackEndRegistration>();
        services.AddSingleton<Mirror>();
        services.AddSingleton<BackEndRunner>();
        services.AddSingleton<BackEndCheck>();
    }
}
