using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Maintenance;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Maintenance;

public sealed class StoreMaintenanceTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relations-");
    private readonly Desk desk = new();

    private string BackupFile => Path.Combine(folder.FullName, "backup.db");

    private string Restored => Path.Combine(folder.FullName, "new", "relations.db");

    public void Dispose()
    {
        desk.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Backup_WhileOthersSave_RestoresToAllThatWasAcknowledgedBeforeItAndNothingHalf()
    {
        var group = desk.Group();
        var persons = desk.CustomerUsers(3000);
        var saved = new List<long>();
        var (enough, begun) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var stop = new CancellationTokenSource();
        var saving = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                // Many cells in one save: half of them would be seen.
                var result = await desk.Save(Desk.Edit(MatrixId.CustomerUsersOf(group), PermissionSet.Ro, i % 2 == 0, persons.Select(person => person.Value)));
                lock (saved)
                {
                    saved.Add(((Saved)result).ChangeSet!.Value);
                }

                if (i == 3)
                {
                    enough.SetResult();
                }
            }
        });
        await enough.Task.WaitAsync(Patience.Limit);
        long before;
        lock (saved)
        {
            before = saved[^1];
        }

        Maintenance(desk.Store.DatabasePath).Backup(BackupFile, new Heard(_ => begun.TrySetResult()), CancellationToken.None);
        await stop.CancelAsync();
        await saving.WaitAsync(Patience.Limit);

        begun.Task.IsCompleted.Should().BeTrue("it says how far it is");
        Restore(BackupFile, Restored).Should().BeNull();
        Findings(Restored).Should().BeEmpty();
        using var restored = new RelationsStore(new StoreOptions { DatabasePath = Restored, MayCreate = false });
        restored.Read(ChangeLog.Revision).Should().BeGreaterThanOrEqualTo(before);
        restored.Read(connection => connection.Query("SELECT sum(cells) FROM change_line GROUP BY change_set_id", row => row.GetInt32(0)))
            .Should().OnlyContain(cells => cells == 3000, "a save is all of it or none");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(BackupFile).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(Restored).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Directory.GetFiles(folder.FullName).Should().Equal([BackupFile], "it is one file, and the restore has not touched it");
    }

    [Fact]
    public void Backup_OntoAFileThatIsThere_IsRefusedAndTheFileStays()
    {
        File.WriteAllText(BackupFile, "of yesterday");

        FluentActions.Invoking(() => Maintenance(desk.Store.DatabasePath).Backup(BackupFile, null, CancellationToken.None))
            .Should().Throw<StoreException>().WithMessage("*is there already*");
        File.ReadAllText(BackupFile).Should().Be("of yesterday");
    }

    [Fact]
    public void Backup_ThatIsCancelled_LeavesNothing()
    {
        desk.CustomerUsers(3000);
        using var cancelled = new CancellationTokenSource();

        FluentActions.Invoking(() => Maintenance(desk.Store.DatabasePath).Backup(BackupFile, new Heard(_ => cancelled.Cancel()), cancelled.Token))
            .Should().Throw<OperationCanceledException>();

        Directory.GetFiles(folder.FullName).Should().BeEmpty();
    }

    [Fact]
    public void Restore_OverAStore_KeepsTheFormerOneWithItsLastSaves()
    {
        desk.Group("in both");
        Maintenance(desk.Store.DatabasePath).Backup(BackupFile, null, CancellationToken.None);
        Restore(BackupFile, Restored);
        using (var store = new RelationsStore(new StoreOptions { DatabasePath = Restored }))
        using (var connection = store.Open())
        {
            connection.Execute("INSERT INTO permission_group (name, validity) VALUES ('only here', 1)");
        }

        var kept = Restore(BackupFile, Restored);

        kept.Should().StartWith(Restored + ".");
        Groups(Restored).Should().Equal("in both");
        Groups(kept!).Should().Equal("in both", "only here");
    }

    [Fact]
    public void Restore_WhileAnotherProgramHasTheStoreOpen_IsRefused()
    {
        Maintenance(desk.Store.DatabasePath).Backup(BackupFile, null, CancellationToken.None);
        desk.Group("later");

        FluentActions.Invoking(() => Restore(BackupFile, desk.Store.DatabasePath)).Should().Throw<StoreException>().WithMessage("Another program has the database *");

        desk.Scalar("SELECT count(*) FROM permission_group").Should().Be(1);
    }

    [Theory]
    [InlineData("no database at all")]
    [InlineData("a database of another program")]
    [InlineData("damaged")]
    [InlineData("of a newer program")]
    [InlineData("not there")]
    [InlineData("empty")]
    public void Restore_OfAFileThatIsNoGoodStore_IsRefusedAndNothingIsReplaced(string what)
    {
        desk.CustomerUser();
        Maintenance(desk.Store.DatabasePath).Backup(BackupFile, null, CancellationToken.None);
        Restore(BackupFile, Restored);
        switch (what)
        {
            case "no database at all": File.WriteAllText(BackupFile, new string('x', 5000)); break;
            case "a database of another program": File.Delete(BackupFile); Execute("CREATE TABLE notes (text)"); break;
            case "damaged": Execute("UPDATE customer_user SET login_folded = 'other'"); break;
            case "of a newer program": Execute("PRAGMA user_version = 99"); break;
            case "not there": File.Delete(BackupFile); break;
            case "empty": File.WriteAllBytes(BackupFile, []); break;
        }

        FluentActions.Invoking(() => Restore(BackupFile, Restored)).Should().Throw<StoreException>();

        Directory.GetFiles(Path.GetDirectoryName(Restored)!).Should().Equal(Restored);
        Findings(Restored).Should().BeEmpty();
    }

    [Fact]
    public void Restore_OfADamagedStore_IsPossible()
    {
        Maintenance(desk.Store.DatabasePath).Backup(BackupFile, null, CancellationToken.None);
        Directory.CreateDirectory(Path.GetDirectoryName(Restored)!);
        File.WriteAllText(Restored, new string('x', 5000));

        File.ReadAllText(Restore(BackupFile, Restored)!).Should().StartWith("xxx");

        Findings(Restored).Should().BeEmpty();
    }

    private static StoreMaintenance Maintenance(string database) => new(new StoreOptions { DatabasePath = database }, new FakeClock());

    private static string? Restore(string file, string database) => Maintenance(database).Restore(file, _ => { }, null, CancellationToken.None);

    private static List<string> Findings(string database)
    {
        var findings = new List<string>();
        Maintenance(database).Check(finding => findings.Add(finding.What), null, CancellationToken.None);
        return findings;
    }

    private static List<string> Groups(string database)
    {
        using var store = new RelationsStore(new StoreOptions { DatabasePath = database, MayCreate = false });
        return store.Read(connection => connection.Query("SELECT name FROM permission_group ORDER BY id", row => row.GetString(0)));
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={BackupFile};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }

    private sealed class Heard(Action<StoreProgress> hear) : IProgress<StoreProgress>
    {
        public void Report(StoreProgress value) => hear(value);
    }
}
