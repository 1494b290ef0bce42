using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Tests.Importing;

public sealed class ImporterTests : IDisposable
{
    private const string PersonHeader = "login,first_name,last_name,email,customer_id,valid\n";
    private const string GrantHeader = "login,group,permission\n";

    private static readonly (string, string) Billing = ("groups.csv", "name,comment,valid\nbilling,,valid\n");

    private readonly ImportDesk desk = new();

    [Fact]
    public async Task ImportAsync_OfRows_AddsKeysAndRemovesNone()
    {
        await desk.GivenAsync(Billing, Persons("anna,A,M,,,valid"), ("customer_user_groups.csv", GrantHeader + "anna,billing,ro\n"));

        var imported = await desk.GivenAsync(("customer_user_groups.csv", GrantHeader + "ANNA,billing,rw\n"));
        await desk.GivenAsync(("customer_user_groups.csv", GrantHeader));

        imported.Files.Should().Equal(new ImportedFile("customer_user_groups.csv", 0, 1));
        desk.Desk.Texts("SELECT old_keys || '>' || new_keys FROM change_cell ORDER BY change_set_id").Should().Equal("0>1", "1>3");
    }

    [Fact]
    public async Task ImportAsync_OfALoginInOtherLetterCase_UpdatesThePersonAndHowItIsWritten()
    {
        await desk.GivenAsync(Persons("ärmel,A,M,,,valid"));

        await desk.GivenAsync(Persons("ÄRMEL,Anna,M,a@x.example,,invalid"));

        desk.Desk.Texts("SELECT login || '|' || first_name || '|' || email || '|' || validity FROM customer_user").Should().Equal("ÄRMEL|Anna|a@x.example|2");
    }

    [Fact]
    public async Task ImportAsync_OfAPerson_KeepsWhatTheFileDoesNotName()
    {
        await desk.GivenAsync(Persons("anna,A,M,,,valid"));
        desk.Desk.Execute("UPDATE customer_user SET phone = '123', title = 'Dr.'");

        await desk.GivenAsync(Persons("anna,Anna,M,,,valid"));

        desk.Desk.Texts("SELECT first_name || phone || title FROM customer_user").Should().Equal("Anna123Dr.");
    }

    [Fact]
    public async Task ImportAsync_OfSwappedEmails_Swaps()
    {
        await desk.GivenAsync(Persons("anna,A,M,one@x.example,,valid", "bert,B,M,two@x.example,,valid"));

        await desk.GivenAsync(Persons("anna,A,M,TWO@x.example,,valid", "bert,B,M,one@x.example,,valid"));

        desk.Desk.Texts("SELECT email || ' ' || email_folded FROM customer_user ORDER BY id").Should().Equal("TWO@x.example two@x.example", "one@x.example one@x.example");
    }

    [Fact]
    public async Task ImportAsync_OfPersonsWithoutEmail_TakesAny()
    {
        await desk.GivenAsync(Persons("anna,A,M,,,valid", "bert,B,M,,,valid"));

        desk.Desk.Count("customer_user").Should().Be(2);
    }

    [Fact]
    public async Task ImportAsync_OfADeepService_CreatesItsAncestorsValid()
    {
        await desk.GivenAsync(
            ("services.csv", "name,comment,valid\nA::B::C,deep,invalid\nA,top,valid\n"), ("default_services.csv", "service\nA::B\n"));

        desk.Desk.Texts("SELECT s.full_name || '|' || s.comment || '|' || s.validity || '|' || coalesce(p.full_name, '') FROM service s LEFT JOIN service p ON p.id = s.parent_id ORDER BY 1")
            .Should().Equal("A::B::C|deep|2|A::B", "A::B||1|A", "A|top|1|");
    }

    [Fact]
    public async Task ImportAsync_OfTheContextOther_KeepsItWithoutEffect()
    {
        await desk.GivenAsync(
            Billing,
            ("customers.csv", "customer_id,name,valid\nACME,Acme,valid\n"),
            ("customer_groups.csv", "customer_id,group,permission,context\nACME,billing,rw,other\nACME,billing,ro,other\n"));

        desk.Desk.Count("customer_group").Should().Be(0);
        desk.Desk.Texts("SELECT keys || '' FROM customer_group_other").Should().Equal("3");
    }

