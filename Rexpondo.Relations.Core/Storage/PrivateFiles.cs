namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// Files and folders for the user who runs the program and nobody else (0600 and 0700), whatever the umask is. Everything the
/// program writes is made here: whoever reads a copy of the store reads the store. On Windows the rights of the folder count.
/// </summary>
public static class PrivateFiles
{
    private const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A file to write; one that is there already loses what others may do with it.</summary>
    /// <param name="path">Where.</param>
    /// <param name="mode">What becomes of one that is there.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    /// <exception cref="IOException">It cannot be made; with <see cref="FileMode.CreateNew"/> also: it is there.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be made.</exception>
    public static FileStream Create(string path, FileMode mode = FileMode.Create, FileShare share = FileShare.None)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }

        options.UnixCreateMode = Read;
        var stream = new FileStream(path, options);
        try
        {
            if (File.GetUnixFileMode(stream.SafeFileHandle) != Read)
            {
                File.SetUnixFileMode(stream.SafeFileHandle, Read);
            }

            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Makes a folder and those above it that are not there. One that is there stays as it is: others may need it.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above)
            {
                CreateFolder(above);
            }

            Directory.CreateDirectory(path, Read | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Takes from others what they may do with a file, if it is there. It is not opened for that.</summary>
    /// <returns>False if it belongs to somebody else who lets others read it.</returns>
    public static bool Tighten(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
        {
            return true;
        }

        try
        {
            if (File.GetUnixFileMode(path) is var mode && mode != Read)
            {
                File.SetUnixFileMode(path, mode & Read);
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
