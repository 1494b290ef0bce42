using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Maintenance;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Tests.Storage;

/// <summary>What becomes of the file under a running server.</summary>
public sealed class StoreFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relations-");
    private RelationsStore store;

    public StoreFileTests() => store = Opened();

    private string Database => PathOf("relations.db");

    public void Dispose()
    {
        store.Dispose();
        folder.Delete(recursive: true);
    }

    public static TheoryData<string> Fates => ["deleted", "moved away", "another one in its place", "its log deleted", "a former copy over it", "a backup over it", "emptied"];

    [Theory]
    [MemberData(nameof(Fates))]
    public async Task Write_OnAFileThatIsNoLongerTheOneThatWasOpened_IsRefusedAndTheNextToo(string fate)
    {
        await SaveAsync(store, "before");
        store.Dispose();
        File.Copy(Database, PathOf("copy.db"));
        store = Opened();
        store.Mark();
        await SaveAsync(store, "acknowledged");
        Backup("backup.db");

        switch (fate)
        {
            case "deleted": File.Delete(Database); break;
            case "moved away": File.Move(Database, PathOf("away.db")); break;
            case "another one in its place": File.Move(PathOf("copy.db"), Database, overwrite: true); break;
            case "its log deleted": File.Delete(Database + "-wal"); break;
            case "a former copy over it": File.Copy(PathOf("copy.db"), Database, overwrite: true); break;
            case "a backup over it": File.Copy(PathOf("backup.db"), Database, overwrite: true); break;
            case "emptied": File.WriteAllBytes(Database, []); break;
        }

        for (var i = 0; i < 2; i++)
        {
            await FluentActions.Awaiting(() => SaveAsync(store, "lost")).Should().ThrowAsync<StoreReplacedException>().WithMessage($"*{Database} was deleted or replaced*");
        }

        if (fate is "deleted" or "moved away" or "another one in its place")
        {
            store.Read(Groups).Should().Contain("acknowledged", "the screens go on showing what they have");
        }

        store.IsThere().Should().BeFalse();
        store.Dispose();
        Directory.GetFiles(folder.FullName, "*.db").Should().NotContain(file => Names(file).Contains("lost"), "nothing was written anywhere");
    }

    [Fact]
    public async Task Write_OnceTheFileIsBack_GoesOn()
    {
        await SaveAsync(store, "before");
        File.Move(Database, PathOf("away.db"));
        await FluentActions.Awaiting(() => SaveAsync(store, "lost")).Should().ThrowAsync<StoreReplacedException>();

        File.Move(PathOf("away.db"), Database);

        await SaveAsync(store, "after");
        store.Read(Groups).Should().BeEquivalentTo("before", "after");
    }

    [Fact]
    public async Task Write_OnAStoreThatWentBackThroughTheEngine_IsRefused()
    {
        await SaveAsync(store, "before");
        Backup("backup.db");
        await SaveAsync(store, "acknowledged");
        using (var backup = new SqliteConnection($"Data Source={PathOf("backup.db")};Pooling=False"))
        using (var live = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            backup.Open();
            live.Open();
            backup.BackupDatabase(live);
        }

        await FluentActions.Awaiting(() => SaveAsync(store, "on top of less")).Should().ThrowAsync<StoreReplacedException>();
    }

    [Fact]
    public async Task Write_BesideACommandThatWritesAndMovesItsLogIntoTheFile_GoesOn()
    {
        store.Mark();
        using (var command = Opened())
        {
            for (var i = 0; i < 5; i++)
            {
                await SaveAsync(command, $"command {i}");
                using (var connection = command.Open())
                {
                    connection.Execute("PRAGMA wal_checkpoint");
                }

                await SaveAsync(store, $"server {i}");
            }
        }

        store.IsThere().Should().BeTrue();
        store.Read(Groups).Should().HaveCount(10);
    }

    private RelationsStore Opened() => new(new StoreOptions { DatabasePath = Database });

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private void Backup(string name) => new StoreMaintenance(new StoreOptions { DatabasePath = Database }, TimeProvider.System).Backup(PathOf(name), null, CancellationToken.None);

    private static Task SaveAsync(RelationsStore store, string name) => store.WriteAsync(
        connection => ChangeLog.Begin(connection, new ChangeAuthor(null, "test", ChangeWay.CommandLine), DateTimeOffset.UnixEpoch, touchesNames: false)
            + connection.Execute("INSERT INTO permission_group (name, validity) VALUES ($name, 1)", ("$name", name)),
        CancellationToken.None);

    private static List<string> Groups(SqliteConnection connection) => connection.Query("SELECT name FROM permission_group", row => row.GetString(0));

    private static List<string> Names(string file)
    {
        using var connection = new SqliteConnection($"Data Source={new Uri(file).AbsoluteUri}?immutable=1;Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection.Scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'permission_group'") == 0 ? [] : Groups(connection);
    }
}
