using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;
using SQLitePCL;

namespace Rexpondo.Relations.Core.Maintenance;

/// <summary>Copies a database into another file, as it was at one moment, whatever is written meanwhile.</summary>
internal static class StoreCopy
{
    private const int PagesAtOnce = 100;

    /// <summary>A database to copy from. One that nothing stands beside is not written, not even its folder.</summary>
    public static SqliteConnection Open(string path)
    {
        var alone = RelationsStore.SideFiles.Skip(1).All(side => !File.Exists(path + side));
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = alone ? new Uri(path).AbsoluteUri + "?immutable=1" : path,
            Mode = alone ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Writes the copy, for nobody else to read; a file that stands there is written over. What is unfinished is removed.</summary>
    /// <exception cref="SqliteException">One of both cannot be read or written.</exception>
    public static void Write(SqliteConnection from, string path, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        PrivateFiles.Create(path).Dispose();
        try
        {
            using var to = new SqliteConnection(RelationsStore.ConnectionString(path) + ";Pooling=False");
            to.Open();
            using (from.BeginTransaction(deferred: true))
            {
                ChangeLog.Revision(from); // the moment it is copied of
                Copy(from, to, progress, cancellationToken);
            }

            StoreFile.Mark(to, StoreFile.NewMark());
            to.Execute("PRAGMA journal_mode = DELETE"); // one file, nothing beside it
        }
        catch
        {
            Remove(path);
            throw;
        }
    }

    /// <summary>Removes a database with all that stands beside it.</summary>
    public static void Remove(string path)
    {
        foreach (var side in RelationsStore.SideFiles)
        {
            File.Delete(path + side);
        }
    }

    private static void Copy(SqliteConnection from, SqliteConnection to, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        using var backup = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main");
        var code = backup.IsInvalid ? raw.sqlite3_extended_errcode(to.Handle) : raw.SQLITE_OK;
        while (code == raw.SQLITE_OK)
        {
            cancellationToken.ThrowIfCancellationRequested();
            code = raw.sqlite3_backup_step(backup, PagesAtOnce);
            var (all, left) = (raw.sqlite3_backup_pagecount(backup), raw.sqlite3_backup_remaining(backup));
            progress?.Report(new StoreProgress("copied", (int)(100L * (all - left) / Math.Max(1, all))));
        }

        if (code != raw.SQLITE_DONE)
        {
            throw new SqliteException(raw.sqlite3_errstr(code).utf8_to_string(), code & 0xFF, code);
        }
    }
}
