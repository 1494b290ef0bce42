using System.Text.RegularExpressions;

namespace Rexpondo.Relations.Tests.Cli;

public sealed class BackEndCommandTests : IDisposable
{
    private readonly TheProgram program = new();

    private string[] Settings =>
    [
        "--CustomerUserBackends:Partners:kind=Csv",
        $"--CustomerUserBackends:Partners:file={Path.Combine(program.Folder, "partners.csv")}",
        $"--Relations:ConfigFolder={Path.Combine(program.Folder, "config")}",
    ];

    [Fact]
    public async Task Check_OfABackEnd_ShowsTenPersonsAndEveryProblemAndWritesNothing()
    {
        await WriteAsync(
        [
            "id,login,first_name,last_name,email,customer_id,valid,phone",
            .. Enumerable.Range(10, 12).Select(i => $"{i},p{i},Paul,Partner,p{i}@p.example,{(i == 20 ? "NOPE" : "")},valid,+49 {i}"),
        ]);

        var ended = await program.RunAsync(["backend", "check", "PARTNERS", .. Settings]);

        ended.Code.Should().Be(0);
        var lines = ended.Out.Split('\n');
        lines[0].Should().Be("id  login  first_name  last_name  email          customer_id  phone   valid");
        lines[1].Should().Be("10  p10    Paul        Partner    p10@p.example               +49 10  valid");
        lines[11].Should().MatchRegex(
            $"^12 customer users in {Regex.Escape(Path.Combine(program.Folder, "partners.csv"))} \\(the first 10 above\\), read in [0-9.]+ s$");
        lines[12].Should().Be("a refresh would add 12, change 0, make 0 invalid; nothing written");
        ended.Error.Should().Be("p20: there is no customer \"NOPE\"; without customer\n");
        (await program.RunAsync("report", "access")).Out.Should().BeEmpty();
    }

    [Fact]
    public async Task Check_OfWhatCannotBeRead_TellsWhyAndExitsWithOne()
    {
        Directory.CreateDirectory(Path.Combine(program.Folder, "config"));
        await File.WriteAllTextAsync(Path.Combine(program.Folder, "config", "x.json"), """{ "name": "X", "kind": "Csv", "colour": 1 }""");
        await WriteAsync("login,first_name,last_name,email,customer_id,valid", "anna,\"Anna");

        var torn = await program.RunAsync(["backend", "check", "Partners", .. Settings]);
        var unknown = await program.RunAsync(["backend", "check", "X", .. Settings]);

        var file = Path.Combine(program.Folder, "config", "x.json");
        var mistakes = $"{file}: file: is missing\n{file}: colour: there is no such key\n";
        torn.Should().Be(new TheProgram.Ended(1, "", mistakes + "partners.csv:2: a quote is not closed\n"));
        unknown.Should().Be(new TheProgram.Ended(1, "", mistakes + "there is no back end \"X\"; there are: Partners\n"));
    }

    public void Dispose() => program.Dispose();

    private Task WriteAsync(params string[] lines) => File.WriteAllTextAsync(Path.Combine(program.Folder, "partners.csv"), string.Join('\n', lines) + "\n");
}
