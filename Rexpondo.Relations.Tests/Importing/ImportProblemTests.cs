using Rexpondo.Relations.Core.Importing;

namespace Rexpondo.Relations.Tests.Importing;

/// <summary>Every kind of problem, each told with the line on which its row begins; nothing is written.</summary>
public sealed class ImportProblemTests : IDisposable
{
    private const string PersonHeader = "login,first_name,last_name,email,customer_id,valid\n";

    private readonly ImportDesk desk = new();

    [Theory]
    // Form
    [InlineData("groups.csv", "", "groups.csv:1: there is no header line")]
    [InlineData("groups.csv", "\uFEFF", "groups.csv:1: there is no header line")]
    [InlineData("groups.csv", "name,comment,valid,colour\n", "groups.csv:1: there is no column \"colour\"")]
    [InlineData("groups.csv", "name,valid\n", "groups.csv:1: column comment is missing")]
    [InlineData("groups.csv", "name,comment,valid,name\n", "groups.csv:1: column name is named twice")]
    [InlineData("groups.csv", "name,comment,valid\na,,valid\nb,valid\n", "groups.csv:3: 3 fields are expected, 2 are there")]
    [InlineData("groups.csv", "name,comment,valid\na,,valid\nb,\"never\nends,valid\nc,,valid\n", "groups.csv:3: a quote is not closed")]
    [InlineData("groups.csv", "name,comment,valid\na,say \"hello\",valid\n", "groups.csv:2: a quote stands inside a field that does not begin with one")]
    [InlineData("groups.csv", "name,comment,valid\na,\"say\" hello,valid\n", "groups.csv:2: something stands after a closing quote")]
    [InlineData("groups.csv", "name,comment,valid\na,x\ry,valid\n", "groups.csv:2: a carriage return stands outside quotes")]
    // Physical lines: rows over several lines, empty lines, CRLF
    [InlineData("groups.csv", "name,comment,valid\n\"a\",\"one\ntwo\nthree\",valid\n\nb,\"x\ny\",vaild\n", "groups.csv:6: \"vaild\" is not one of valid, invalid, invalid-temporarily")]
    [InlineData("groups.csv", "name,comment,valid\r\n\"a\",\"one\r\ntwo\",valid\r\nb,,no\r\n", "groups.csv:4: \"no\" is not one of valid, invalid, invalid-temporarily")]
    // Fields
    [InlineData("customers.csv", "customer_id,name,valid\n,Acme,valid\n", "customers.csv:2: customer_id is empty")]
    [InlineData("customers.csv", "customer_id,name,valid\nA,Ac\u0007me,valid\n", "customers.csv:2: name contains a control character")]
    [InlineData("customers.csv", "customer_id,name,valid\n\"A\nB\",Acme,valid\n", "customers.csv:2: customer_id contains a control character")]
    [InlineData("customer_users.csv", PersonHeader + ",Anna,Meier,,,valid\n", "customer_users.csv:2: login is empty")]
    [InlineData("customer_users.csv", PersonHeader + "an\tna,Anna,Meier,,,valid\n", "customer_users.csv:2: login contains a control character")]
    [InlineData("customer_users.csv", PersonHeader + "anna,Anna,Meier,an\u0085na@x,,valid\n", "customer_users.csv:2: email contains a control character")]
    [InlineData("services.csv", "name,comment,valid\nA:: B,,valid\n", "services.csv:2: level \" B\" of the service name begins or ends with a space or a colon")]
    [InlineData("services.csv", "name,comment,valid\nA::::B,,valid\n", "services.csv:2: a level of the service name is empty")]
    [InlineData("customer_groups.csv", "customer_id,group,permission,context\nACME,billing,ro,else\n", "customer_groups.csv:2: context \"else\" is not one of same, other")]
    // Rows that contradict each other
    [InlineData("groups.csv", "name,comment,valid\na,x,valid\na,y,valid\n", "groups.csv:3: says something else than line 2 about the same")]
    [InlineData("customer_users.csv", PersonHeader + "anna,A,M,,,valid\nAnna,A,M,,,valid\n", "customer_users.csv:3: login \"Anna\" differs from \"anna\" in line 2 only in its letter case")]
    [InlineData("customer_users.csv", PersonHeader + "ärmel,A,M,,,valid\nÄRMEL,B,M,,,valid\n", "customer_users.csv:3: login \"ÄRMEL\" differs from \"ärmel\" in line 2 only in its letter case")]
    [InlineData("customer_user_groups.csv", "login,group,permission\nheld,billing,ro\nHELD,billing,ro\n", "customer_user_groups.csv:3: login \"HELD\" differs from \"held\" in line 2 only in its letter case")]
    [InlineData("customer_users.csv", PersonHeader + "a,A,M,x@y.example,,valid\nb,B,M,X@Y.example,,valid\n", "customer_users.csv:3: e-mail \"X@Y.example\" is also in line 2")]
    // Names that are nowhere
    [InlineData("customer_users.csv", PersonHeader + "anna,A,M,,NONE,valid\n", "customer_users.csv:2: there is no customer \"NONE\"")]
    [InlineData("customer_user_customers.csv", "login,customer_id\nheld,acme\n", "customer_user_customers.csv:2: there is no customer \"acme\"")]
    [InlineData("customer_user_groups.csv", "login,group,permission\nNobody,billing,ro\n", "customer_user_groups.csv:2: there is no customer user \"Nobody\"")]
    [InlineData("customer_user_groups.csv", "login,group,permission\nheld,Billing,ro\n", "customer_user_groups.csv:2: there is no group \"Billing\"")]
    [InlineData("customer_user_groups.csv", "login,group,permission\nheld,billing,note\n", "customer_user_groups.csv:2: there is no permission \"note\"")]
    [InlineData("customer_groups.csv", "customer_id,group,permission,context\nNONE,billing,ro,other\n", "customer_groups.csv:2: there is no customer \"NONE\"")]
    [InlineData("customer_user_services.csv", "login,service\nheld,Setup\n", "customer_user_services.csv:2: there is no service \"Setup\"")]
    [InlineData("default_services.csv", "service\nNetwork\n\nSetup\n", "default_services.csv:4: there is no service \"Setup\"")]
    [InlineData("customer_users.csv", PersonHeader + "anna,A,M,HELD@x.example,,valid\n", "customer_users.csv:2: e-mail \"HELD@x.example\" belongs to customer user \"Held\"")]
    // Groups nobody may get
    [InlineData("customer_user_groups.csv", "login,group,permission\nheld,secret,ro\n", "customer_user_groups.csv:2: no customer user may get group \"secret\" (CustomerGroupNever)")]
    [InlineData("customer_groups.csv", "customer_id,group,permission,context\nACME,secret,rw,same\n", "customer_groups.csv:2: no customer user may get group \"secret\" (CustomerGroupNever)")]
    // Settings
    [InlineData("settings.json", "{\n  \"CustomerGroupSupport\": true,\n  \"Colour\": 1\n}", "settings.json:3: Colour: there is no such setting")]
    [InlineData("settings.json", "{\n  \"CustomerGroupSupport\": {\n \"Elsewhere\": true } }", "settings.json:2: CustomerGroupSupport: there is no back end \"Elsewhere\"")]
    [InlineData("settings.json", "{\n\n  \"Ticket::Service\": \"on\" }", "settings.json:3: Ticket::Service: true or false is expected")]
    [InlineData("settings.json", "{ \"System::Customer::Permission\": [\"rw\", \"ro\"] }", "settings.json:1: System::Customer::Permission: ro must be among the keys, and rw must be the last")]
    [InlineData("settings.json", "{ \"CustomerGroupNever\": [\"secret\", \"None\"] }", "settings.json:1: CustomerGroupNever: there is no group \"None\"")]
    [InlineData("settings.json", "{ \"Ticket::Service\": true,\n \"Ticket::Service\": false }", "settings.json:2: says something else than line 1 about the same")]
    [InlineData("settings.json", "{\n  \"Ticket::Service\": tru\n}", "settings.json:2: the file is not JSON")]
    [InlineData("settings.json", "{} {}", "settings.json:1: the file is not JSON")]
    [InlineData("settings.json", "[]", "settings.json:1: an object of settings is expected")]
    [InlineData("settings.json", "", "settings.json:1: the file is not JSON")]
    public async Task ImportAsync_OfOneBadRow_TellsItAndWritesNothing(string file, string content, string problem)
    {
        await desk.GivenAsync(
            ("customers.csv", "customer_id,name,valid\nACME,Acme,valid\n"),
            ("customer_users.csv", PersonHeader + "Held,Held,Person,held@x.example,ACME,valid\n"),
            ("groups.csv", "name,comment,valid\nbilling,,valid\nsecret,,valid\n"),
            ("services.csv", "name,comment,valid\nNetwork::Access,,valid\n"),
            ("settings.json", """{ "CustomerGroupNever": ["secret"] }"""));

        (await desk.ProblemsAsync((file, content))).Should().Equal(problem);
    }

