using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Web;

/// <summary>
/// One server at a time on an SQLite file: a file beside the database, held open until the server ends, however it ends.
/// Commands do not take it; they may run beside a server.
/// </summary>
public sealed class ServerLock : IDisposable
{
    // EWOULDBLOCK, ERROR_SHARING_VIOLATION.
    private const int HeldOnLinux = 11, HeldOnMac = 35, HeldOnWindows = unchecked((int)0x80070020);

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
            PrivateFiles.CreateFolder(Path.GetDirectoryName(database)!);
            held = PrivateFiles.Create(database + ".server", FileMode.OpenOrCreate);
        }
        catch (IOException e) when (e.HResult is HeldOnLinux or HeldOnMac or HeldOnWindows)
        {
            throw new StoreException($"Another server is already running on the database {database}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The database {database} cannot be opened: {StoreFault.Words(e)}.", e);
        }
    }

    /// <summary>Gives the lock back. The file stays: removing it would let two servers hold two files of one name.</summary>
    public void Dispose() => held.Dispose();
}
