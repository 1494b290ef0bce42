using Microsoft.Data.Sqlite;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>The back ends as registered.</summary>
internal static class BackEndTable
{
    /// <summary>All of them, in the order in which they are read; those that are no longer configured too, because their persons still count.</summary>
    public static List<BackEnd> Read(SqliteConnection connection) =>
        connection.Query("SELECT id, name, kind, file, configured, group_support FROM back_end ORDER BY position, id", row =>
            new BackEnd(row.GetInt32(0), row.GetString(1))
            {
                Kind = row.GetString(2),
                File = row.IsDBNull(3) ? null : row.GetString(3),
                IsConfigured = row.GetBoolean(4),
                GroupSupport = row.IsDBNull(5) ? null : row.GetBoolean(5),
            });
}
