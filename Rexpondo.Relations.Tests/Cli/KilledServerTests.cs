using System.Net.WebSockets;
using Rexpondo.Relations.Benchmarks.Circuits;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Tests.Cli;

/// <summary>The server is killed while agents save through open screens; what it acknowledged is there, and nothing half.</summary>
public sealed class KilledServerTests : IDisposable
{
    private const int Savers = 8;
    private const int Persons = 12;
    private const string Password = "correct horse";

    private readonly TheProgram program = new();

    [Fact]
    public async Task Server_KilledDuringSaves_KeepsEveryAcknowledgedOneAndNoHalf()
    {
        await FillAsync();
        var acknowledged = new int[Savers];
        foreach (var enough in new[] { 1, 5, 12, 3, 20 })
        {
            await SaveUntilKilledAsync(acknowledged, enough);
            Check(acknowledged);
        }
    }

    public void Dispose() => program.Dispose();

    private async Task SaveUntilKilledAsync(int[] acknowledged, int enough)
    {
        using var server = program.Start("--urls=http://127.0.0.1:0", "--environment=Production", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information");
        var pages = new List<HeadlessPage>();
        using var agents = new Agents();
        try
        {
            var address = await TheProgram.AddressAsync(server).WaitAsync(Patience.Limit);
            for (var i = 0; i < Savers; i++)
            {
                pages.Add(await HeadlessPage.OpenAsync(await agents.SignInAsync(address, $"agent{i}"), $"/customer-users-groups/groups/{i + 1}"));
            }

            // Each saves a whole column, on and off, as fast as she is answered.
            var (left, reached) = (enough, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            var saving = pages.Select((page, i) => SaveAsync(page, () =>
            {
                acknowledged[i]++;
                if (Interlocked.Decrement(ref left) == 0)
                {
                    reached.SetResult();
                }
            })).ToList();
            await Task.WhenAny(reached.Task, Task.WhenAll(saving)).WaitAsync(Patience.Limit);
            reached.Task.IsCompleted.Should().BeTrue("nobody stops before the server is killed");
            server.Kill();
            await Task.WhenAll(saving).WaitAsync(Patience.Limit);
        }
        finally
        {
            if (!server.HasExited)
            {
                server.Kill();
            }

            await server.WaitForExitAsync();
            foreach (var page in pages)
            {
                await page.AbandonAsync();
            }
        }
    }

    private static async Task SaveAsync(HeadlessPage page, Action acknowledged)
    {
        try
        {
            while (true)
            {
                await page.UntilAsync(drawn => Header(drawn) is { Disabled: false });
                // What was unsaved at the kill is there again and is saved as it is.
                if (!page.Look(IsPending))
                {
                    await page.TickAsync(page.Look(Header)!);
                    await page.UntilAsync(IsPending);
                }

                await page.ClickAsync("Save");
                await page.UntilAsync(drawn => Bar(drawn).Contains("Nothing changed", StringComparison.Ordinal));
                acknowledged();
            }
        }
        catch (Exception e) when (e is InvalidOperationException or WebSocketException or HttpRequestException or ObjectDisposedException)
        {
            // the server is gone
        }
    }

    private static bool IsPending(DrawnPage drawn) => Bar(drawn).Contains($"{Persons} unsaved changes", StringComparison.Ordinal);

    private static DrawnNode? Header(DrawnPage drawn) =>
        drawn.Elements.FirstOrDefault(element => element.Name == "input" && element.Label is { } label && label.StartsWith("rw, all", StringComparison.Ordinal));

    private static string Bar(DrawnPage drawn) => string.Concat(drawn.Elements.Where(element => element.Attributes.GetValueOrDefault("class") == "what").Select(drawn.TextOf));

    /// <summary>Every save is a whole column; the log says the same as the rows; no acknowledged save is missing.</summary>
    private void Check(int[] acknowledged)
    {
        using var store = new RelationsStore(new StoreOptions { DatabasePath = program.Database });
        store.Read(connection =>
        {
            var sets = connection.Query(
                "SELECT right_id, sum(cells), min(new_keys), max(new_keys) FROM change_line GROUP BY change_set_id ORDER BY change_set_id",
                row => (Group: row.GetInt32(0), Cells: row.GetInt32(1), Least: row.GetInt64(2), Most: row.GetInt64(3)));
            sets.Should().OnlyContain(set => set.Cells == Persons && set.Least == set.Most, "a save is all of it or none");
            for (var i = 0; i < Savers; i++)
            {
                var kept = sets.Count(set => set.Group == i + 1);
                kept.Should().BeInRange(acknowledged[i], acknowledged[i] + 1, "only the save that was on its way may be there without having been acknowledged");
                acknowledged[i] = kept;
            }

            var rows = connection.Query("SELECT customer_user_id || ' ' || group_id || ' ' || keys FROM customer_user_group ORDER BY 1", row => row.GetString(0));
            var folded = CellLog.Since(connection, 0).Where(cell => cell.Kind == RelationKind.CustomerUserGroup)
                .GroupBy(cell => (cell.Left, cell.Right), (_, cells) => cells.Last()).Where(cell => !cell.New.IsEmpty)
                .Select(cell => $"{cell.Left} {cell.Right} {cell.New.Bits}").Order(StringComparer.Ordinal);
            rows.Should().Equal(folded, "the log and the rows are written together");
            return 0;
        });
    }

    private async Task FillAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(program.Folder, "files")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "groups.csv"), "name,comment,valid\n" + string.Concat(Enumerable.Range(0, Savers).Select(i => $"group {i},,valid\n")));
        await File.WriteAllTextAsync(Path.Combine(folder, "customer_users.csv"), "login,first_name,last_name,email,customer_id,valid\n"
            + string.Concat(Enumerable.Range(0, Persons).Select(i => $"p{i:00},Person,{i:00},,,valid\n")));
        await File.WriteAllTextAsync(Path.Combine(folder, "settings.json"), """{ "CustomerGroupSupport": true }""");
        using var store = new RelationsStore(new StoreOptions { DatabasePath = program.Database });
        var bell = new StoreBell();
        (await new Importer(store, bell, TimeProvider.System).ImportAsync(
            folder, new ChangeAuthor(null, "test", ChangeWay.Import), dryRun: false, progress: null, CancellationToken.None)).Should().BeOfType<Imported>();
        var agents = new AgentDirectory(store, bell, TimeProvider.System);
        for (var i = 0; i < Savers; i++)
        {
            await agents.AddAsync($"agent{i}", AgentRole.Admin, Password, CancellationToken.None);
        }
    }

    private sealed class Agents : IDisposable
    {
        private readonly List<HeadlessAgent> signedIn = [];

        public async Task<HeadlessAgent> SignInAsync(Uri address, string login)
        {
            var agent = await HeadlessAgent.SignInAsync(address, login, Password);
            signedIn.Add(agent);
            return agent;
        }

        public void Dispose() => signedIn.ForEach(agent => agent.Dispose());
    }
}
