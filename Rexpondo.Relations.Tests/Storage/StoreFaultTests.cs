using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Tests.Storage;

public sealed class StoreFaultTests : IDisposable
{
    private readonly TemporaryStore temporary = new();

    private RelationsStore Store => temporary.Store;

    public void Dispose() => temporary.Dispose();

    [Fact]
    public async Task Words_OfAFullDisk_SaySoAndNothingIsHalf()
    {
        await Store.WriteAsync(connection => connection.Scalar($"PRAGMA max_page_count = {connection.Scalar("PRAGMA page_count")}"), CancellationToken.None);

        var failed = (await FluentActions.Awaiting(() => Store.WriteAsync(Fill, CancellationToken.None)).Should().ThrowAsync<SqliteException>()).Which;

        StoreFault.Words(failed).Should().Be("the disk is full");
        temporary.Count("permission_group").Should().Be(0);

        // There is room again.
        await Store.WriteAsync(Fill, CancellationToken.None);
        temporary.Count("permission_group").Should().Be(2000);
    }

    [Fact]
    public async Task Words_OfADatabaseThatMayOnlyBeRead_SaySo()
    {
        await Store.WriteAsync(connection => connection.Execute("PRAGMA query_only = ON"), CancellationToken.None);

        var failed = (await FluentActions.Awaiting(() => Store.WriteAsync(Fill, CancellationToken.None)).Should().ThrowAsync<SqliteException>()).Which;

        StoreFault.Words(failed).Should().Be("the database file, its folder or its file system is read-only");
    }

    [Theory]
    [InlineData(5, "another program keeps the database locked; try again")]
    [InlineData(11, "the database file is damaged; the command check --store says what is wrong")]
    [InlineData(26, "the file is not a database")]
    [InlineData(10, "the disk could not be read or written")]
    public void Words_OfWhatTheEngineSays_AreOurs(int code, string words) => StoreFault.Words(new SqliteException("SQLite says.", code)).Should().Be(words);

    [Fact]
    public void Words_OfSomethingElse_HaveNoFullStop() => StoreFault.Words(new InvalidOperationException("It broke.")).Should().Be("It broke");

    [Theory]
    [InlineData(28, "the disk is full")]
    [InlineData(30, "the file system is read-only")]
    public void Words_OfTheOperatingSystem_AreOurs(int number, string words) => StoreFault.Words(new IOException("No.", number)).Should().Be(words);

    [Fact]
    public void ServerLock_OnAFileThatCannotBeWritten_DoesNotSpeakOfAnotherServer()
    {
        Directory.CreateDirectory(Store.DatabasePath + ".server"); // whatever the reason, also for root

        FluentActions.Invoking(() => new ServerLock(new StoreOptions { DatabasePath = Store.DatabasePath }))
            .Should().Throw<StoreException>().WithMessage("The database * cannot be opened: *");
    }

    [Fact]
    public void ServerLock_BesideAServer_SaysSo()
    {
        var options = new StoreOptions { DatabasePath = Store.DatabasePath };
        using var first = new ServerLock(options);

        FluentActions.Invoking(() => new ServerLock(options)).Should().Throw<StoreException>().WithMessage("Another server is already running on the database *");
    }

    private static int Fill(SqliteConnection connection) => connection.Execute(
        """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
        INSERT INTO permission_group (name, comment, validity) SELECT 'group ' || i, hex(randomblob(500)), 1 FROM n
        """);
}
