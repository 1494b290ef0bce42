using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Tests.Storage;

public sealed class WriterConnectionTests : IDisposable
{
    private const string Numbers = "SELECT value FROM json_each('[1, 2, 3]')";
    private const string Insert = "INSERT INTO t (n) VALUES ($n)";

    private readonly TemporaryStore temporary = new();

    private RelationsStore Store => temporary.Store;

    public void Dispose() => temporary.Dispose();

    [Fact]
    public async Task Statement_UsedAgain_HasOnlyTheParametersOfThatTime()
    {
        (await AskAsync("SELECT $a", ("$a", 1))).Should().Be(1);
        (await AskAsync("SELECT $a", ("$a", 2))).Should().Be(2);
        await FluentActions.Awaiting(() => AskAsync("SELECT $a")).Should().ThrowAsync<InvalidOperationException>("nothing of the last time is left");
    }

    [Fact]
    public async Task Statement_UsedWhileItRuns_IsAnotherOne()
    {
        var pairs = await Store.WriteAsync(
            connection => connection.Query(
                Numbers, row => (Outer: row.GetInt32(0), Inner: connection.Query(Numbers, inner => inner.GetInt32(0)))),
            CancellationToken.None);

        pairs.Select(pair => pair.Outer).Should().Equal(1, 2, 3);
        pairs.Should().OnlyContain(pair => pair.Inner.SequenceEqual(new[] { 1, 2, 3 }));
    }

    [Fact]
    public async Task Write_AfterOneThatFailed_IsAsIfThatHadNotBeen()
    {
        await Store.WriteAsync(connection => connection.Execute("CREATE TABLE t (n INTEGER PRIMARY KEY)"), CancellationToken.None);
        await InsertAsync(1);

        await FluentActions.Awaiting(() => Store.WriteAsync(
            connection =>
            {
                connection.Execute(Insert, ("$n", 2));
                return connection.Execute(Insert, ("$n", 1));
            },
            CancellationToken.None)).Should().ThrowAsync<SqliteException>();

        await InsertAsync(3);
        Store.Read(connection => connection.Query("SELECT n FROM t ORDER BY n", row => row.GetInt32(0))).Should().Equal(1, 3);
    }

    [Fact]
    public async Task Statement_OfATableThatWasMadeAnew_IsCompiledAnew()
    {
        await Store.WriteAsync(connection => connection.Execute("CREATE TABLE t (n INTEGER PRIMARY KEY)"), CancellationToken.None);
        await InsertAsync(1);
        await Store.WriteAsync(connection => connection.Execute("DROP TABLE t; CREATE TABLE t (m TEXT, n INTEGER)"), CancellationToken.None);

        await InsertAsync(5);

        Store.Read(connection => connection.Scalar("SELECT n FROM t")).Should().Be(5);
    }

    [Fact]
    public async Task Store_DisposedDuringAWrite_LetsItEndAndClosesThen()
    {
        using var begun = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        await Store.WriteAsync(connection => connection.Execute("CREATE TABLE t (n INTEGER PRIMARY KEY)"), CancellationToken.None);
        SqliteConnection? used = null;
        var write = Task.Run(() => Store.WriteAsync(
            connection =>
            {
                used = connection;
                begun.Release();
                goOn.Wait();
                return connection.Execute(Insert, ("$n", 7));
            },
            CancellationToken.None));
        await begun.WaitAsync();

        Store.Dispose();
        goOn.Release();

        (await write).Should().Be(1);
        used!.State.Should().Be(System.Data.ConnectionState.Closed);
        using var again = new RelationsStore(new StoreOptions { DatabasePath = Store.DatabasePath });
        again.Read(connection => connection.Scalar("SELECT n FROM t")).Should().Be(7);
    }

    [Fact]
    public async Task Store_ThatIsDisposed_IsNeitherReadNorWritten()
    {
        await Store.WriteAsync(connection => connection.Execute("CREATE TABLE t (n INTEGER PRIMARY KEY)"), CancellationToken.None);
        using var begun = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var write = Task.Run(() => Store.WriteAsync(
            _ =>
            {
                begun.Release();
                goOn.Wait();
                return 0;
            },
            CancellationToken.None));
        await begun.WaitAsync(Patience.Limit);
        var queued = InsertAsync(1);

        Store.Dispose();
        goOn.Release();
        await write;

        await FluentActions.Awaiting(() => queued).Should().ThrowAsync<ObjectDisposedException>();
        await FluentActions.Awaiting(() => InsertAsync(2)).Should().ThrowAsync<ObjectDisposedException>();
        FluentActions.Invoking(() => Store.Read(connection => connection.Scalar("SELECT count(*) FROM t"))).Should().Throw<ObjectDisposedException>();
        File.Exists(Store.DatabasePath + "-wal").Should().BeFalse("nobody has it open");
    }

    private Task<long> AskAsync(string sql, params (string Name, object? Value)[] parameters) =>
        Store.WriteAsync(connection => connection.Scalar(sql, parameters), CancellationToken.None);

    private Task<int> InsertAsync(int n) => Store.WriteAsync(connection => connection.Execute(Insert, ("$n", n)), CancellationToken.None);
}
