using System.Text.Json;
using Rexpondo.Relations.Core.Backends;

namespace Rexpondo.Relations.Tests.Backends;

public sealed class BackEndFilesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relations-");

    private string Config => Path.Combine(folder.FullName, "config");

    [Fact]
    public void Read_OfSectionAndFolder_GivesThemInOrderOfNames()
    {
        Write(("20-b.json", """{ "name": "B", "kind": "Csv", "file": "/data/b.csv", "groupSupport": true, "removalLimit": 25, "idColumn": "uid" }"""));
        Write(("10-c.json", """{ /* what it is */ "name": "C", "kind": "Csv", "file": "data/c.csv", }"""));

        var setup = Read("""{ "Z": { "kind": "Csv", "file": "z.csv", "groupSupport": "False", "removalLimit": "5" }, "Y": { "kind": "Csv", "file": "y.csv" } }""");

        setup.Mistakes.Should().BeEmpty();
        setup.BackEnds.Select(backEnd => (backEnd.Name, backEnd.Kind, backEnd.File, backEnd.GroupSupport, backEnd.RemovalLimit, backEnd.Source.Connection)).Should().Equal(
            ("Y", "Csv", "appsettings.json", null, 10, Path.Combine(folder.FullName, "y.csv")),
            ("Z", "Csv", "appsettings.json", false, 5, Path.Combine(folder.FullName, "z.csv")),
            ("C", "Csv", "config/10-c.json", null, 10, Path.Combine(folder.FullName, "data", "c.csv")),
            ("B", "Csv", "config/20-b.json", true, 25, "/data/b.csv"));
    }

    [Fact]
    public void Read_WithMistakesEverywhere_TellsThemAllWithFileAndKey()
    {
        Write(
            ("a.json", "{ \"name\": \"A\", "),
            ("b.json", "[]"),
            ("c.json", """{ "kind": "Csv", "file": "c.csv", "colour": "red" }"""),
            ("d.json", """{ "name": "default", "kind": "Csv" }"""),
            ("e.json", """{ "name": "E", "kind": "Csv", "file": 7, "groupSupport": "yes", "removalLimit": 101, "removalFloor": -1 }"""),
            ("f.json", """{ "name": "F", "kind": "Oracle", "dsn": "x" }"""),
            ("g.json", """{ "name": "g", "kind": "Csv", "file": "g.csv", "File": "h.csv" }"""),
            ("h.json", """{ "name": "Good", "kind": "Csv", "file": "good.csv" }"""),
            ("i.json", """{ "name": "good", "kind": "Csv", "file": "again.csv" }"""));

        var setup = Read("""{ "S": { "kind": "Csv", "groupSupport": "maybe", "lines": "3" }, "T": "text" }""");

        setup.BackEnds.Select(backEnd => backEnd.Name).Should().Equal("Good");
        setup.Mistakes.Select(mistake => mistake.ToString()).Where(line => !line.StartsWith("config/a.json: is no JSON: line 1: ", StringComparison.Ordinal)).Should().Equal(
            "appsettings.json: CustomerUserBackends:S:groupSupport: true or false is expected",
            "appsettings.json: CustomerUserBackends:S:file: is missing",
            "appsettings.json: CustomerUserBackends:S:lines: there is no such key",
            "appsettings.json: CustomerUserBackends:T: an object is expected",
            "config/b.json: an object is expected",
            "config/c.json: name: is missing",
            "config/c.json: colour: there is no such key",
            "config/d.json: name: Default is the name of the module's own database",
            "config/d.json: file: is missing",
            "config/e.json: groupSupport: true or false is expected",
            "config/e.json: removalLimit: a whole number from 0 to 100 is expected",
            "config/e.json: removalFloor: a whole number from 0 to 2147483647 is expected",
            "config/e.json: file: a text is expected",
            "config/f.json: kind: there is no kind \"Oracle\"; there are: Csv, Ldap",
            "config/g.json: File: is there twice",
            "config/i.json: name: there is already a back end Good, in config/h.json");
        setup.Mistakes.Should().ContainSingle(mistake => mistake.File == "config/a.json");
    }

    [Fact]
    public void Read_WithTheSameMistakeTwice_TellsItOnce()
    {
        Write(("a.json", """{ "name": "A", "kind": "Csv", "file": "a.csv", "file": "b.csv", "file": "c.csv" }"""));

        Read(null).Mistakes.Select(mistake => mistake.ToString()).Should().Equal("config/a.json: file: is there twice");
    }

    [Fact]
    public void Read_WithoutSectionAndFolder_IsNoMistake()
    {
        Read(null).Should().BeEquivalentTo(new BackEndSetup());
    }

    public void Dispose() => folder.Delete(recursive: true);

    private void Write(params (string Name, string Content)[] files)
    {
        Directory.CreateDirectory(Config);
        foreach (var (name, content) in files)
        {
            File.WriteAllText(Path.Combine(Config, name), content);
        }
    }

    private BackEndSetup Read(string? section)
    {
        using var json = section is null ? null : JsonDocument.Parse(section);
        return BackEndFiles.Read("appsettings.json", json?.RootElement.Clone(), Config, folder.FullName);
    }
}
