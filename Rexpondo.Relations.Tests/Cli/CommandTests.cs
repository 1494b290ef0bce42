using System.Text.Json;
using Rexpondo.Relations.Core.Importing;

namespace Rexpondo.Relations.Tests.Cli;

public sealed class CommandTests : IDisposable
{
    private readonly TheProgram program = new();

    [Fact]
    public async Task Commands_OnTheGoldenWorld_AnswerOnStandardOutputAlone()
    {
        var imported = await program.RunAsync("import", Repository.Golden, "--ignore-other-files");
        (imported.Code, imported.Error).Should().Be((
            0,
            "settings.json:3: CustomerGroupAlwaysGroups: \"Kiosk\" matches no valid group and has no effect\n"
            + "settings.json:3: CustomerGroupAlwaysGroups: \"No Such Group\" matches no valid group and has no effect\n"));
        imported.Out.Should().StartWith($"The database {program.Database} is new.\n").And.EndWith("change set 1\n").And.Contain("customer_users.csv: 120 added, 0 changed\n");

        var report = await program.RunAsync("report", "access");
        var lines = report.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        (report.Code, report.Error, lines.Length).Should().Be((0, "", 102));
        using var first = JsonDocument.Parse(lines[0]);
        first.RootElement.EnumerateObject().Select(property => property.Name).Should().Equal("login", "ro", "rw", "services", "services_source");

        var one = await program.RunAsync("report", "access", "--login", "a b 103", "--format", "csv");
        one.Out.Split('\n').Should().HaveCount(3).And.StartWith("login,ro,rw,services,services_source");
        one.Out.Split('\n')[1].Should().StartWith("A B 103,Legal 04;company-portal;public-info;users,").And.EndWith(",default");

        var exported = await program.RunAsync("export", "out");
        (exported.Code, exported.Out, exported.Error).Should().Be((0, "", ""));
        Directory.GetFiles(Path.Combine(program.Folder, "out")).Select(Path.GetFileName).Should().BeEquivalentTo(DeskFiles.All);

        var yes = await program.RunAsync("check", "--login", "A B 110", "--group", "IT 11", "--permission", "ro");
        (yes.Code, yes.Error).Should().Be((0, ""));
        yes.Out.Should().StartWith("allowed: yes\nsource: direct\n");
        var no = await program.RunAsync("check", "--login", "A B 110", "--group", "Sales 01", "--permission", "rw");
        (no.Code, no.Out.Split('\n')[0]).Should().Be((0, "allowed: no"));
        (await program.RunAsync("check", "--login", "nobody", "--group", "IT 11", "--permission", "ro")).Should().Be(new TheProgram.Ended(1, "", "there is no customer user \"nobody\"\n"));
    }

    [Fact]
    public async Task Import_OfABadFile_ExitsWithOneAndTellsEveryProblem()
    {
        await File.WriteAllTextAsync(Path.Combine(program.Folder, "groups.csv"), "name,comment,valid\na,,valid\nb,,no\nc,\n");

        var ended = await program.RunAsync("import", ".");

        ended.Should().Be(new TheProgram.Ended(1, "", "groups.csv:3: \"no\" is not one of valid, invalid, invalid-temporarily\ngroups.csv:4: 3 fields are expected, 2 are there\n"));
    }

    [Fact]
    public async Task Import_DryRun_WritesNothing()
    {
        (await program.RunAsync("import", Repository.Sample, "--dry-run")).Out.Should().EndWith("dry run, nothing written\n");

        Directory.GetFileSystemEntries(program.Folder).Should().BeEmpty("not even a database");
    }

    [Fact]
    public async Task Agent_AddPasswordDisable_TakeThePasswordFromStandardInput()
    {
        (await program.RunWithInputAsync("long enough\n", "agent", "add", "anna", "--role", "admin")).Should()
            .Be(new TheProgram.Ended(0, $"The database {program.Database} is new.\n", ""));
        (await program.RunWithInputAsync("long enough\n", "agent", "add", "ANNA", "--role", "admin")).Should().Be(new TheProgram.Ended(1, "", "there is already an agent anna\n"));
        (await program.RunWithInputAsync("short\n", "agent", "password", "anna")).Should().Be(new TheProgram.Ended(1, "", "the password has fewer than 8 characters\n"));
        (await program.RunWithInputAsync("", "agent", "password", "anna")).Should().Be(new TheProgram.Ended(1, "", "standard input has no password\n"));
        (await program.RunAsync("agent", "disable", "anna")).Should().Be(new TheProgram.Ended(1, "", "anna is the last admin who is not disabled\n"));
    }

