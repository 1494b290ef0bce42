using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Tests.Storage;

/// <summary>An empty store, without even an agent, in a folder of its own that goes with it.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relations-");

    public TemporaryStore()
    {
        Store = new RelationsStore(new StoreOptions { DatabasePath = Path.Combine(folder.FullName, "relations.db") });
        Catalogs = new CatalogReader(Store);
        Worlds = new AccessWorldReader(Store, Catalogs);
    }

    public RelationsStore Store { get; }

    public StoreBell Bell { get; } = new();

    public FakeClock Clock { get; } = new();

    public CatalogReader Catalogs { get; }

    public AccessWorldReader Worlds { get; }

    /// <summary>A folder for the test's own files.</summary>
    public string Folder => folder.FullName;

    public long Revision => Store.Read(ChangeLog.Revision);

    public long Count(string table) => Store.Read(connection => connection.Scalar($"SELECT count(*) FROM {table}"));

    public List<string> Texts(string sql) => Store.Read(connection => connection.Query(sql, row => row.GetString(0)));

    public void Execute(string sql)
    {
        using var connection = Store.Open();
        connection.Execute(sql);
    }

    public void Dispose()
    {
        Store.Dispose();
        folder.Delete(recursive: true);
    }
}
