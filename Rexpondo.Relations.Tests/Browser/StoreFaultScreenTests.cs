using Microsoft.Extensions.DependencyInjection;
using Rexpondo.Relations.Benchmarks.Circuits;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Browser.Screens;

namespace Rexpondo.Relations.Tests.Browser;

/// <summary>What an open screen says when its save cannot be written, and that it keeps what was edited. Pages without a browser.</summary>
public sealed class StoreFaultScreenTests : IAsyncLifetime
{
    private RelationsServer server = null!;
    private HeadlessAgent boss = null!;
    private HeadlessPage page = null!;

    public async Task InitializeAsync()
    {
        server = await ScreenDesk.StartAsync([.. SmallDesk.All]);
        await server.AddAgentAsync("boss");
        boss = await HeadlessAgent.SignInAsync(server.Address, "boss", Welcome.Password);
        page = await HeadlessPage.OpenAsync(boss, server.GroupsOf("carla"));
    }

    public async Task DisposeAsync()
    {
        await page.DisposeAsync();
        boss.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Save_OnADatabaseThatWasMovedAway_SaysSoKeepsTheEditAndGoesOnOnceItIsBack()
    {
        var database = Store.DatabasePath;
        await page.TickAsync(page.Box("ro, billing")!);
        await page.UntilAsync(drawn => Text(drawn).Contains("1 unsaved change", StringComparison.Ordinal));
        File.Move(database, database + ".away");

        await page.ClickAsync("Save");
        await page.UntilAsync(drawn => Text(drawn).Contains(
            $"Nothing was written: the database file {database} was deleted or replaced while this program had it open", StringComparison.Ordinal));
        page.Look(Text).Should().Contain("Changed 1");

        File.Move(database + ".away", database);
        await page.ClickAsync("Save");
        await page.UntilAsync(drawn => Text(drawn).Contains("Nothing changed", StringComparison.Ordinal));
        server.GroupRows("carla", "billing").Should().ContainSingle();
    }

    [Fact]
    public async Task Save_OnAFullDisk_SaysSoInOneSentenceAndKeepsTheEdit()
    {
        await page.TickAsync(page.Box("ro, billing")!);
        await page.UntilAsync(drawn => Text(drawn).Contains("1 unsaved change", StringComparison.Ordinal));
        var rows = server.GroupRows();
        // A trigger cannot raise SQLITE_FULL; a row that grows beyond the last page does.
        server.Execute("CREATE TRIGGER large BEFORE INSERT ON customer_user_group BEGIN INSERT INTO permission_group (name, comment, validity) VALUES ('large', hex(randomblob(900000)), 1); END");
        await Store.WriteAsync(connection => connection.Scalar($"PRAGMA max_page_count = {connection.Scalar("PRAGMA page_count") + 50}"), CancellationToken.None);

        await page.ClickAsync("Save");

        await page.UntilAsync(drawn => Text(drawn).Contains("Nothing was written: the disk is full. Your 1 change is still here.", StringComparison.Ordinal));
        server.GroupRows().Should().Equal(rows);
        page.Look(Text).Should().Contain("Changed 1").And.NotContain("SQLite");
    }

    private RelationsStore Store => server.Services.GetRequiredService<RelationsStore>();

    private static string Text(DrawnPage drawn) => string.Join('\n', drawn.Elements.Where(element => element.Children.Count > 0).Select(drawn.TextOf));
}
