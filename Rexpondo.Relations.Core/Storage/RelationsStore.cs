using System.Globalization;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// The embedded database: opens it, brings its schema up to date, gives consistent reads and one writer at a time.
/// Everything stored goes through here; every write that others must notice leaves a change set (<see cref="ChangeLog"/>).
/// </summary>
public sealed class RelationsStore : IDisposable
{
    private readonly string connectionString;
    private readonly StoreFile file;

    // FIFO within the process, so that savers queue in order and no thread blocks; SQLite's own lock stands against other processes.
    private readonly SemaphoreSlim writer = new(1, 1);
    private WriterConnection? writing;
    private volatile bool disposed;
    private volatile bool replaced;
    private volatile bool wentBack;
    private long revision;

    /// <summary>Opens the file and applies what is missing of the schema; what others of this machine may do with it is taken from them.</summary>
    /// <exception cref="StoreException">The file is not there and must not be made, cannot be opened, is not a database, or is newer than this program.</exception>
    public RelationsStore(StoreOptions options)
    {
        DatabasePath = options.DatabasePath;
        connectionString = ConnectionString(DatabasePath);
        try
        {
            IsNew = MakeFile(options);
            IsReadableByOthers = !SideFiles.All(side => PrivateFiles.Tighten(DatabasePath + side));
            using (var connection = Open())
            {
                connection.Execute("PRAGMA journal_mode = WAL");
                Migrate(connection, options.MayCreate);
            }

            file = new StoreFile(DatabasePath, OpenUnpooled());
            revision = Read(ChangeLog.Revision);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The database {DatabasePath} cannot be opened: {StoreFault.Words(Cause(e, DatabasePath))}.", e);
        }
    }

    /// <summary>What the engine writes beside a database, and the database itself.</summary>
    internal static IReadOnlyList<string> SideFiles { get; } = ["", "-wal", "-shm", "-journal"];

    /// <summary>True if the file was made, or was empty, when it was opened.</summary>
    public bool IsNew { get; }

    /// <summary>True if the file belongs to somebody else, so that others may read it and that cannot be taken from them.</summary>
    public bool IsReadableByOthers { get; }

    /// <summary>The file.</summary>
    public string DatabasePath { get; }

    /// <summary>A connection of one's own, set up; for EF Core and the few who need more than one statement outside a snapshot.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    /// <exception cref="StoreReplacedException">
    /// Another file is at the path, or none, and no connection is left that has the former one.
    /// </exception>
    public SqliteConnection Open()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var connection = new SqliteConnection(connectionString);
        try
        {
            SetUp(connection);
        }
        catch (SqliteException) when (replaced)
        {
            throw new StoreReplacedException(DatabasePath);
        }

        if (replaced && file.IsForeign(connection))
        {
            connection.Dispose();
            SqliteConnection.ClearPool(connection);
            throw new StoreReplacedException(DatabasePath);
        }

