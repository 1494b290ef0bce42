using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// Whether the file at the store's path is still the one that was opened. A file that was deleted, moved or put in its place is
/// told by the engine; one that was copied over it by the number that a server gives its file at each start and that is in no
/// copy made before. Our own connections must not be fooled by reading the file beside the engine: closing it would give up its locks.
/// </summary>
internal sealed partial class StoreFile : IDisposable
{
    private const int HasMovedControl = 20; // SQLITE_FCNTL_HAS_MOVED

    private readonly string path;
    private readonly SqliteConnection opened;
    private readonly Lock sync = new();
    private int[] marks = [];
    private (DateTime Written, long Length) seen;
    private long revision;

    /// <param name="path">The file.</param>
    /// <param name="opened">A connection to it that has read from it; kept open, so that the file stays known.</param>
    public StoreFile(string path, SqliteConnection opened) => (this.path, this.opened) = (path, opened);

    /// <summary>Another mark for a file, never 0.</summary>
    public static int NewMark() => RandomNumberGenerator.GetInt32(1, int.MaxValue);

    /// <summary>Writes a mark into a file of which nobody else knows the old one.</summary>
    public static void Mark(SqliteConnection connection, int mark) =>
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {mark}"));

    /// <summary>From now on a file that is copied over this one is noticed, too.</summary>
    /// <param name="connection">To write with.</param>
    public void Mark(SqliteConnection connection)
    {
        var mark = NewMark();
        Mark(connection, mark);
        connection.Execute("PRAGMA wal_checkpoint");
        lock (sync)
        {
            seen = Stamp();
            (var inFile, revision) = Content();
            marks = [mark, inFile]; // who reads at this moment may keep the mark out of the file for a while
        }
    }

    /// <summary>True if all that was written is in the file at the path, or beside it in its log.</summary>
    public bool IsThere()
    {
        lock (sync)
        {
            return opened.State == System.Data.ConnectionState.Closed || !HasMoved(opened) && File.Exists(path + "-wal") && IsMarked_NeedsLock();
        }
    }

    /// <summary>True if the connection has the file at the path, and that is not the one that was opened.</summary>
    public bool IsForeign(SqliteConnection connection)
    {
        lock (sync)
        {
            return opened.State == System.Data.ConnectionState.Open && HasMoved(opened) && !HasMoved(connection);
        }
    }

    public void Dispose()
    {
        lock (sync)
        {
            opened.Dispose();
        }
    }

    private static bool HasMoved(SqliteConnection connection)
    {
        var moved = 0;
        FileControl(connection.Handle!, "main", HasMovedControl, ref moved);
        return moved != 0;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int FileControl(sqlite3 connection, string database, int control, ref int value);

    // The file itself changes only when the engine moves pages from its log into it, which is seldom: asking is cheap.
    private bool IsMarked_NeedsLock()
    {
        if (marks.Length == 0)
        {
            return true;
        }

        try
        {
            if (Stamp() is var stamp && stamp != seen)
            {
                var (mark, now) = Content();
                if (!marks.Contains(mark) || now < revision)
                {
                    return false;
                }

                (seen, revision) = (stamp, now);
            }

            return true;
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            return false;
        }
    }

    private (DateTime Written, long Length) Stamp()
    {
        var file = new FileInfo(path);
        return (file.LastWriteTimeUtc, file.Length);
    }

    // What is in the file without its log.
    private (int Mark, long Revision) Content()
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = new Uri(path).AbsoluteUri + "?immutable=1",
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Open();
        return ((int)connection.Scalar("PRAGMA application_id"), ChangeLog.Revision(connection));
    }
}