    [Fact]
    public async Task ImportAsync_OfSettings_DeploysThemOnceInTheSameChangeSet()
    {
        var imported = await desk.GivenAsync(
            Billing,
            Persons("anna,A,M,,,valid"),
            ("settings.json", """{ "CustomerGroupSupport": true, "System::Customer::Permission": ["ro", "note", "rw"], "CustomerGroupAlwaysGroups": ["billing", "Billing"] }"""),
            ("customer_user_groups.csv", GrantHeader + "anna,billing,note\n"));

        imported.Files[^1].Should().Be(new ImportedFile("settings.json", 0, 3));
        imported.Warnings.Select(warning => warning.ToString()).Should().Equal("settings.json:1: CustomerGroupAlwaysGroups: \"Billing\" matches no valid group and has no effect");
        desk.Desk.Texts("SELECT change_set_id || comment FROM deployment").Should().Equal("1import");
        desk.Desk.Catalogs.Read().Keys.All.Select(key => key.Name + key.Bit).Should().Equal("ro0", "note2", "rw1");
        desk.Desk.Texts("SELECT keys || '' FROM customer_user_group").Should().Equal("4");
    }

    [Fact]
    public async Task ImportAsync_OfAKeyThatIsNoLongerConfigured_IsKnown()
    {
        await desk.GivenAsync(Billing, Persons("anna,A,M,,,valid"), ("settings.json", """{ "System::Customer::Permission": ["ro", "note", "rw"] }"""));
        await desk.GivenAsync(("settings.json", """{ "System::Customer::Permission": ["ro", "rw"] }"""));

        await desk.GivenAsync(("customer_user_groups.csv", GrantHeader + "anna,billing,note\n"));

        desk.Desk.Texts("SELECT keys || '' FROM customer_user_group").Should().Equal("4");
    }

    [Fact]
    public async Task ImportAsync_OfNamesOrGroupsAlone_SaysWhetherTheNamesChanged()
    {
        await desk.GivenAsync(Billing);
        await desk.GivenAsync(Persons("anna,A,M,,,valid"), ("groups.csv", "name,comment,valid\nusers,,valid\n"));
        await desk.GivenAsync(("customer_user_groups.csv", GrantHeader + "anna,billing,ro\n"));
        await desk.GivenAsync(("customers.csv", "customer_id,name,valid\nACME,Acme,valid\n"));
        await desk.GivenAsync(("groups.csv", "name,comment,valid\nother,,valid\n"), ("customer_user_customers.csv", "login,customer_id\nanna,ACME\n"));

        desk.Desk.Texts("SELECT touches_names || '' FROM change_set ORDER BY id").Should().Equal("0", "1", "0", "1", "0");
    }

    [Fact]
    public async Task ImportAsync_OfARowOfANeverGroupThatIsStored_ChangesNothing()
    {
        await desk.GivenAsync(Billing, Persons("anna,A,M,,,valid"), ("customer_user_groups.csv", GrantHeader + "anna,billing,ro\n"));
        await desk.GivenAsync(("settings.json", """{ "CustomerGroupNever": ["billing"] }"""));

        (await desk.GivenAsync(("customer_user_groups.csv", GrantHeader + "anna,billing,ro\n"))).ChangeSet.Should().BeNull();
        (await desk.ProblemsAsync(("customer_user_groups.csv", GrantHeader + "anna,billing,ro\nanna,billing,rw\n"))).Should().ContainSingle().Which.Should().StartWith("customer_user_groups.csv:3: ");
    }

    [Fact]
    public async Task ImportAsync_ThatLiftsNever_MayGrantInTheSameImport()
    {
        await desk.GivenAsync(Billing, Persons("anna,A,M,,,valid"), ("settings.json", """{ "CustomerGroupNever": ["billing"] }"""));

        await desk.GivenAsync(("settings.json", """{ "CustomerGroupNever": [] }"""), ("customer_user_groups.csv", GrantHeader + "anna,billing,ro\n"));
    }

    [Fact]
    public async Task ImportAsync_DryRun_SaysTheSameAndWritesNothing()
    {
        (string, string)[] files = [Billing, Persons("anna,A,M,,,valid"), ("customer_user_groups.csv", GrantHeader + "anna,billing,ro\nanna,billing,rw\n")];
        var rung = 0;
        desk.Desk.Bell.Rung += () => rung++;

        var dry = (await desk.ImportAsync(dryRun: true, files)).Should().BeOfType<Imported>().Subject;

        (dry.ChangeSet, desk.Desk.Revision, desk.Desk.Count("customer_user"), rung).Should().Be((null, 0, 0, 0));
        dry.Rehearsal!.Consequences.Gain.Count.Should().Be(1, "anna would have billing");
        dry.Rehearsal.After.Groups.Select(group => group.Name).Should().Equal("billing");
        var real = await desk.GivenAsync(files);
        real.Files.Should().Equal(dry.Files);
        (real.ChangeSet, rung).Should().Be((1, 1));
    }

