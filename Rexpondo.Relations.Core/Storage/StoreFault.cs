using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>Why the store could not do what it was asked for, in words for whoever asked; the details are for the log.</summary>
public static class StoreFault
{
    // Of the engine: the side file -shm could not grow. Then of the operating system.
    private const int NoRoomForIndex = raw.SQLITE_IOERR | (19 << 8);
    private const int NoSpace = 28, ReadOnlyFileSystem = 30, OverQuota = 122, WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>The reason as a part of a sentence, without a full stop at its end.</summary>
    public static string Words(Exception e) => e switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } or SqliteException { SqliteExtendedErrorCode: NoRoomForIndex } => "the disk is full",
        SqliteException { SqliteErrorCode: raw.SQLITE_READONLY } => "the database file, its folder or its file system is read-only",
        SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } => "another program keeps the database locked; try again",
        SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT } => "the database file is damaged; the command check --store says what is wrong",
        SqliteException { SqliteErrorCode: raw.SQLITE_NOTADB } => "the file is not a database",
        SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN } => "the file is not there or must not be opened",
        SqliteException { SqliteErrorCode: raw.SQLITE_IOERR } => "the disk could not be read or written",
        IOException { HResult: NoSpace or OverQuota or WindowsDiskFull } => "the disk is full",
        IOException { HResult: ReadOnlyFileSystem } => "the file system is read-only",
        _ => e.Message.TrimEnd('.', ' '),
    };
}
