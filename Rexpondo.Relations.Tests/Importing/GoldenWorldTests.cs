using System.Text.Json;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Tests.Importing;

/// <summary>A whole desk, answer by answer, as an established system of the field gave them.</summary>
public sealed class GoldenWorldTests : IDisposable
{
    private readonly ImportDesk first = new();
    private readonly ImportDesk second = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Report_AgreesInEveryAnswer(bool reimported)
    {
        var desk = await GoldenAsync(reimported);

        Report(desk).Should().BeEquivalentTo(Expected(), options => options.WithStrictOrdering());
    }

    [Fact]
    public void Expected_AnswersAgreeWithEachOther_SoThatTheReportIsComparedWithAllOfThem()
    {
        using var json = Json();
        var defaults = Names(json.RootElement.GetProperty("default_services"));
        var specific = json.RootElement.GetProperty("customer_users").EnumerateObject()
            .ToDictionary(person => person.Name, person => Names(person.Value.GetProperty("specific_services")));

        json.RootElement.EnumerateObject().Select(answer => answer.Name).Should().BeEquivalentTo("customer_users", "default_services", "group_support_off");
        Expected().Should().HaveCount(102).And.OnlyContain(line => line.Services.SequenceEqual(line.Specific ? specific[line.Login] : defaults));
    }

    [Fact]
    public void Folder_HasEveryFileOfAnImportAndNothingElseButTheAnswers() =>
        Directory.GetFiles(Repository.Golden).Select(Path.GetFileName).Should().BeEquivalentTo([.. DeskFiles.All, "expected.json"]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Report_WithGroupSupportOff_GivesEverybodyEveryValidGroup(bool reimported)
    {
        using var json = Json();
        var all = Names(json.RootElement.GetProperty("group_support_off"));

        var desk = await GoldenAsync(reimported, ("settings.json", """{ "CustomerGroupSupport": false }"""));

        var expected = Expected().Select(line => line with { Ro = all, Rw = all });
        Report(desk).Should().BeEquivalentTo(expected, options => options.WithStrictOrdering());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Report_WithTheAlwaysGroupsEmptied_SaysWhatTheRowsGive(bool reimported)
    {
        var oracle = new GoldenOracle(Repository.Golden);
        List<Line> Counted(string[] always, string[] company) =>
            [.. Expected().Select(line => line with { Ro = oracle.GroupsOf(line.Login, "ro", always, company), Rw = oracle.GroupsOf(line.Login, "rw", always, company) })];
        Counted(["users", "public-info", "Kiosk", "No Such Group"], ["company-portal"])
            .Should().BeEquivalentTo(Expected(), options => options.WithStrictOrdering(), "the oracle says what the established system said");

        var desk = await GoldenAsync(
            reimported, ("settings.json", """{ "CustomerGroupAlwaysGroups": [], "CustomerGroupCompanyAlwaysGroups": [] }"""));

        Report(desk).Should().BeEquivalentTo(Counted([], []), options => options.WithStrictOrdering());
        Report(desk).Should().NotBeEquivalentTo(Expected());
    }

    [Fact]
    public async Task Export_ImportedIntoAnEmptyStore_GivesTheSameAnswersAndTheSameFiles()
    {
        await first.ImportFolderAsync(Repository.Golden, ignoreOtherFiles: true);
        var (once, twice) = (Path.Combine(first.Desk.Folder, "once"), Path.Combine(second.Desk.Folder, "twice"));
        await new Exporter(first.Desk.Store).ExportAsync(once, default);

        (await second.ImportFolderAsync(once)).Should().BeOfType<Imported>();
        await new Exporter(second.Desk.Store).ExportAsync(twice, default);

        Report(second).Should().BeEquivalentTo(Expected(), options => options.WithStrictOrdering());
        Directory.GetFiles(twice).Select(Path.GetFileName).Should().BeEquivalentTo(DeskFiles.All);
        foreach (var name in DeskFiles.All)
        {
            File.ReadAllBytes(Path.Combine(twice, name)).Should().Equal(File.ReadAllBytes(Path.Combine(once, name)), name);
        }
    }

    [Fact]
    public async Task Import_OfTheSameFilesOrTheirExport_WritesNoChangeSet()
    {
        await first.ImportFolderAsync(Repository.Golden, ignoreOtherFiles: true);
        var revision = first.Desk.Revision;
        var folder = Path.Combine(first.Desk.Folder, "export");
        await new Exporter(first.Desk.Store).ExportAsync(folder, default);

        foreach (var again in new[] { Repository.Golden, folder })
        {
            var imported = (await first.ImportFolderAsync(again, ignoreOtherFiles: again == Repository.Golden)).Should().BeOfType<Imported>().Subject;

            imported.ChangeSet.Should().BeNull();
            imported.Files.Should().HaveCount(10).And.OnlyContain(file => file.Added == 0 && file.Changed == 0);
        }

        first.Desk.Revision.Should().Be(revision).And.Be(1);
    }

    [Fact]
    public async Task Import_OfTheSampleDesk_HasNoProblemAndNoWarning()
    {
        var imported = (await first.ImportFolderAsync(Repository.Sample)).Should().BeOfType<Imported>().Subject;

        imported.Warnings.Should().BeEmpty();
        imported.Files.Should().HaveCount(10).And.OnlyContain(file => file.Added + file.Changed > 0);
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }

    /// <summary>The golden desk with other settings, in the store it was imported into or in a second one that took its export.</summary>
    private async Task<ImportDesk> GoldenAsync(bool reimported, params (string Name, string Content)[] settings)
    {
        (await first.ImportFolderAsync(Repository.Golden, ignoreOtherFiles: true)).Should().BeOfType<Imported>();
        if (settings.Length > 0)
        {
            await first.GivenAsync(settings);
        }

        if (!reimported)
        {
            return first;
        }

        var folder = Path.Combine(first.Desk.Folder, "export");
        await new Exporter(first.Desk.Store).ExportAsync(folder, default);
        (await second.ImportFolderAsync(folder)).Should().BeOfType<Imported>();
        return second;
    }

    private static List<Line> Report(ImportDesk desk) =>
        [.. new AccessReport(desk.Desk.Store, desk.Desk.Worlds).Read()!.Lines.Select(line =>
            new Line(line.Login, [.. line.Groups[0].Names], [.. line.Groups[1].Names], [.. line.Services], line.Source == ServiceSource.Specific))];

    private static List<Line> Expected()
    {
        using var json = Json();
        return [.. json.RootElement.GetProperty("customer_users").EnumerateObject().Select(person => new Line(
            person.Name,
            Names(person.Value.GetProperty("ro")),
            Names(person.Value.GetProperty("rw")),
            Names(person.Value.GetProperty("services")),
            person.Value.GetProperty("specific_services").GetArrayLength() > 0))
            .OrderBy(line => line.Login, Core.Searching.CodePointOrder.Instance)];
    }

    private static JsonDocument Json() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Golden, "expected.json")));

    private static List<string> Names(JsonElement list) => [.. list.EnumerateArray().Select(name => name.GetString()!)];

    private sealed record Line(string Login, List<string> Ro, List<string> Rw, List<string> Services, bool Specific);
}