    [Fact]
    public async Task ImportAsync_OfManyBadFiles_TellsEveryProblemInOrder()
    {
        var problems = await desk.ProblemsAsync(
            ("settings.json", "{ \"Colour\": 1 }"),
            ("default_services.csv", "service\nNone\n"),
            ("customers.csv", "customer_id,name,valid\nACME,Acme,maybe\n,x,valid\n"),
            ("customer_users.csv", PersonHeader + "anna,A,M,,ACME,valid\nbert,B,M,,NONE,no\n"),
            ("groups.csv", "name,comment,valid\nbilling,\n"),
            ("customer_user_groups.csv", "login,group,permission\nanna,billing,ro\ncleo,billing,ro\nanna,none,xx\n"));

        problems.Should().Equal(
            "customers.csv:2: \"maybe\" is not one of valid, invalid, invalid-temporarily",
            "customers.csv:3: customer_id is empty",
            "customer_users.csv:3: \"no\" is not one of valid, invalid, invalid-temporarily",
            "customer_users.csv:3: there is no customer \"NONE\"",
            "groups.csv:2: 3 fields are expected, 2 are there",
            "customer_user_groups.csv:3: there is no customer user \"cleo\"",
            "customer_user_groups.csv:4: there is no group \"none\"",
            "customer_user_groups.csv:4: there is no permission \"xx\"",
            "default_services.csv:2: there is no service \"None\"",
            "settings.json:1: Colour: there is no such setting");
    }

