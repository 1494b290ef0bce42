using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Watching;

/// <summary>Reads from the change log what came after a revision.</summary>
internal static class ChangeLogReader
{
    /// <summary>Everything after a revision, in one batch.</summary>
    public static ChangeBatch Since(SqliteConnection connection, long revision)
    {
        var to = ChangeLog.Revision(connection);
        if (to < revision || Size(connection, revision) > ChangeBatch.Limit)
        {
            return new ChangeBatch(revision, to, [], Reload: true);
        }

        var cells = CellLog.Since(connection, revision)
            .ToLookup(cell => cell.ChangeSet, cell => new ChangedCell(cell.Kind, cell.Left, cell.Right, cell.Old, cell.New));
        var records = connection.Query(
            "SELECT DISTINCT change_set_id, record, record_id FROM change_field WHERE change_set_id > $revision",
            row => (Set: row.GetInt64(0), Record: new ChangedRecord(ChangeLog.RecordOfCode(row.GetInt32(1)), row.GetInt32(2))),
            ("$revision", revision)).ToLookup(line => line.Set, line => line.Record);
        return new ChangeBatch(revision, to, [.. connection.Query(
            """
            SELECT s.id, s.at, s.agent_id, s.agent_login, s.touches_names OR EXISTS (SELECT 1 FROM deployment d WHERE d.change_set_id = s.id)
            FROM change_set s WHERE s.id > $revision ORDER BY s.id
            """,
            row => new ChangedSet(
                row.GetInt64(0),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
                row.IsDBNull(2) ? null : new AgentId(row.GetInt32(2)),
                row.GetString(3),
                [.. cells[row.GetInt64(0)]],
                [.. records[row.GetInt64(0)]],
                row.GetBoolean(4)),
            ("$revision", revision))]);
    }

    // Counted no further than needed: an import of a million cells is not read to be thrown away.
    private static long Size(SqliteConnection connection, long revision) => connection.Scalar(
        """
        SELECT (SELECT coalesce(sum(cells), 0) FROM (SELECT cells FROM change_line WHERE change_set_id > $revision LIMIT $most))
             + (SELECT count(*) FROM (SELECT 1 FROM change_field WHERE change_set_id > $revision LIMIT $most))
        """,
        ("$revision", revision), ("$most", ChangeBatch.Limit + 1));
}
