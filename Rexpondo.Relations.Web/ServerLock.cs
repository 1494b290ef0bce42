using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Web;

/// <summary>
/// One server at a time on an SQLite file: a file beside the database, held open until the server ends, however it ends.
/// Commands do not take it; they may run beside a server.
/// </summary>
public sealed class ServerLock : IDisposable
{
    private readonly FileStream held;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="StoreException">Another server has it, or the file cannot be written.</exception>
    public ServerLock(StoreOptions options)
    {
        var database = options.DatabasePath;
        try
        {
            // Two names of one file must meet at one lock.
            database = File.Exists(database) ? File.ResolveLinkTarget(database, returnFinalTarget: true)?.FullName ?? database : database;
            Directory.CreateDirectory(Path.GetDirectoryName(database)!);
            held = new FileStream(database + ".server", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException || e is IOException && !File.Exists(database + ".server"))
        {
            throw new StoreException($"The database {database} cannot be opened: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new StoreException($"Another server is already running on the database {database}.", e);
        }
    }

    /// <summary>Gives the lock back. The file stays: removing it would let two servers hold two files of one name.</summary>
    public void Dispose() => held.Dispose();
}