    [Fact]
    public async Task ImportAsync_OfAFileWhoseNamesCannotBeRead_DoesNotBlameTheOthers() =>
        (await desk.ProblemsAsync(("groups.csv", "title\nbilling\n"), ("customer_users.csv", PersonHeader + "anna,A,M,,,valid\n"), ("customer_user_groups.csv", "login,group,permission\nanna,billing,ro\n")))
            .Should().OnlyContain(problem => problem.StartsWith("groups.csv:1: "));

    [Fact]
    public async Task ImportAsync_OfBytesThatAreNotUtf8_TellsTheLine()
    {
        byte[] comment = [0x4D, 0xFC, 0x6C, 0x6C];
        byte[] groups = [.. "name,comment,valid\na,,valid\nb,"u8, .. comment, .. ",valid\nc,,valid\n"u8];
        byte[] settings = [.. "{\n\"CustomerGroupAlwaysGroups\": [\""u8, .. comment, .. "\"]}"u8];

        var result = await desk.ImportBytesAsync(dryRun: false, ("groups.csv", groups), ("settings.json", settings));

        result.Should().BeOfType<ImportRefused>().Which.Problems.Select(problem => problem.ToString()).Should().Equal(
            "groups.csv:3: the row is not UTF-8; save the file as UTF-8", "settings.json:2: the line is not UTF-8; save the file as UTF-8");
    }

    [Fact]
    public async Task ImportAsync_OfALoginOfMoreThan200Characters_IsRefused() =>
        (await desk.ProblemsAsync(("customer_users.csv", PersonHeader + new string('x', 201) + ",A,M,,,valid\n")))
            .Should().Equal("customer_users.csv:2: login has 201 characters, at most 200 are possible");

    [Fact]
    public async Task ImportAsync_OfAFolderThatIsNotThere_IsRefused() =>
        (await desk.ImportFolderAsync(Path.Combine(desk.Desk.Folder, "nowhere"))).Should().BeOfType<ImportRefused>();

    public void Dispose() => desk.Dispose();
}
