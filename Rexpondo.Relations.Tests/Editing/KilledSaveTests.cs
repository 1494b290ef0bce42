using System.Diagnostics;
using Rexpondo.Relations.Core;
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
        var group = SeedPersonsAndGroup(store);

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

    private static GroupId SeedPersonsAndGroup(TemporaryStore store)
    {
        store.Execute(
            $"""
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {Persons})
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
