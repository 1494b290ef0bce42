using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// Reads from the change log who granted what is stored. Exact for each key: whoever last set it, not whoever last touched
/// the row; nothing a save does to other cells can change the answer.
/// </summary>
public static class GrantReader
{
    /// <summary>The grants of some rows of a matrix, by row; rows without any are absent.</summary>
    public static IReadOnlyDictionary<int, ImmutableArray<Grant>> Read(SqliteConnection connection, MatrixId matrix, IEnumerable<int> rows)
    {
        var byRow = new Dictionary<int, Dictionary<int, Grant>>();
        var lines = CellLog.OfCells(connection, matrix.Kind, [.. rows.Select(matrix.Pair)]);
        var authors = connection.Query(
            "SELECT id, agent_login, at FROM change_set WHERE id IN (SELECT value FROM json_each($sets))",
            row => (Id: row.GetInt64(0), Login: row.GetString(1), At: DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))),
            ("$sets", lines.Select(line => line.ChangeSet).Distinct().Json())).ToDictionary(author => author.Id);
        foreach (var line in lines)
        {
            var row = matrix.FixedLeft ? line.Right : line.Left;
            if (!byRow.TryGetValue(row, out var byBit))
            {
                byRow[row] = byBit = [];
            }

            foreach (var bit in (line.Old - line.New).EachBit())
            {
                byBit.Remove(bit);
            }

            foreach (var bit in (line.New - line.Old).EachBit())
            {
                var (_, login, at) = authors[line.ChangeSet];
                byBit[bit] = new Grant(PermissionSet.OfBit(bit), login, at);
            }
        }

        return byRow.Where(row => row.Value.Count > 0).ToDictionary(
            row => row.Key,
            row => row.Value.Values.GroupBy(grant => (grant.Agent, grant.At)).Select(same =>
                new Grant(same.Aggregate(PermissionSet.None, (keys, grant) => keys | grant.Keys), same.Key.Agent, same.Key.At)).ToImmutableArray());
    }
}
