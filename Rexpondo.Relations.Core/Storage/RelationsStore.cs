using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// The embedded database: opens it, brings its schema up to date, gives consistent reads and one writer at a time.
/// Everything stored goes through here; every write that others must notice leaves a change set (<see cref="ChangeLog"/>).
/// </summary>
public sealed class RelationsStore : IDisposable
{
    private readonly string connectionString;

    // FIFO within the process, so that savers queue in order and no thread blocks; SQLite's own lock stands against other processes.
    private readonly SemaphoreSlim writer = new(1, 1);
    private WriterConnection? writing;
    private volatile bool disposed;

    /// <summary>Opens the file and applies what is missing of the schema.</summary>
    /// <exception cref="StoreException">The file cannot be opened, is not a database, or is newer than this program.</exception>
    public RelationsStore(StoreOptions options)
    {
        DatabasePath = options.DatabasePath;
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = options.DatabasePath,
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ToString();
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(options.DatabasePath)) is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
            }

            using var connection = Open();
            connection.Execute("PRAGMA journal_mode = WAL");
            Migrate(connection);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The database {options.DatabasePath} cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>The file.</summary>
    public string DatabasePath { get; }

    /// <summary>A connection of one's own, set up; for EF Core and the few who need more than one statement outside a snapshot.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public SqliteConnection Open()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var connection = new SqliteConnection(connectionString);
        SetUp(connection);
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
    /// before the first read, so what is read is what is written upon.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken)
    {
        await writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Nobody's turn is kept by it, and nobody's turn is waited for before the next saver has his.
            return await Task.Run(() => Write(write), CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            // Whatever it was, the next write begins afresh.
            CloseWriter();
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
        var connection = writing ??= OpenWriter();
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = write(connection);
        transaction.Commit();
        return result;
    }

    /// <summary>
    /// Works on a private copy of the store as it is now: nobody waits for it, nothing of it remains, whatever is written there.
    /// </summary>
    public T OnCopy<T>(Func<SqliteConnection, T> work)
    {
        var path = Path.Combine(Path.GetTempPath(), $"relations-{Guid.NewGuid():N}.db");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // it holds what the store holds
        }

        new FileStream(path, options).Dispose();
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
    }

    private static void SetUp(SqliteConnection connection)
    {
        connection.Open();
        // FULL: a save that was acknowledged survives a power cut.
        // Recursive triggers: INSERT OR REPLACE deletes without asking the triggers of the change log otherwise.
        connection.Execute("PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA recursive_triggers = ON");
    }

    private WriterConnection OpenWriter()
    {
        var connection = new WriterConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        SetUp(connection);
        return connection;
    }

    private void CloseWriter()
    {
        writing?.Dispose();
        writing = null;
    }

    private static void Migrate(SqliteConnection connection)
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

        foreach (var script in scripts.Skip(version))
        {
            connection.Execute(script);
        }

        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {scripts.Count}"));
        transaction.Commit();
    }

    private static int Version(SqliteConnection connection) => (int)connection.Scalar("PRAGMA user_version");

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
