using System.Text;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Importing;

/// <summary>A store and a folder of files to bring in.</summary>
internal sealed class ImportDesk : IDisposable
{
    private static readonly ChangeAuthor Author = new(null, "test", ChangeWay.Import);

    public ImportDesk() => Importer = new Importer(Desk.Store, Desk.Bell, Desk.Clock);

    public TemporaryStore Desk { get; } = new();

    public Importer Importer { get; }

    /// <summary>Imports these files and no others: name, then the lines.</summary>
    public Task<ImportResult> ImportAsync(params (string Name, string Content)[] files) => ImportAsync(dryRun: false, files);

    public Task<ImportResult> ImportAsync(bool dryRun, params (string Name, string Content)[] files) =>
        ImportBytesAsync(dryRun, [.. files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Content)))]);

    public async Task<ImportResult> ImportBytesAsync(bool dryRun, params (string Name, byte[] Content)[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Desk.Folder, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var (name, content) in files)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name), content);
        }

        return await Importer.ImportAsync(folder, Author, dryRun, progress: null, default);
    }

    public Task<ImportResult> ImportFolderAsync(string folder, bool ignoreOtherFiles = false) =>
        Importer.ImportAsync(folder, ignoreOtherFiles, Author, dryRun: false, progress: null, default);

    /// <summary>Imports what must succeed.</summary>
    public async Task<Imported> GivenAsync(params (string Name, string Content)[] files) =>
        (await ImportAsync(files)).Should().BeOfType<Imported>().Subject;

    /// <summary>Imports what must be refused; the problems as told.</summary>
    public async Task<IEnumerable<string>> ProblemsAsync(params (string Name, string Content)[] files)
    {
        var revision = Desk.Revision;
        var problems = (await ImportAsync(files)).Should().BeOfType<ImportRefused>().Subject.Problems;
        Desk.Revision.Should().Be(revision);
        return problems.Select(problem => problem.ToString());
    }

    public void Dispose() => Desk.Dispose();
}
