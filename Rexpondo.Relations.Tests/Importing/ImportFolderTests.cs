using Rexpondo.Relations.Core.Importing;

namespace Rexpondo.Relations.Tests.Importing;

/// <summary>Files that are none of an import: told with the name that was meant, and hiding nothing.</summary>
public sealed class ImportFolderTests : IDisposable
{
    private static readonly (string, string) Groups = ("groups.csv", "name,comment,valid\nbilling,,valid\n");

    private readonly ImportDesk desk = new();

    [Theory]
    [InlineData("customer_users_groups.csv", "customer_user_groups.csv")]
    [InlineData("users.csv", "customer_users.csv")]
    [InlineData("Groups.csv", "groups.csv")]
    [InlineData("groups.CSV", "groups.csv")]
    [InlineData("customer-users.csv", "customer_users.csv")]
    [InlineData("customerusers.csv", "customer_users.csv")]
    [InlineData("customer.csv", "customers.csv")]
    [InlineData("servces.csv", "services.csv")]
    [InlineData("customer_services.csv", "customer_user_services.csv")]
    [InlineData("settings.csv", "settings.json")]
    [InlineData("setting.json", "settings.json")]
    [InlineData("customer_users (1).csv", "customer_users.csv")]
    public async Task ImportAsync_OfAFileOfAnotherName_NamesTheNearest(string name, string nearest)
    {
        (await desk.ProblemsAsync(Groups, (name, "x\n"))).Should().Equal($"{name}:1: no file of an import has this name; the nearest is {nearest}");
        (await desk.ProblemsAsync((name, "x\n"))).Should().ContainSingle("that nothing known is there follows from it");
    }

    [Fact]
    public async Task ImportAsync_OfAFileOfAnotherName_HidesNoOtherProblem() =>
        (await desk.ProblemsAsync(("users.csv", "x"), ("groups.csv", "name,comment,valid\nbilling,,no\n"))).Should().HaveCount(2);

    [Fact]
    public async Task ImportAsync_IgnoringOtherFiles_TakesTheOthers()
    {
        var folder = Folder(("groups.csv", "name,comment,valid\nbilling,,valid\n"), ("users.csv", "x"), ("expected.json", "{}"));

        (await desk.ImportFolderAsync(folder, ignoreOtherFiles: true)).Should().BeOfType<Imported>().Which.Files.Should().Equal(new ImportedFile("groups.csv", 1, 0));
    }

    [Theory]
    [InlineData(false, "README.md")]
    [InlineData(true, "users.csv")]
    [InlineData(true, "Groups.csv")]
    [InlineData(false, "groups.csv.bak")]
    public async Task ImportAsync_OfAFolderWithoutAnyKnownFile_IsRefused(bool ignoreOtherFiles, string file) =>
        (await desk.ImportFolderAsync(Folder((file, "name,comment,valid\n")), ignoreOtherFiles)).Should().BeOfType<ImportRefused>()
            .Which.Problems.Should().ContainSingle().Which.ToString().Should().StartWith("none of the files of an import is in ");

    [Fact]
    public async Task ImportAsync_OfFilesThatAreNoTables_IsNotConcernedWithThem() =>
        await desk.GivenAsync(Groups, ("README.md", "x"), ("notes.txt", "x"), (".~lock.groups.csv#", "x"));

    public void Dispose() => desk.Dispose();

    private string Folder(params (string Name, string Content)[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(desk.Desk.Folder, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var (name, content) in files)
        {
            File.WriteAllText(Path.Combine(folder, name), content);
        }

        return folder;
    }
}
