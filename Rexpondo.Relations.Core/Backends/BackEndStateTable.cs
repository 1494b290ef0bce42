using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>How the last mirroring of each back end went, as stored. Operation, not history: without a change set.</summary>
internal static class BackEndStateTable
{
    /// <summary>How many of its persons were valid when removals began to wait; null while none wait.</summary>
    public static int? ValidThen(SqliteConnection connection, int backEnd) =>
        connection.Query("SELECT valid FROM back_end_state WHERE back_end = $id AND valid IS NOT NULL", row => row.GetInt32(0), ("$id", backEnd)) is [var valid] ? valid : null;

    /// <summary>
    /// Removals wait: how many are valid without those who come meanwhile stays known, or else the more come, the more could go
    /// unseen.
    /// </summary>
    public static int Stopped(SqliteConnection connection, int backEnd, int valid) => connection.Execute(
        """
        INSERT INTO back_end_state (back_end, valid) VALUES ($id, $valid)
        ON CONFLICT (back_end) DO UPDATE SET valid = min(coalesce(valid, excluded.valid), excluded.valid)
        """,
        ("$id", backEnd), ("$valid", valid));

    /// <summary>It went well.</summary>
    public static void Mirrored(SqliteConnection connection, int backEnd, string? fingerprint, DateTimeOffset at) => connection.Execute(
        """
        INSERT INTO back_end_state (back_end, fingerprint, mirrored_at) VALUES ($id, $fingerprint, $at)
        ON CONFLICT (back_end) DO UPDATE SET
            fingerprint = excluded.fingerprint, mirrored_at = excluded.mirrored_at, failing_since = NULL, problem = NULL, valid = NULL
        """,
        ("$id", backEnd), ("$fingerprint", fingerprint), ("$at", at.ToUnixTimeMilliseconds()));

    /// <summary>It failed; since when stays what it was.</summary>
    public static void Failed(SqliteConnection connection, string backEnd, string problem, DateTimeOffset since) => connection.Execute(
        """
        INSERT INTO back_end_state (back_end, failing_since, problem) SELECT id, $since, $problem FROM back_end WHERE name = $name
        ON CONFLICT (back_end) DO UPDATE SET failing_since = coalesce(failing_since, excluded.failing_since), problem = excluded.problem
        """,
        ("$name", backEnd), ("$since", since.ToUnixTimeMilliseconds()), ("$problem", problem));

    /// <summary>No file configures it any more, so it cannot fail; when it was mirrored last stays known.</summary>
    public static void Gone(SqliteConnection connection, int backEnd) => connection.Execute(
        "UPDATE back_end_state SET fingerprint = NULL, failing_since = NULL, problem = NULL WHERE back_end = $id", ("$id", backEnd));

    /// <summary>By name of the back end; with the fingerprint of what was taken over last.</summary>
    public static Dictionary<string, (BackEndState State, string? Fingerprint)> Read(SqliteConnection connection) => connection.Query(
        "SELECT b.name, s.mirrored_at, s.failing_since, s.problem, s.fingerprint FROM back_end_state s JOIN back_end b ON b.id = s.back_end",
        row => (Name: row.GetString(0), Fingerprint: row.IsDBNull(4) ? null : row.GetString(4), State: new BackEndState
        {
            MirroredAt = row.IsDBNull(1) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
            FailingSince = row.IsDBNull(2) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
            Problems = row.IsDBNull(3) ? [] : [.. row.GetString(3).Split('\n')],
        })).ToDictionary(row => row.Name, row => (row.State, row.Fingerprint));
}
