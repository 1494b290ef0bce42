using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Importing;
using Rexpondo.Relations.Web.Cli;

namespace Rexpondo.Relations.Tests.Cli;

/// <summary>What the report writes, byte by byte, beside the plainest way to say the same.</summary>
public sealed class AccessReportTextTests : IDisposable
{
    private readonly ImportDesk desk = new();

    [Theory]
    [InlineData("")]
    [InlineData("""{ "CustomerGroupSupport": false }""")]
    [InlineData("""{ "CustomerGroupAlwaysGroups": ["users"], "System::Customer::Permission": ["ro", "note", "rw"] }""")]
    public async Task WriteAsync_OfTheGoldenWorld_IsWhatTheRulesSayAboutEveryGroup(string settings)
    {
        await desk.ImportFolderAsync(Repository.Golden, ignoreOtherFiles: true);
        if (settings.Length > 0)
        {
            await desk.GivenAsync(("settings.json", settings));
        }

        (await WrittenAsync(csv: false)).Should().Be(Plainly());
    }

    [Fact]
    public async Task WriteAsync_OfAwkwardNames_EscapesThem()
    {
        await desk.GivenAsync(
            ("groups.csv", "name,comment,valid\n\"a;b\",,valid\n\"q\"\"\\\\\",,valid\n=x,,valid\n\U0001F600,,valid\n<ü>,,valid\n"),
            ("customer_users.csv", "login,first_name,last_name,email,customer_id,valid\n\"o'x, \"\"y\"\"\",A,M,,,valid\n"),
            ("customer_user_groups.csv", "login,group,permission\n\"o'x, \"\"y\"\"\",\"a;b\",ro\n\"o'x, \"\"y\"\"\",\"q\"\"\\\\\",rw\n\"o'x, \"\"y\"\"\",=x,ro\n\"o'x, \"\"y\"\"\",\U0001F600,ro\n\"o'x, \"\"y\"\"\",<ü>,ro\n"),
            ("settings.json", """{ "CustomerGroupSupport": true }"""));

        (await WrittenAsync(csv: false)).Should().Be(Plainly())
            .And.Be("{\"login\":\"o'x, \\\"y\\\"\",\"ro\":[\"<ü>\",\"=x\",\"a;b\",\"q\\\"\\\\\\\\\",\"\\uD83D\\uDE00\"],\"rw\":[\"q\\\"\\\\\\\\\"],\"services\":[],\"services_source\":\"default\"}\n");
        (await WrittenAsync(csv: true)).Should().Be("login,ro,rw,services,services_source\n\"o'x, \"\"y\"\"\",\"<ü>;=x;a\\;b;q\"\"\\\\\\\\;\U0001F600\",\"q\"\"\\\\\\\\\",,default\n");
    }

    [Fact]
    public async Task WriteAsync_OfMoreThanOneBuffer_WritesEveryLine()
    {
        await desk.GivenAsync(("customer_users.csv", "login,first_name,last_name,email,customer_id,valid\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"person{i:D4},A,M,,,valid\n"))));

        (await WrittenAsync(csv: false)).Should().Be(Plainly());
    }

    public void Dispose() => desk.Dispose();

    private async Task<string> WrittenAsync(bool csv)
    {
        using var output = new MemoryStream();
        await AccessReportText.WriteAsync(Report().Read()!, csv, output, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private AccessReport Report() => new(desk.Desk.Store, Worlds());

    private AccessWorldReader Worlds() => new(desk.Desk.Store, desk.Desk.Catalogs);

    private string Plainly()
    {
        var world = Worlds().Read();
        var options = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        var logins = desk.Desk.Store.Read(connection => connection.Query("SELECT id, login FROM customer_user", row => (Id: new CustomerUserId(row.GetInt32(0)), Login: row.GetString(1))));
        var lines = new StringBuilder();
        foreach (var (id, login) in logins.OrderBy(one => one.Login, CodePointOrder.Instance).Where(one => world.Find(one.Id)!.Valid))
        {
            var person = world.Find(id)!;
            var services = world.ServicesOf(person);
            var line = new Dictionary<string, object> { ["login"] = login };
            foreach (var key in world.Catalog.Keys.All)
            {
                line[key.Name] = world.Catalog.Groups.Where(group => world.Effective(person, group).Contains(key.Set)).Select(group => group.Name).Order(CodePointOrder.Instance);
            }

            line["services"] = services.Services.Select(service => world.Catalog.Services.Find(service)!.FullName).Order(CodePointOrder.Instance);
            line["services_source"] = services.Source == ServiceSource.Specific ? "specific" : "default";
            lines.Append(JsonSerializer.Serialize(line, options)).Append('\n');
        }

        return lines.ToString();
    }
}