    [Theory]
    [InlineData("bogus")]
    [InlineData("--bogus")]
    [InlineData("import")]
    [InlineData("import a b")]
    [InlineData("report")]
    [InlineData("report access --format xml")]
    [InlineData("agent add anna")]
    [InlineData("agent add anna --role boss")]
    [InlineData("check --login anna")]
    public async Task Words_ThatAreNoCommand_ExitWithTwo(string words)
    {
        var ended = await program.RunAsync(words.Split(' '));

        (ended.Code, ended.Out).Should().Be((2, ""));
        ended.Error.Should().EndWith("--help says what is possible.\n");
        File.Exists(program.Database).Should().BeFalse();
    }

    [Theory]
    [InlineData("bogus x", "there is no command \"bogus\"; there are: import, export, report, agent, check, backend, backup, restore")]
    [InlineData("agent", "agent: a command is missing; there are: add, password, disable")]
    [InlineData("import", "import: FOLDER is missing")]
    [InlineData("import a b", "import: \"b\" is not understood")]
    [InlineData("import --dry-runn a", "import: \"--dry-runn\" is not understood")]
    [InlineData("agent add anna --rol admin", "agent add: \"--rol\" is not understood")]
    [InlineData("report access --format xml", "report access: --format: \"xml\" is not one of ndjson, csv")]
    [InlineData("report access --login", "report access: --login has no value")]
    [InlineData("agent add", "agent add: --role is missing|agent add: LOGIN is missing")]
    [InlineData("agent add anna --role boss", "agent add: --role: \"boss\" is not one of admin, auditor")]
    [InlineData("check --login anna", "check: --group is missing|check: --permission is missing")]
    [InlineData("check --store --login anna", "check: --login does not go with --store")]
    [InlineData("backup", "backup: FILE is missing")]
    public async Task Mistake_IsOneLineThatNamesCommandAndWord(string words, string lines)
    {
        (await program.RunAsync(words.Split(' '))).Error.Should().Be($"{lines.Replace('|', '\n')}\n--help says what is possible.\n");
    }

    [Theory]
    [InlineData("--Relations:Provider=PostgreSql", "Relations:Provider is PostgreSql, which does not exist yet; use Sqlite.\n")]
    [InlineData("--Relations:Provider=Oracle", "Relations:Provider is \"Oracle\"; only Sqlite is possible.\n")]
    public async Task Provider_ThatDoesNotExist_IsRefusedInOneLine(string setting, string line)
    {
        (await program.RunAsync("report", "access", setting)).Should().Be(new TheProgram.Ended(1, "", line));
        (await program.RunAsync(setting, "--urls=http://127.0.0.1:0")).Should().Be(new TheProgram.Ended(1, "", line));
    }

    [Fact]
    public async Task Database_ThatIsNone_IsRefusedInOneLine()
    {
        await File.WriteAllTextAsync(program.Database, new string('x', 5000));

        foreach (var ended in new[] { await program.RunAsync("report", "access"), await program.RunAsync("--urls=http://127.0.0.1:0") })
        {
            (ended.Code, ended.Out, ended.Error.Count(c => c == '\n')).Should().Be((1, "", 1));
            ended.Error.Should().StartWith($"The database {program.Database} cannot be opened: ");
        }
    }

    [Fact]
    public async Task Address_ThatIsTakenOrNone_IsRefusedInOneLine()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();

        var ended = await program.RunAsync($"--urls=http://{taken.LocalEndpoint}");
        (ended.Code, ended.Error).Should().Be((1, $"Failed to bind to address http://{taken.LocalEndpoint}: address already in use.\n"));

