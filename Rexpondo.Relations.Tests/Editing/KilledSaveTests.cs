using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Editing;

public sealed class KilledSaveTests
{
    private const int Persons = 5000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Save_KilledInTheMiddle_LeavesAllOrNothingAndEveryAcknowledgedOne(int acknowledgedFirst)
    {
        using var store = new TemporaryStore();
        var group = SeedPersonsAndGroup(store, Persons);

        // The next save begins at once after the line is said, and takes far longer than a kill.
        var acknowledged = 0L;
        using (var load = Start("saves", store.Store.DatabasePath, group.ToString()))
        {
            for (var i = 0; i < acknowledgedFirst; i++)
            {
                acknowledged = long.Parse((await load.StandardOutput.ReadLineAsync())!, System.Globalization.CultureInfo.InvariantCulture);
            }

            load.Kill();
            await load.WaitForExitAsync();
            load.ExitCode.Should().NotBe(0, "it was killed");
        }

        var saves = store.Store.Read(connection => connection.Query(
            "SELECT change_set_id, sum(cells), min(new_keys), max(new_keys) FROM change_line GROUP BY change_set_id ORDER BY change_set_id",
            row => (ChangeSet: row.GetInt64(0), Cells: row.GetInt32(1), Least: row.GetInt64(2), Most: row.GetInt64(3))));
        saves.Should().Contain(save => save.ChangeSet == acknowledged).And.OnlyContain(save => save.Cells == Persons && save.Least == save.Most);
        store.Count("customer_user_group").Should().Be(saves[^1].Most == 0 ? 0 : Persons);
    }

    [Fact]
    public async Task SaveInParts_KilledInTheMiddle_GoesOnAtTheNextStartWithNothingTwiceAndNothingLost()
    {
        const int Many = 200_000;
        using var store = new TemporaryStore();
        var group = SeedPersonsAndGroup(store, Many);
        using (var load = Start("saves", store.Store.DatabasePath, group.ToString()))
        {
            while (store.Store.Read(connection => connection.Scalar("SELECT count(*) FROM bulk_save WHERE done > 0")) == 0)
            {
                load.HasExited.Should().BeFalse();
                await Task.Delay(10);
            }

            load.Kill();
            await load.WaitForExitAsync();
        }

        store.Count("customer_user_group").Should().BeInRange(1, Many - 1, "it was killed in the middle").And.Be(store.Store.Read(Written));

        var results = await new RelationEditor(store.Store, store.Catalogs, store.Bell, store.Clock).ResumeAsync(CancellationToken.None);

        results.Should().ContainSingle().Which.Should().BeOfType<Saved>();
        store.Count("customer_user_group").Should().Be(Many);
        store.Store.Read(connection => CellLog.Since(connection, 0).Select(cell => (cell.Left, cell.New)).Distinct().Count()).Should().Be(Many);
        store.Store.Read(Written).Should().Be(Many, "no cell is written twice");
        store.Count("bulk_save WHERE outcome IS NULL").Should().Be(0);
    }

    private static long Written(SqliteConnection connection) => connection.Scalar("SELECT sum(cells) FROM change_line");

    private static GroupId SeedPersonsAndGroup(TemporaryStore store, int persons)
    {
        store.Execute(
            $"""
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {persons})
            INSERT INTO customer_user (login, login_folded, first_name, last_name, email, email_folded, validity)
            SELECT 'login' || n, 'login' || n, 'First', 'Last', '', '', 1 FROM number;
            INSERT INTO permission_group (name, validity) VALUES ('billing', 1);
            """);
        return new GroupId(1);
    }

    private static Process Start(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Rexpondo.Relations.Benchmarks.dll"));
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        return Process.Start(start)!;
    }
}