        return connection;
    }

    /// <summary>
    /// Reads in one snapshot: all statements see the store at one revision. A statement that runs when
    /// <paramref name="cancellationToken"/> is cancelled is broken off.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before everything was read.</exception>
    public T Read<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = Open();
        using var snapshot = connection.BeginTransaction(deferred: true);
        T result;
        try
        {
            // Disposed before the connection goes back to its pool, so that nobody else's statement is broken off.
            using var breaking = cancellationToken.UnsafeRegister(static reading => raw.sqlite3_interrupt(((SqliteConnection)reading!).Handle), connection);
            result = read(connection);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException("The read was broken off.", e, cancellationToken);
        }

        snapshot.Commit();
        return result;
    }

    /// <summary>
    /// A second connection that sees the store as this one does, to read two halves at once; null if somebody has written meanwhile.
    /// </summary>
    internal SqliteConnection? OpenBeside(SqliteConnection connection)
    {
        var beside = Open();
        beside.BeginTransaction(deferred: true);
        if (ChangeLog.Revision(beside) == ChangeLog.Revision(connection))
        {
            return beside;
        }

        beside.Dispose();
        return null;
    }

    /// <summary>
    /// Writes in one transaction: all of it or, when <paramref name="write"/> throws, none. The writer's lock is taken
    /// before the first read, so what is read is what is written upon. What is given back is in the file at the path.
    /// </summary>
    /// <exception cref="StoreReplacedException">It is not, or the store there is older than what this program has seen of it.</exception>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken)
    {
        await writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Nobody's turn is kept by it, and nobody's turn is waited for before the next saver has his.
            return await Task.Run(() => Write(write), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Whatever it was, the next write begins afresh.
            CloseWriter();
            if (e is DbUpdateException { InnerException: SqliteException inner })
            {
                ExceptionDispatchInfo.Throw(inner); // a full disk is the same to everybody, whether EF Core wrote or not
            }

            throw;
        }
        finally
        {
            if (disposed)
            {
                CloseWriter();
            }

            writer.Release();
        }
    }

    private T Write<T>(Func<SqliteConnection, T> write)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ThrowIfReplaced(); // else a connection would be opened to what is there by now
        var connection = writing ??= OpenWriter();
        using var transaction = connection.BeginTransaction(deferred: false);
        wentBack |= ChangeLog.Revision(connection) < revision;
        ThrowIfReplaced();
        var result = write(connection);
        var written = ChangeLog.Revision(connection);
        transaction.Commit();
        revision = written;
        ThrowIfReplaced();
        return result;
    }

    /// <summary>
    /// Looks whether the file is still the one that was opened. While it is not, every write is refused, and nothing is read of what
    /// is there instead; once the right one is back all goes on.
    /// </summary>
    public bool IsThere()
    {
        var isThere = !wentBack && file.IsThere();
        if (isThere && replaced)
        {
            using var connection = new SqliteConnection(connectionString);
            SqliteConnection.ClearPool(connection); // one of them may have been opened to the other file
        }

        replaced = !isThere;
        return isThere;
    }

    /// <summary>Marks the file as this server's own, so that a copy put over it is noticed as well as another file in its place.</summary>
    public void Mark()
    {
        using var connection = OpenUnpooled();
        file.Mark(connection);
    }

    /// <summary>
    /// Works on a private copy of the store as it is now: nobody waits for it, nothing of it remains, whatever is written there.
    /// </summary>
    public T OnCopy<T>(Func<SqliteConnection, T> work)
    {
        var path = Path.Combine(Path.GetTempPath(), $"relations-{Guid.NewGuid():N}.db");
        PrivateFiles.Create(path, FileMode.CreateNew).Dispose(); // it holds what the store holds
        try
        {
            using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, Pooling = false }.ToString());
            copy.Open();
            using (var source = Open())
            {
                source.BackupDatabase(copy);
            }

            copy.Execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");
            using var transaction = copy.BeginTransaction(deferred: false);
            return work(copy);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>
    /// Closes the connections to this file; that of a read or write that still runs once it is done. Whoever comes later is refused:
    /// a page whose end took too long would else write into a file that another server has by then.
    /// </summary>
    public void Dispose()
    {
        disposed = true;
        if (writer.Wait(0))
        {
            CloseWriter();
            writer.Release();
        }

        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
        file.Dispose();
    }

    /// <summary>A database that is there; none is ever made by opening it.</summary>
    internal static string ConnectionString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, ForeignKeys = true, DefaultTimeout = 30 }.ToString();

    // An empty file is none: what made it did not come far.
    private static bool MakeFile(StoreOptions options)
    {
        var path = options.DatabasePath;
        if (new FileInfo(path) is { Exists: true, Length: > 0 })
        {
            return false;
        }

        if (!options.MayCreate)
        {
            throw new StoreException($"There is no database {path}.");
        }

        PrivateFiles.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        PrivateFiles.Create(path, FileMode.OpenOrCreate, FileShare.ReadWrite).Dispose(); // the side files get its rights
        return true;
    }

    // The engine does not say why it cannot make a file beside the database; the operating system does.
    private static Exception Cause(Exception e, string path)
    {
        if (e is not SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN } || !File.Exists(path))
        {
            return e;
        }

        try
        {
            var probe = $"{path}.{Guid.NewGuid():N}";
            PrivateFiles.Create(probe, FileMode.CreateNew).Dispose();
            File.Delete(probe);
            return e;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return cause;
        }
    }

    private void ThrowIfReplaced()
    {
        if (!IsThere())
        {
            throw new StoreReplacedException(DatabasePath);
        }
    }

    private string UnpooledString => new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString();

    private static void SetUp(SqliteConnection connection)
    {
        connection.Open();
        // FULL: a save that was acknowledged survives a power cut.
        // Recursive triggers: INSERT OR REPLACE deletes without asking the triggers of the change log otherwise.
        connection.Execute("PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA recursive_triggers = ON");
    }

    private SqliteConnection OpenUnpooled()
    {
        var connection = new SqliteConnection(UnpooledString);
        SetUp(connection);
        _ = Version(connection); // the engine has opened the file and its log once something is read
        return connection;
    }

    private WriterConnection OpenWriter()
    {
        var connection = new WriterConnection(UnpooledString);
        SetUp(connection);
        return connection;
    }

    private void CloseWriter()
    {
        writing?.Dispose();
        writing = null;
    }

    /// <summary>Brings the database in a file up to date.</summary>
    /// <exception cref="StoreException">A newer program has used it, or this program never has.</exception>
    internal static void Migrate(string path)
    {
        using var connection = new SqliteConnection(ConnectionString(path) + ";Pooling=False");
        connection.Open();
        Migrate(connection, mayCreate: false);
    }

    /// <summary>The schema of this program.</summary>
    internal static int KnownVersion => Scripts().Count;

    /// <summary>The schema of a database.</summary>
    internal static int Version(SqliteConnection connection) => (int)connection.Scalar("PRAGMA user_version");

    private static void Migrate(SqliteConnection connection, bool mayCreate)
    {
        var scripts = Scripts();
        if (Version(connection) == scripts.Count)
        {
            return; // the usual case writes nothing and waits for nobody who does
        }

        using var transaction = connection.BeginTransaction(deferred: false);
        var version = Version(connection);
        if (version > scripts.Count)
        {
            throw new StoreException(string.Create(CultureInfo.InvariantCulture,
                $"The database has schema {version}, this program knows {scripts.Count}: it was used by a newer version."));
        }

        if (version == 0 && (!mayCreate || connection.Scalar("SELECT count(*) FROM sqlite_schema") > 0))
        {
            throw new StoreException("The file is not a database of this program.");
        }

        foreach (var script in scripts.Skip(version))
        {
            connection.Execute(script);
        }

        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {scripts.Count}"));
        transaction.Commit();
    }

    private static List<string> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd();
            })];
    }
}