        // An address of nobody (RFC 5737). One without the right to it fails in the same way, but not for root.
        ended = await program.RunAsync("--urls=http://192.0.2.1:5080");
        ended.Code.Should().Be(1);
        ended.Error.Should().MatchRegex("^Failed to bind to address http://192\\.0\\.2\\.1:5080: [^\n]+\\.\n$");

        foreach (var none in new[] { "nonsense", "ftp://127.0.0.1:5080", "http://127.0.0.1:99999" })
        {
            (await program.RunAsync($"--urls={none}")).Should().Be(new TheProgram.Ended(1, "", $"Urls: Invalid url: '{none}'\n"));
        }
    }

    [Fact]
    public async Task Start_ThatFails_IsLoggedAsTheSettingsSay_ButNotItsReasonOnceMore()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();

        var ended = await program.RunAsync($"--urls=http://{taken.LocalEndpoint}", "--Logging:LogLevel:Microsoft.Extensions.Hosting=Debug");

        ended.Error.Should().Contain("Hosting starting").And.NotContain("Hosting failed to start");
        ended.Error.Should().EndWith($"Failed to bind to address http://{taken.LocalEndpoint}: address already in use.\n");
    }

    [Fact]
    public async Task Report_OfACustomerUserWhoIsNotValid_SaysSoBesideTheAnswer()
    {
        await File.WriteAllTextAsync(
            Path.Combine(program.Folder, "customer_users.csv"), "login,first_name,last_name,email,customer_id,valid\nines,Ines,Alt,,,invalid\n");
        await program.RunAsync("import", ".");

        (await program.RunAsync("report", "access", "--login", "INES")).Should()
            .Be(new TheProgram.Ended(0, "", "nobody to report: only valid customer users have a line\n"));
    }

    [Theory]
    [InlineData("export out")]
    [InlineData("report access")]
    [InlineData("check --login a --group b --permission ro")]
    [InlineData("check --store")]
    [InlineData("agent password anna")]
    [InlineData("agent disable anna")]
    [InlineData("backup copy.db")]
    [InlineData("restore copy.db")]
    public async Task Command_OnAPathWithoutADatabase_IsRefusedAndMakesNothing(string words)
    {
        var ended = await program.RunAsync([.. words.Split(' '), "--ConnectionStrings:Relations=Data Source=mistyped/desk.db"]);

        ended.Should().Be(new TheProgram.Ended(1, "", $"There is no database {Path.Combine(program.Folder, words.StartsWith("restore", StringComparison.Ordinal) ? "copy.db" : "mistyped/desk.db")}.\n"));
        Directory.GetFileSystemEntries(program.Folder).Should().BeEmpty();
    }

    [Fact]
    public async Task Import_ThatIsRefused_LeavesNoDatabase()
    {
        (await program.RunAsync("import", "nowhere")).Code.Should().Be(1);

        Directory.GetFileSystemEntries(program.Folder).Should().BeEmpty();
    }

    [Fact]
    public async Task BackupRestoreAndCheck_OfAStore_SayWhatTheyDid()
    {
        await program.RunAsync("import", Repository.Sample);

        (await program.RunAsync("check", "--store")).Should().Be(new TheProgram.Ended(0, "nothing found\n", ""));
        (await program.RunAsync("backup", "copy.db")).Should().Be(new TheProgram.Ended(0, "", ""));
        var restored = await program.RunAsync("restore", "copy.db");
        (restored.Code, restored.Error).Should().Be((0, ""));
        restored.Out.Should().MatchRegex($"^The former database is kept as {program.Database}\\.\\d{{8}}T\\d{{6}}Z\\.\n$");

        using (var store = new Rexpondo.Relations.Core.Storage.RelationsStore(new() { DatabasePath = program.Database }))
        using (var connection = store.Open())
        {
            using var damage = connection.CreateCommand();
            damage.CommandText = "DELETE FROM default_service WHERE service_id = (SELECT min(service_id) FROM default_service)";
            damage.ExecuteNonQuery();
        }

        var check = await program.RunAsync("check", "--store");
        (check.Code, check.Out).Should().Be((1, "1 finding\n"));
        check.Error.Should().MatchRegex("^default_service: 0 and \\d+ have the keys 0, the log says 1 \\(change set 1\\)\n$");
    }

    public void Dispose() => program.Dispose();
}
