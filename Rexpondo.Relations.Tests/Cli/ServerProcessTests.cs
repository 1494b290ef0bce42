namespace Rexpondo.Relations.Tests.Cli;

public sealed class ServerProcessTests : IDisposable
{
    private readonly TheProgram program = new();

    [Fact]
    public async Task Server_InProductionOnAnEmptyStore_SaysTheSetUpLinkAndRefusesASecondServer()
    {
        using var first = program.Start("--urls=http://127.0.0.1:0", "--environment=Production");
        try
        {
            (await first.StandardOutput.ReadLineAsync()).Should().Be("There is no agent yet. Create the first one here:");
            (await first.StandardOutput.ReadLineAsync()).Should().MatchRegex("^  http://127\\.0\\.0\\.1:0/set-up\\?token=[A-Za-z0-9_-]{43}$");

            var second = await program.RunAsync("--urls=http://127.0.0.1:0", "--environment=Production");
            second.Should().Be(new TheProgram.Ended(1, "", $"Another server is already running on the database {program.Database}.\n"));

            (await program.RunAsync("backup", "copy.db")).Should().Be(new TheProgram.Ended(0, "", ""));
            (await program.RunAsync("restore", "copy.db")).Should().Be(second);
            (await program.RunAsync("import", Repository.Sample)).Code.Should().Be(0);
        }
        finally
        {
            first.Kill();
            await first.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task Server_InDevelopmentOnAnEmptyStore_LoadsTheSampleAndSaysAPasswordOnce()
    {
        var lines = await FirstLinesAsync(4);
        lines[0].Should().Be("The first agent was made. This is said once:");
        lines[1..3].Should().Equal("  Address   http://127.0.0.1:0", "  Login     root@localhost");
        lines[3].Should().MatchRegex("^  Password  [A-Za-z2-9]{20}$");

        (await program.RunAsync("import", Repository.Sample)).Out.Should().EndWith("nothing to write\n");
    }

    private async Task<List<string?>> FirstLinesAsync(int count)
    {
        using var server = program.Start("--urls=http://127.0.0.1:0", "--environment=Development");
        try
        {
            var lines = new List<string?>();
            for (var i = 0; i < count; i++)
            {
                lines.Add(await server.StandardOutput.ReadLineAsync());
            }

            return lines;
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    public void Dispose() => program.Dispose();
}
