using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Benchmarks.Budgets;

/// <summary>A filled store with everything the program makes of it, in a temporary folder.</summary>
internal sealed class BudgetDesk : IAsyncDisposable
{
    public const int Groups = 500;
    public const int Services = 300;

    private readonly string folder = Directory.CreateTempSubdirectory("relations-benchmark-").FullName;
    private readonly ServiceProvider services;

    private BudgetDesk(int people)
    {
        People = people;
        var settings = new Dictionary<string, string?>
        {
            ["Relations:Provider"] = "Sqlite",
            ["ConnectionStrings:Relations"] = $"Data Source={Database}",
            ["Relations:ConfigFolder"] = folder,
        };
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddRelations((IConfigurationRoot)new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services = collection.BuildServiceProvider();
    }

    public int People { get; }

    public string Database => Path.Combine(folder, "relations.db");

    /// <summary>The folder of the files it was imported from.</summary>
    public string Files => Path.Combine(folder, "desk");

    public RelationsStore Store => Get<RelationsStore>();

    public AgentId Agent { get; private set; }

    public AgentId OtherAgent { get; private set; }

    public static async Task<BudgetDesk> FillAsync(int people)
    {
        var desk = new BudgetDesk(people);
        await LargeDesk.FillAsync(desk.Get<Importer>(), desk.Files, people, Groups, Services);
        (desk.Agent, desk.OtherAgent) = (await desk.AddAsync("bench"), await desk.AddAsync("other"));
        return desk;
    }

    /// <summary>Size of the database, what is still in its side file included.</summary>
    public long DatabaseBytes()
    {
        using var connection = Store.Open();
        using var size = connection.CreateCommand();
        size.CommandText = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        return (long)size.ExecuteScalar()!;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Everybody, by number.</summary>
    public IReadOnlyList<int> Everybody() => [.. Get<AccessWorldReader>().Read().Persons.Select(person => person.Id)];

    public Task<SaveResult> SaveAsync(EditSet edits, AgentId agent) => Get<RelationEditor>().SaveAsync(edits, agent, null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<AgentId> AddAsync(string login) =>
        ((AgentSaved)await Get<AgentDirectory>().AddAsync(login, AgentRole.Admin, ScreensBenchmark.Password, CancellationToken.None)).Agent.Id;
}
