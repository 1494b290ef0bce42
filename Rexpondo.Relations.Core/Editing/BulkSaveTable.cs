using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>A save that is written in parts.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">The relation.</param>
/// <param name="Agent">Who saves.</param>
/// <param name="Reason">Why, if said.</param>
/// <param name="Done">How many of its cells are written, in the order of <see cref="EditSet.Cells"/>.</param>
internal sealed record BulkSave(long Id, RelationKind Kind, AgentId Agent, string? Reason, int Done);

/// <summary>The saves in parts: what is to be written, frozen, and how far each has come. A server that starts goes on with them.</summary>
internal static class BulkSaveTable
{
    /// <summary>Begins one.</summary>
    public static BulkSave Add(SqliteConnection connection, EditSet edits, int cells, AgentId agent, string? reason, DateTimeOffset now)
    {
        var matrix = edits.Matrices.First();
        var id = connection.Scalar(
            "INSERT INTO bulk_save (agent_id, at, reason, screen, edits, cells) VALUES ($agent, $at, $reason, $screen, $edits, $cells) RETURNING id",
            ("$agent", agent.Value), ("$at", now.ToUnixTimeMilliseconds()), ("$reason", reason), ("$screen", DraftScreen.Of(matrix).Name),
            ("$edits", new EditSetFormat(matrix).Write(edits)), ("$cells", cells));
        return new BulkSave(id, edits.Kind, agent, reason, 0);
    }

    /// <summary>Those that are under way, with their edits.</summary>
    public static List<(BulkSave Bulk, EditSet Edits)> Unfinished(SqliteConnection connection) => connection.Query(
        "SELECT id, agent_id, reason, screen, edits, done FROM bulk_save WHERE outcome IS NULL ORDER BY id",
        row =>
        {
            var matrix = new DraftScreen(row.GetString(3)).Matrix!.Value;
            return (
                new BulkSave(row.GetInt64(0), matrix.Kind, new AgentId(row.GetInt32(1)), row.IsDBNull(2) ? null : row.GetString(2), row.GetInt32(5)),
                new EditSetFormat(matrix).Read(row.GetFieldValue<byte[]>(4))!);
        });

    /// <summary>A part is written; inside the transaction that writes it.</summary>
    public static void Wrote(SqliteConnection connection, long id, int done)
    {
        connection.Execute("UPDATE bulk_save SET done = $done WHERE id = $id", ("$id", id), ("$done", done));
        if (connection.Scalar("SELECT done = cells FROM bulk_save WHERE id = $id", ("$id", id)) == 1)
        {
            End(connection, id, "done");
        }
    }

    /// <summary>It is over: <c>done</c>, <c>stopped</c> by its agent, or <c>refused</c>.</summary>
    public static int End(SqliteConnection connection, long id, string outcome) =>
        connection.Execute("UPDATE bulk_save SET outcome = $outcome, edits = NULL WHERE id = $id", ("$id", id), ("$outcome", outcome));
}
