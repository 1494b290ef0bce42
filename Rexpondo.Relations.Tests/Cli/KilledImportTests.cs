using System.Text;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Tests.Cli;

public sealed class KilledImportTests : IDisposable
{
    private const int Persons = 4000;
    private const int Groups = 40;
    private const long MiddleOfTheImport = 4 << 20;

    // However late the kill comes, it comes before the end: the import never gets beyond the last person. The ballast is more than
    // an import keeps in memory, so that what it wrote before is in the log of the database by then.
    private static readonly string EndlessAtTheEnd =
        $"""
        CREATE TABLE ballast (content BLOB);
        CREATE VIEW endless AS WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number) SELECT n FROM number;
        CREATE TRIGGER endless_at_the_end AFTER INSERT ON customer_user_group WHEN new.customer_user_id = {Persons}
        BEGIN INSERT INTO ballast SELECT zeroblob(1048576) FROM endless LIMIT 100; SELECT count(*) FROM endless; END
        """;

    private readonly TheProgram program = new();

    [Fact]
    public async Task Import_KilledInTheMiddle_LeavesAllOrNothingAndCanBeRepeated()
    {
        Execute(EndlessAtTheEnd);

        await WriteFilesAsync();
        using var written = new FileGate(program.Database + "-wal", MiddleOfTheImport);
        using (var import = program.Start("import", "files"))
        {
            await Task.WhenAny(written.Reached, import.WaitForExitAsync()).WaitAsync(Patience.Limit);
            import.Kill();
            await import.WaitForExitAsync();
            import.ExitCode.Should().NotBe(0, "it was killed, not finished");
        }

        Counts().Should().Be((0, 0, 0));

        Execute("DROP TRIGGER endless_at_the_end; DROP VIEW endless; DROP TABLE ballast");
        (await program.RunAsync("import", "files")).Code.Should().Be(0);
        Counts().Should().Be((1, Persons, Persons * Groups));
    }

    public void Dispose() => program.Dispose();

    private void Execute(string sql)
    {
        using var store = new RelationsStore(new StoreOptions { DatabasePath = program.Database });
        using var connection = store.Open();
        connection.Execute(sql);
    }

    private (long Revision, long Persons, long Grants) Counts()
    {
        using var store = new RelationsStore(new StoreOptions { DatabasePath = program.Database });
        return store.Read(connection => (
            ChangeLog.Revision(connection), connection.Scalar("SELECT count(*) FROM customer_user"), connection.Scalar("SELECT count(*) FROM customer_user_group")));
    }

    private async Task WriteFilesAsync()
    {
        var (persons, groups, grants) = (new StringBuilder("login,first_name,last_name,email,customer_id,valid\n"), new StringBuilder("name,comment,valid\n"), new StringBuilder("login,group,permission\n"));
        for (var group = 0; group < Groups; group++)
        {
            groups.Append($"group {group},,valid\n");
        }

        for (var person = 0; person < Persons; person++)
        {
            persons.Append($"login{person},First,Last,p{person}@x.example,,valid\n");
            for (var group = 0; group < Groups; group++)
            {
                grants.Append($"login{person},group {group},ro\n");
            }
        }

        var folder = Directory.CreateDirectory(Path.Combine(program.Folder, "files")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "customer_users.csv"), persons.ToString());
        await File.WriteAllTextAsync(Path.Combine(folder, "groups.csv"), groups.ToString());
        await File.WriteAllTextAsync(Path.Combine(folder, "customer_user_groups.csv"), grants.ToString());
    }

    /// <summary>Opens once a file has a size.</summary>
    private sealed class FileGate : IDisposable
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly FileSystemWatcher watcher;

        public FileGate(string path, long size)
        {
            watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path)) { NotifyFilter = NotifyFilters.Size | NotifyFilters.LastWrite };
            watcher.Changed += (_, _) =>
            {
                if (new FileInfo(path) is { Exists: true, Length: var length } && length >= size)
                {
                    reached.TrySetResult();
                }
            };
            watcher.EnableRaisingEvents = true;
        }

        public Task Reached => reached.Task;

        public void Dispose() => watcher.Dispose();
    }
}
