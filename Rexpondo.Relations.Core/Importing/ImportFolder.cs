using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>
/// The files of a folder that is imported. Their names count exactly as they are written, also where the file system would
/// find a file by a name in other letters.
/// </summary>
internal sealed class ImportFolder
{
    private readonly string path;
    private readonly ImmutableHashSet<string> names;

    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be read.</exception>
    public ImportFolder(string path)
    {
        this.path = path;
        names = [.. Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry))];
    }

    /// <summary>The file is there.</summary>
    public bool Has(DeskFile file) => names.Contains(file.Name);

    /// <summary>What is wrong with the names: files that look like some of an import and are not, or none at all.</summary>
    /// <param name="ignoreOthers">Files of other names are none of our business.</param>
    public IEnumerable<ImportProblem> Problems(bool ignoreOthers)
    {
        var strays = names.Where(name => Path.GetExtension(name).ToLowerInvariant() is ".csv" or ".json" && File.Exists(Path.Combine(path, name)))
            .Order(StringComparer.Ordinal).Select(DeskFiles.Stray).OfType<ImportProblem>().ToList();
        if (!ignoreOthers && strays.Count > 0)
        {
            return strays;
        }

        return DeskFiles.All.Any(names.Contains) ? [] : [new ImportProblem("", 0, $"none of the files of an import is in {path}: {string.Join(", ", DeskFiles.All)}")];
    }

    /// <summary>Opens a file that is there; null if it cannot be read, which is a problem.</summary>
    public Stream? Open(DeskFile file, List<ImportProblem> problems)
    {
        try
        {
            return new FileStream(
                Path.Combine(path, file.Name), new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.SequentialScan, BufferSize = 0 });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new ImportProblem(file.Name, 0, $"cannot be read: {e.Message}"));
            return null;
        }
    }
}
