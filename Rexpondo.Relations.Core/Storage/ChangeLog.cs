using Microsoft.Data.Sqlite;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// The change log inside the transaction of what it records. Append-only: there is no method that changes a row, and
/// triggers refuse it to everybody else.
/// </summary>
public static class ChangeLog
{
    /// <summary>The revision of the store: the number of the newest change set, 0 before the first.</summary>
    public static long Revision(SqliteConnection connection) => connection.Scalar("SELECT max(id) FROM change_set");

    /// <summary>The newest change set that touched customer users or customers themselves, whatever of them.</summary>
    public static long NamesRevision(SqliteConnection connection) => connection.Scalar(
        """
        SELECT max(coalesce((SELECT max(id) FROM change_set WHERE touches_names = 1), 0),
            coalesce((SELECT change_set_id FROM change_field WHERE +record <= 2 ORDER BY change_set_id DESC LIMIT 1), 0))
        """);

    /// <summary>True if more cells than that were changed after a revision; no more than that are counted.</summary>
    internal static bool HasMoreCells(SqliteConnection connection, long revision, int than) => connection.Scalar(
        "SELECT coalesce(sum(cells), 0) FROM (SELECT cells FROM change_line WHERE change_set_id > $revision LIMIT $most)", ("$revision", revision), ("$most", than + 1)) > than;

    /// <summary>Opens a change set and gives its number.</summary>
    public static long Begin(SqliteConnection connection, ChangeAuthor author, DateTimeOffset now, bool touchesNames) =>
        connection.Scalar(
            """
            INSERT INTO change_set (at, agent_id, agent_login, way, reason, undoes, touches_names, bulk_save)
            VALUES ($at, $agent, $login, $way, $reason, $undoes, $names, $bulk) RETURNING id
            """,
            ("$at", now.ToUnixTimeMilliseconds()),
            ("$agent", author.Agent?.Value),
            ("$login", author.Login),
            ("$way", Word(author.Way)),
            ("$reason", author.Reason),
            ("$undoes", author.Undoes),
            ("$names", touchesNames ? 1 : 0),
            ("$bulk", author.BulkSave));

    /// <summary>Records one field of a record; a record that was added has no old values.</summary>
    /// <param name="connection">Inside the writing transaction.</param>
    /// <param name="changeSet">The change set.</param>
    /// <param name="record">What kind of record: a side that has records, not <see cref="RelationSide.Everybody"/>.</param>
    /// <param name="id">Its number.</param>
    /// <param name="field">Name of the field, as its screen names it.</param>
    /// <param name="oldValue">What it was; null for a record that was added.</param>
    /// <param name="newValue">What it is.</param>
    internal static void Field(SqliteConnection connection, long changeSet, RelationSide record, int id, string field, string? oldValue, string newValue) =>
        connection.Execute(
            "INSERT INTO change_field (change_set_id, record, record_id, field, old_value, new_value) VALUES ($set, $record, $id, $field, $old, $new)",
            ("$set", changeSet), ("$record", CodeOf(record)), ("$id", id), ("$field", field), ("$old", oldValue), ("$new", newValue));

    /// <summary>A prepared statement that records one field; bind <c>$set $record $id $field $old $new</c>.</summary>
    internal static SqliteCommand FieldCommand(SqliteConnection connection)
    {
        var command = connection.Command(
            "INSERT INTO change_field (change_set_id, record, record_id, field, old_value, new_value) VALUES ($set, $record, $id, $field, $old, $new)",
            ("$set", 0L), ("$record", 0), ("$id", 0), ("$field", ""), ("$old", null), ("$new", ""));
        command.Prepare();
        return command;
    }

    /// <summary>
    /// Who gave a field of a record the value it has, or null if the log does not say so: a record that was imported
    /// has a line for its name alone.
    /// </summary>
    internal static string? LastAgent(SqliteConnection connection, RelationSide record, int id, string field, string value) =>
        connection.Query(
            """
            SELECT s.agent_login, f.new_value FROM change_field f JOIN change_set s ON s.id = f.change_set_id
            WHERE f.record = $record AND f.record_id = $id AND f.field = $field
            ORDER BY f.change_set_id DESC LIMIT 1
            """,
            row => row.GetString(1) == value ? row.GetString(0) : null,
            ("$record", CodeOf(record)), ("$id", id), ("$field", field)).FirstOrDefault();

    /// <summary>Who changed a key of a cell last, or null if nobody ever did. One change set is left out: the one being written.</summary>
    internal static string? LastAgent(SqliteConnection connection, RelationKind kind, int left, int right, PermissionSet key, long? exceptChangeSet) =>
        CellLog.OfCells(connection, kind, [(left, right)])
            .FindLast(cell => cell.Changed.Contains(key) && cell.ChangeSet != exceptChangeSet) is { ChangeSet: not 0 } last
                ? connection.Query("SELECT agent_login FROM change_set WHERE id = $id", row => row.GetString(0), ("$id", last.ChangeSet)).Single()
                : null;

    /// <summary>The kind of record with this code.</summary>
    internal static RelationSide RecordOfCode(int code) => code switch
    {
        1 => RelationSide.CustomerUser,
        2 => RelationSide.Customer,
        3 => RelationSide.Group,
        4 => RelationSide.Service,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "no kind of record has this code"),
    };

    /// <summary>The code of a kind of record in the log; never given to another.</summary>
    internal static int CodeOf(RelationSide record) => record switch
    {
        RelationSide.CustomerUser => 1,
        RelationSide.Customer => 2,
        RelationSide.Group => 3,
        RelationSide.Service => 4,
        _ => throw new ArgumentException($"{record} has no records", nameof(record)),
    };

    /// <summary>The way that stands in the log with this word.</summary>
    internal static ChangeWay WayOf(string word) => Enum.GetValues<ChangeWay>().First(way => Word(way) == word);

    /// <summary>The word for a way in the log.</summary>
    public static string Word(ChangeWay way) => way switch
    {
        ChangeWay.Screen => "screen",
        ChangeWay.Import => "import",
        ChangeWay.CommandLine => "command line",
        ChangeWay.FirstStart => "first start",
        ChangeWay.BackEnd => "back end",
        ChangeWay.Undo => "undo",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
