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
        var (fixedColumn, rowColumn) = matrix.FixedLeft ? ("left_id", "right_id") : ("right_id", "left_id");
        var byRow = new Dictionary<int, Dictionary<int, Grant>>();
        connection.Each(
            $"""
            SELECT c.{rowColumn}, c.old_keys, c.new_keys, s.agent_login, s.at
            FROM change_cell c JOIN change_set s ON s.id = c.change_set_id
            WHERE c.kind = $kind AND c.{fixedColumn} = $fixed AND c.{rowColumn} IN (SELECT value FROM json_each($rows))
            ORDER BY c.change_set_id
            """,
            row =>
            {
                var (old, @new) = (new PermissionSet(row.GetInt64(1)), new PermissionSet(row.GetInt64(2)));
                if (!byRow.TryGetValue(row.GetInt32(0), out var byBit))
                {
                    byRow[row.GetInt32(0)] = byBit = [];
                }

                foreach (var bit in (old - @new).EachBit())
                {
                    byBit.Remove(bit);
                }

                foreach (var bit in (@new - old).EachBit())
                {
                    byBit[bit] = new Grant(PermissionSet.OfBit(bit), row.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)));
                }
            },
            ("$kind", matrix.Kind.Code), ("$fixed", matrix.FixedId), ("$rows", rows.Json()));
        return byRow.Where(row => row.Value.Count > 0).ToDictionary(
            row => row.Key,
            row => row.Value.Values.GroupBy(grant => (grant.Agent, grant.At)).Select(same =>
                new Grant(same.Aggregate(PermissionSet.None, (keys, grant) => keys | grant.Keys), same.Key.Agent, same.Key.At)).ToImmutableArray());
    }
}
