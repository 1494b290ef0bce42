namespace Rexpondo.Relations.Core.Importing;

/// <summary>Reads a whole file of the folder.</summary>
internal static class FileBytes
{
    /// <summary>The bytes, or null if the file is not there or cannot be read; the latter is a problem.</summary>
    public static (byte[]? Bytes, bool IsThere) Read(string folder, string name, List<ImportProblem> problems)
    {
        var path = Path.Combine(folder, name);
        try
        {
            return Path.Exists(path) ? (File.ReadAllBytes(path), true) : (null, false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new ImportProblem(name, 0, $"cannot be read: {e.Message}"));
            return (null, true);
        }
    }
}
