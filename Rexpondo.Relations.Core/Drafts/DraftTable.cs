using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Drafts;

/// <summary>The table of drafts. Every row belongs to one agent, and only she is ever given it.</summary>
internal static class DraftTable
{
    private const string Columns = "screen, changes, revision, at, content, reason";

    public static Draft? Find(SqliteConnection connection, AgentId agent, DraftScreen screen) => connection.Query(
        $"SELECT {Columns} FROM draft WHERE agent_id = $agent AND screen = $screen", Map, ("$agent", agent.Value), ("$screen", screen.Name)).SingleOrDefault();

    /// <summary>All drafts of an agent, the newest first, without what they contain.</summary>
    public static List<KeptDraft> Of(SqliteConnection connection, AgentId agent) => connection.Query(
        "SELECT screen, changes, at FROM draft WHERE agent_id = $agent ORDER BY at DESC, screen",
        row => new KeptDraft(new DraftScreen(row.GetString(0)), row.GetInt32(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))),
        ("$agent", agent.Value));

    public static int Put(SqliteConnection connection, AgentId agent, Draft draft) => connection.Execute(
        """
        INSERT INTO draft (agent_id, screen, changes, revision, at, content, reason) VALUES ($agent, $screen, $changes, $revision, $at, $content, $reason)
        ON CONFLICT DO UPDATE SET
            changes = excluded.changes, revision = excluded.revision, at = excluded.at, content = excluded.content, reason = excluded.reason
        """,
        ("$agent", agent.Value), ("$screen", draft.Screen.Name), ("$changes", draft.Changes), ("$revision", draft.Revision),
        ("$at", draft.At.ToUnixTimeMilliseconds()), ("$content", draft.Content), ("$reason", draft.Reason));

    /// <summary>Removes a draft, if there is one.</summary>
    public static int Remove(SqliteConnection connection, AgentId agent, DraftScreen screen) => connection.Execute(
        "DELETE FROM draft WHERE agent_id = $agent AND screen = $screen", ("$agent", agent.Value), ("$screen", screen.Name));

    /// <summary>Removes drafts that were last changed before a time; whose they were, once for each.</summary>
    public static List<AgentId> RemoveBefore(SqliteConnection connection, DateTimeOffset time) => connection.Query(
        "DELETE FROM draft WHERE at < $at RETURNING agent_id", row => new AgentId(row.GetInt32(0)), ("$at", time.ToUnixTimeMilliseconds()));

    private static Draft Map(SqliteDataReader row) => new(
        new DraftScreen(row.GetString(0)), row.GetInt32(1), row.GetInt64(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)), (byte[])row.GetValue(4),
        row.GetString(5));
}
