using System.Globalization;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;
using SQLitePCL;

namespace Rexpondo.Relations.Core.Maintenance;

/// <summary>Backup, restore and check of the store at a path, without opening it as a store: it may be damaged or of another version.</summary>
public sealed class StoreMaintenance(StoreOptions options, TimeProvider clock)
{
    private string Database => options.DatabasePath;

    /// <summary>
    /// Writes a copy of the store as it is now into a new file; a server beside goes on writing. What was committed before the
    /// call is in it. It is complete once it bears its name.
    /// </summary>
    /// <exception cref="StoreException">There is no store, or the file is there already, or one of both cannot be read or written.</exception>
    public void Backup(string file, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        ThrowIfMissing(Database);
        if (Path.Exists(file))
        {
            throw new StoreException($"{file} is there already; a backup replaces no file.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(file)))
        {
            throw new StoreException($"There is no folder {Path.GetDirectoryName(file)}.");
        }

        var part = file + ".part";
        Try($"{Database} cannot be backed up", () =>
        {
            using (var from = new SqliteConnection(RelationsStore.ConnectionString(Database) + ";Pooling=False"))
            {
                from.Open();
                StoreCopy.Write(from, part, progress, cancellationToken);
            }

            File.Move(part, file, overwrite: false);
        });
    }

    /// <summary>
    /// Puts a backup in the place of the store, after it was checked; the store that was there is kept beside it. The caller sees to
    /// it that no server runs.
    /// </summary>
    /// <param name="file">The backup; it is not changed.</param>
    /// <param name="found">Told every finding.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellationToken">Ends it before anything is replaced.</param>
    /// <returns>Where the former store is kept, or null if there was none.</returns>
    /// <exception cref="StoreException">The backup cannot be read or is damaged, or somebody else uses the store: nothing was replaced.</exception>
    public string? Restore(string file, Action<StoreFinding> found, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        ThrowIfMissing(file);
        var copy = $"{Database}.restoring";
        PrivateFiles.CreateFolder(Path.GetDirectoryName(Database)!);
        string? kept = null;
        Try($"{file} cannot be restored", () =>
        {
            using (var from = StoreCopy.Open(file))
            {
                StoreCopy.Write(from, copy, progress, cancellationToken);
            }

            try
            {
                RelationsStore.Migrate(copy);
                var damages = 0;
                Check(copy, finding =>
                {
                    damages += finding.IsDamage ? 1 : 0;
                    found(finding);
                }, progress, cancellationToken);
                if (damages > 0)
                {
                    throw new StoreException($"{file} is damaged; nothing was replaced.");
                }

                kept = Replace(copy);
            }
            finally
            {
                StoreCopy.Remove(copy);
            }
        });
        return kept;
    }

    /// <summary>Checks the store and tells every finding; nothing is changed.</summary>
    /// <exception cref="StoreException">There is no store, or it cannot be opened.</exception>
    public void Check(Action<StoreFinding> found, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        ThrowIfMissing(Database);
        Try($"{Database} cannot be checked", () => Check(Database, found, progress, cancellationToken));
    }

    /// <summary>Removes a database with all that stands beside it.</summary>
    public static void Remove(string path) => StoreCopy.Remove(path);

    private static void Check(string path, Action<StoreFinding> found, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        using var connection = new SqliteConnection(RelationsStore.ConnectionString(path) + ";Pooling=False");
        connection.Open();
        using var snapshot = connection.BeginTransaction(deferred: true);
        try
        {
            using var breaking = cancellationToken.UnsafeRegister(static checking => raw.sqlite3_interrupt(((SqliteConnection)checking!).Handle), connection);
            new StoreCheck(connection, progress, found, cancellationToken).Run();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException("The check was broken off.", e, cancellationToken);
        }
    }

    /// <summary>Refuses a path without a database.</summary>
    /// <exception cref="StoreException">There is none.</exception>
    public static void ThrowIfMissing(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
        {
            throw new StoreException($"There is no database {path}.");
        }
    }

    private static void Try(string failed, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{failed}: {StoreFault.Words(e)}.", e);
        }
    }

    private string? Replace(string copy)
    {
        string? kept = null;
        if (File.Exists(Database))
        {
            ThrowIfOpen(Database);
            kept = $"{Database}.{clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
            foreach (var side in RelationsStore.SideFiles.Where(side => File.Exists(Database + side)))
            {
                File.Move(Database + side, kept + side);
                PrivateFiles.Tighten(kept + side);
            }
        }

        File.Move(copy, Database);
        return kept;
    }

    // A command may still write: what it says is done would be in the store that is put aside.
    private static void ThrowIfOpen(string path)
    {
        try
        {
            using var connection = new SqliteConnection(RelationsStore.ConnectionString(path) + ";Pooling=False;Default Timeout=1");
            connection.Open();
            connection.Execute("PRAGMA locking_mode = EXCLUSIVE");
            using var alone = connection.BeginTransaction(deferred: false);
            alone.Commit();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            throw new StoreException($"Another program has the database {path} open; nothing was replaced.", e);
        }
        catch (SqliteException)
        {
            // it is damaged: that may be why it is replaced
        }
    }
}