    [Fact]
    public async Task ImportAsync_DryRun_SaysWhoLosesAndHoldsUpNobody()
    {
        await desk.GivenAsync(
            Billing, Persons("anna,A,M,,,valid", "bert,B,M,,,valid"), ("customer_user_groups.csv", GrantHeader + "anna,billing,ro\nbert,billing,ro\n"),
            ("settings.json", """{ "CustomerGroupSupport": true }"""));
        var writing = new TaskCompletionSource();
        var free = new TaskCompletionSource();
        var other = Task.Run(() => desk.Desk.Store.WriteAsync(
            _ =>
            {
                writing.SetResult();
                free.Task.GetAwaiter().GetResult();
                return 0;
            },
            default));
        await writing.Task;

        var dry = (await desk.ImportAsync(dryRun: true, Persons("anna,A,M,,,invalid"))).Should().BeOfType<Imported>().Subject;

        free.SetResult();
        await other;
        dry.Rehearsal!.Consequences.Lose.Should().Equal(1);
        dry.Rehearsal.Consequences.NoGroupLeft.Should().Equal(1);
        (await desk.ImportAsync(dryRun: true, Billing)).Should().BeOfType<Imported>().Which.Rehearsal!.Consequences.Affected.Should().Be(0);
    }

    [Fact]
    public async Task ImportAsync_OfBomCrlfReorderedColumnsAndRepeatedRows_IsTheSame()
    {
        await desk.GivenAsync(("groups.csv", "\uFEFFvalid,name,comment\r\nvalid,\"a, \"\"b\"\"\",x\r\n\r\nvalid,\"a, \"\"b\"\"\",x\r\n"));

        desk.Desk.Texts("SELECT name || '|' || comment FROM permission_group").Should().Equal("a, \"b\"|x");
    }

    [Fact]
    public async Task ImportAsync_ByAnAgentWhoMayNotEdit_IsRefused()
    {
        var agents = new AgentDirectory(desk.Desk.Store, desk.Desk.Bell, desk.Desk.Clock);
        var auditor = ((AgentSaved)await agents.AddAsync("audit", AgentRole.Auditor, "long enough", default)).Agent;

        var result = await desk.Importer.ImportAsync(Repository.Sample, new ChangeAuthor(auditor.Id, "audit", ChangeWay.Import), false, null, default);

        result.Should().BeOfType<ImportRefused>().Which.Problems.Select(problem => problem.ToString()).Should().Equal("audit may not edit");
    }

    [Fact]
    public async Task ImportAsync_CancelledInTheMiddle_WritesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        var cancelAtGrants = new Synchronously(progress =>
        {
            if (progress is { File: "customer_user_groups.csv", Done: 1000 })
            {
                cancelled.Cancel();
            }
        });

        var import = () => desk.Importer.ImportAsync(Repository.Sample, new ChangeAuthor(null, "test", ChangeWay.Import), false, cancelAtGrants, cancelled.Token);

        await import.Should().ThrowAsync<OperationCanceledException>();
        (desk.Desk.Revision, desk.Desk.Count("customer_user"), desk.Desk.Count("customer_user_group")).Should().Be((0, 0, 0));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("'=1+1")]
    [InlineData("''-x")]
    [InlineData("@me")]
    [InlineData("+49 30")]
    [InlineData("'quoted'")]
    [InlineData("it's")]
    [InlineData("-")]
    public async Task Export_OfACellThatLooksLikeAFormula_ComesInAgainAsItWas(string comment)
    {
        await desk.GivenAsync(Billing);
        using (var connection = desk.Desk.Store.Open())
        {
            connection.Execute("UPDATE permission_group SET comment = $comment", ("$comment", comment));
        }

        var folder = Path.Combine(desk.Desk.Folder, "export");
        await new Exporter(desk.Desk.Store).ExportAsync(folder, default);

        (await File.ReadAllLinesAsync(Path.Combine(folder, "groups.csv")))[1].Should().NotMatchRegex("^billing,[=+@-]");
        ((Imported)await desk.ImportFolderAsync(folder)).ChangeSet.Should().BeNull();
        desk.Desk.Texts("SELECT comment FROM permission_group").Should().Equal(comment);
    }

    [Fact]
    public async Task Export_OfNamesBeyondTheBasicPlane_SortsByCodePoint()
    {
        await desk.GivenAsync(("groups.csv", "name,comment,valid\n\U0001F600,,valid\n\uFF21,,valid\nb,,valid\nB,,valid\n"));

        var folder = Path.Combine(desk.Desk.Folder, "export");
        await new Exporter(desk.Desk.Store).ExportAsync(folder, default);

        (await File.ReadAllTextAsync(Path.Combine(folder, "groups.csv"))).Should().Be("name,comment,valid\nB,,valid\nb,,valid\n\uFF21,,valid\n\U0001F600,,valid\n");
        Directory.GetFiles(folder).Should().HaveCount(10);
    }

    public void Dispose() => desk.Dispose();

    private static (string, string) Persons(params string[] rows) => ("customer_users.csv", PersonHeader + string.Join("\n", rows) + "\n");

    private sealed class Synchronously(Action<ImportProgress> report) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => report(value);
    }
}
