using Microsoft.Data.Sqlite;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// Which customer users and customers themselves were changed or added since a revision, by the change log: what keeps something of
/// them in memory reads these and no others.
/// </summary>
internal sealed class ChangedRecords
{
    private readonly ILookup<RelationSide, int> ids;

    private ChangedRecords(ILookup<RelationSide, int> ids) => this.ids = ids;

    /// <summary>How many there are.</summary>
    public int Count => ids.Sum(side => side.Count());

    /// <summary>Those of one kind.</summary>
    public List<int> Of(RelationSide side) => [.. ids[side]];

    /// <summary>Asks the log.</summary>
    /// <param name="connection">In a snapshot.</param>
    /// <param name="revision">What was seen last.</param>
    /// <param name="most">Whoever finds more had better read everything.</param>
    /// <param name="searched">Only those of whom something changed that is searched or that lists are ordered by.</param>
    /// <returns>Null if there are more, or if persons and customers were changed by a way that logs no fields.</returns>
    public static ChangedRecords? Since(SqliteConnection connection, long revision, int most, bool searched = false)
    {
        if (connection.Scalar(
            """
            SELECT EXISTS (SELECT 1 FROM change_set s WHERE s.id > $revision AND s.touches_names = 1
                AND NOT EXISTS (SELECT 1 FROM change_field f WHERE f.change_set_id = s.id AND f.record <= 2))
            """,
            ("$revision", revision)) == 1)
        {
            return null;
        }

        var found = connection.Query(
            """
            SELECT DISTINCT record, record_id FROM change_field
            WHERE change_set_id > $revision AND +record <= 2 AND ($all OR field IN (SELECT value FROM json_each($fields))) LIMIT $most
            """,
            row => (Side: ChangeLog.RecordOfCode(row.GetInt32(0)), Id: row.GetInt32(1)),
            ("$revision", revision), ("$all", searched ? 0 : 1), ("$fields", System.Text.Json.JsonSerializer.Serialize(RecordField.Searched)), ("$most", most + 1));
        return found.Count > most ? null : new ChangedRecords(found.ToLookup(record => record.Side, record => record.Id));
    }
}
