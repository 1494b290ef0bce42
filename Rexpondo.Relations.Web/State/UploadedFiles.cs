using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// Files that were chosen in the browser, in a folder of their own until the page is left. Only names that an import knows
/// are taken; what a file is called never becomes a path.
/// </summary>
public sealed class UploadedFiles : IDisposable
{
    /// <summary>The largest file that is taken, in bytes.</summary>
    public const long MaxBytes = 200L * 1024 * 1024;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relations-import-");

    /// <summary>Where they are.</summary>
    public string Folder => folder.FullName;

    /// <summary>Why a file is too large to be taken, or null.</summary>
    public static ImportProblem? TooLarge(string name, long bytes) =>
        bytes > MaxBytes ? new ImportProblem(name, 0, Resources.Say.Format(Resources.Texts.ImportTooLarge, MaxBytes / 1024 / 1024)) : null;

    /// <summary>Forgets the files of the last choice.</summary>
    public void Clear()
    {
        foreach (var file in folder.EnumerateFiles())
        {
            file.Delete();
        }
    }

    /// <summary>Keeps one file. Its name must be one of <see cref="DeskFiles.All"/>.</summary>
    public async Task KeepAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        if (!DeskFiles.All.Contains(name))
        {
            throw new ArgumentException("this is no file of an import", nameof(name));
        }

        await using var file = PrivateFiles.Create(Path.Combine(Folder, name));
        await content.CopyToAsync(file, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // still being read; the system clears its folder of temporary files
        }
    }
}
