using System.Data.Common;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// At the store's path is not the file that was opened, or no longer with what it held: it was deleted, moved away, or another
/// one was put in its place. Nothing is written, and nothing is read of another file, until the right one is back or the program is started again.
/// </summary>
public sealed class StoreReplacedException(string path) : DbException(
    $"the database file {path} was deleted or replaced while this program had it open; put it back, or start the program again to use what is there now")
{
    /// <summary>The path.</summary>
    public string DatabasePath { get; } = path;
}
