using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Tests.Storage;

public sealed class RelationsStoreTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relations-");

    private string Database => Path.Combine(folder.FullName, "data", "relations.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Open_OfAFileInAFolderThatIsNotThere_MakesBoth()
    {
        using var store = new RelationsStore(new StoreOptions { DatabasePath = Database });

        File.Exists(Database).Should().BeTrue();
        store.Read(ChangeLog.Revision).Should().Be(0);
    }

    [Fact]
    public void Open_OfAStoreThatIsThere_KeepsWhatIsInIt()
    {
        using (var store = new RelationsStore(new StoreOptions { DatabasePath = Database }))
        using (var connection = store.Open())
        {
            connection.Execute("INSERT INTO permission_group (name, validity) VALUES ('Ümläute', 1)");
        }

        using var again = new RelationsStore(new StoreOptions { DatabasePath = Database });
        again.Read(connection => connection.Scalar("SELECT count(*) FROM permission_group WHERE name = 'Ümläute'")).Should().Be(1);
    }

    [Fact]
    public void Open_OfAFileThatIsNoDatabase_SaysSoInOneLine()
    {
        var path = Path.Combine(folder.FullName, "notes.txt");
        File.WriteAllText(path, new string('x', 5000));

        FluentActions.Invoking(() => new RelationsStore(new StoreOptions { DatabasePath = path })).Should().Throw<StoreException>().WithMessage($"The database {path} cannot be opened: *");
    }

    [Fact]
    public void Open_OfAStoreOfANewerProgram_IsRefused()
    {
        using (var store = new RelationsStore(new StoreOptions { DatabasePath = Database }))
        using (var connection = store.Open())
        {
            connection.Execute("PRAGMA user_version = 99");
        }

        FluentActions.Invoking(() => new RelationsStore(new StoreOptions { DatabasePath = Database })).Should().Throw<StoreException>().WithMessage("*newer version*");
    }

    [Fact]
    public async Task Read_WhoseTokenIsCancelledMeanwhile_IsBrokenOffAndTheNextOneReads()
    {
        const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        using var store = new RelationsStore(new StoreOptions { DatabasePath = Database });
        using var left = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var reading = Task.Run(() => store.Read(
            connection =>
            {
                begun.SetResult();
                return connection.Scalar(Endless);
            },
            left.Token));
        await begun.Task.WaitAsync(Patience.Limit);
        await left.CancelAsync();

        await reading.Invoking(read => read.WaitAsync(Patience.Limit)).Should().ThrowAsync<OperationCanceledException>();
        store.Read(ChangeLog.Revision).Should().Be(0);
        FluentActions.Invoking(() => store.Read(ChangeLog.Revision, left.Token)).Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public async Task Open_ByManyAtOnce_AppliesTheSchemaOnce()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => new RelationsStore(new StoreOptions { DatabasePath = Database }))));

        stores[0].Read(connection => connection.Scalar("SELECT count(*) FROM back_end")).Should().Be(1);
        Array.ForEach(stores, store => store.Dispose());
    }

    [Fact]
    public async Task Read_DuringAWrite_SeesTheStoreBeforeItAndFromThenOnTheStoreAfterIt()
    {
        using var store = new RelationsStore(new StoreOptions { DatabasePath = Database });
        await store.WriteAsync(
            writing =>
            {
                writing.Execute("INSERT INTO permission_group (name, validity) VALUES ('billing', 1)");
                store.Read(Groups).Should().Be(0, "it is not committed");
                return 0;
            },
            CancellationToken.None);

        store.Read(Groups).Should().Be(1);
    }

    [Fact]
    public async Task Read_WithAWriteInItsMiddle_SeesOneRevision()
    {
        using var store = new RelationsStore(new StoreOptions { DatabasePath = Database });
        using var reading = store.Open();
        using var snapshot = reading.BeginTransaction(deferred: true);
        Groups(reading).Should().Be(0);

        await store.WriteAsync(writing => writing.Execute("INSERT INTO permission_group (name, validity) VALUES ('billing', 1)"), CancellationToken.None);

        Groups(reading).Should().Be(0);
    }

    [Fact]
    public async Task WriteAsync_ThatThrows_LeavesNothingAndLetsTheNextOneIn()
    {
        using var store = new RelationsStore(new StoreOptions { DatabasePath = Database });
        var failing = () => store.WriteAsync<int>(
            connection =>
            {
                connection.Execute("INSERT INTO permission_group (name, validity) VALUES ('billing', 1)");
                throw new InvalidOperationException("halfway");
            },
            CancellationToken.None);

        await failing.Should().ThrowAsync<InvalidOperationException>();

        store.Read(Groups).Should().Be(0);
        (await store.WriteAsync(connection => connection.Scalar("SELECT 7"), CancellationToken.None)).Should().Be(7);
    }

    [Theory]
    [InlineData("INSERT INTO customer_user_group VALUES (1, 1, 0)")]
    [InlineData("INSERT INTO customer_user_group VALUES (1, 99, 1)")]
    [InlineData("INSERT INTO customer_user_service VALUES (1, 1, 2)")]
    [InlineData("INSERT INTO default_service VALUES (1, 1, 1)")]
    [InlineData("INSERT INTO permission_group (name, validity) VALUES ('', 1)")]
    [InlineData("INSERT INTO permission_group (name, validity) VALUES ('billing', 4)")]
    [InlineData("INSERT INTO permission_group (name, validity) VALUES ('there', 1)")]
    public void TheSchema_UnderTheProgram_RefusesWhatNoRuleAllows(string sql)
    {
        using var store = new RelationsStore(new StoreOptions { DatabasePath = Database });
        using var connection = store.Open();
        connection.Execute(
            """
            INSERT INTO permission_group (name, validity) VALUES ('there', 1);
            INSERT INTO service (full_name, validity) VALUES ('Mail', 1);
            INSERT INTO customer_user (login, login_folded, first_name, last_name, email, email_folded, validity) VALUES ('anna', 'anna', '', '', '', '', 1)
            """);

        FluentActions.Invoking(() => connection.Execute(sql)).Should().Throw<SqliteException>();
    }

    private static long Groups(SqliteConnection connection) => connection.Scalar("SELECT count(*) FROM permission_group");

    [Fact]
    public async Task WriteAsync_FromTheTurnOfAScreen_WritesOnNobodysTurn()
    {
        using var store = new RelationsStore(new StoreOptions { DatabasePath = Database });
        var (before, turn) = (SynchronizationContext.Current, new SynchronizationContext());
        Task<SynchronizationContext?> write;
        SynchronizationContext.SetSynchronizationContext(turn);
        try
        {
            write = store.WriteAsync(_ => SynchronizationContext.Current, default);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        (await write).Should().NotBeSameAs(turn);
    }
}
