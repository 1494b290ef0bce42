using System.Runtime.Versioning;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Storage;

[UnsupportedOSPlatform("windows")]
public sealed class PrivateFilesTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateFolder = Private | UnixFileMode.UserExecute;
    private const UnixFileMode Open = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relations-");

    private string Database => Path.Combine(folder.FullName, "a", "b", "relations.db");

    private StoreOptions Options => new() { DatabasePath = Database };

    public void Dispose() => folder.Delete(recursive: true);

    [UnixFact]
    public async Task Store_WithItsServer_HasFilesAndFoldersForNobodyElse()
    {
        using var held = new ServerLock(Options);
        using var store = new RelationsStore(Options);
        await store.WriteAsync(connection => connection.Execute("INSERT INTO permission_group (name, validity) VALUES ('billing', 1)"), CancellationToken.None);

        Modes(Path.GetDirectoryName(Database)!).Should().BeEquivalentTo(new Dictionary<string, UnixFileMode>
        {
            ["relations.db"] = Private,
            ["relations.db-wal"] = Private,
            ["relations.db-shm"] = Private,
            ["relations.db.server"] = Private,
        });
        File.GetUnixFileMode(Path.Combine(folder.FullName, "a")).Should().Be(PrivateFolder);
        File.GetUnixFileMode(Path.Combine(folder.FullName, "a", "b")).Should().Be(PrivateFolder);
    }

    [UnixFact]
    public async Task Store_ThatIsThereAndOpenToAll_IsTightenedWhenItIsOpened()
    {
        using (var before = new RelationsStore(Options))
        {
            await before.WriteAsync(connection => connection.Execute("INSERT INTO permission_group (name, validity) VALUES ('billing', 1)"), CancellationToken.None);
            File.WriteAllText(Database + ".server", "");
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Database)!))
            {
                File.SetUnixFileMode(file, Open);
            }

            using var held = new ServerLock(Options);
            using var store = new RelationsStore(Options);

            Modes(Path.GetDirectoryName(Database)!).Should().HaveCount(4).And.OnlyContain(file => file.Value == Private);
            store.IsReadableByOthers.Should().BeFalse();
        }

        // What stood there before is of others: a folder of theirs stays as it is.
        File.GetUnixFileMode(folder.FullName).Should().Be(PrivateFolder);
        File.SetUnixFileMode(folder.FullName, PrivateFolder | UnixFileMode.OtherRead);
        PrivateFiles.CreateFolder(folder.FullName);
        File.GetUnixFileMode(folder.FullName).Should().Be(PrivateFolder | UnixFileMode.OtherRead);
    }

    [UnixFact]
    public async Task Exports_AlsoOverThoseThatAreThere_AreForNobodyElse()
    {
        using var store = new RelationsStore(Options);
        var exports = Path.Combine(folder.FullName, "exports", "today");
        await new Exporter(store).ExportAsync(exports, CancellationToken.None);
        foreach (var file in Directory.GetFiles(exports))
        {
            File.SetUnixFileMode(file, Open);
        }

        await new Exporter(store).ExportAsync(exports, CancellationToken.None);

        Modes(exports).Should().HaveCount(DeskFiles.All.Length).And.OnlyContain(file => file.Value == Private);
        File.GetUnixFileMode(exports).Should().Be(PrivateFolder);
        File.GetUnixFileMode(Path.Combine(folder.FullName, "exports")).Should().Be(PrivateFolder);
    }

    [UnixFact]
    public async Task Uploads_AndCopies_AreForNobodyElse()
    {
        using var files = new UploadedFiles();
        await files.KeepAsync(DeskFiles.All[0], new MemoryStream([1]), CancellationToken.None);
        Modes(files.Folder).Should().OnlyContain(file => file.Value == Private);
        File.GetUnixFileMode(files.Folder).Should().Be(PrivateFolder);

        using var store = new RelationsStore(Options);
        store.OnCopy(copy => File.GetUnixFileMode(copy.DataSource)).Should().Be(Private);
    }

    private static Dictionary<string, UnixFileMode> Modes(string folder) =>
        Directory.GetFiles(folder).ToDictionary(file => Path.GetFileName(file), File.GetUnixFileMode);
}
