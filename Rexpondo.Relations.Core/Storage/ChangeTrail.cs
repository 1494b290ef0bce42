using Microsoft.Data.Sqlite;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// What became of one thing in the log — a key of a cell, a field, a setting — change set by change set, oldest first. An undo
/// of what was done last leads back to where the thing stood before; any other change leads to a new place, also where the value
/// is one that it had before: who gave it anew has decided so.
/// </summary>
internal sealed class ChangeTrail
{
    private readonly List<(long ChangeSet, object? Before, object? After)> steps = [];
    private object? now;

    /// <summary>The trail of a field of a record.</summary>
    public static ChangeTrail OfField(SqliteConnection connection, RelationSide record, int id, string field) => Read(
        connection,
        """
        SELECT f.change_set_id, s.undoes FROM change_field f JOIN change_set s ON s.id = f.change_set_id
        WHERE f.record = $record AND f.record_id = $id AND f.field = $field ORDER BY f.change_set_id
        """,
        ("$record", ChangeLog.CodeOf(record)), ("$id", id), ("$field", field));

    /// <summary>The trail of a setting.</summary>
    public static ChangeTrail OfSetting(SqliteConnection connection, string name) => Read(
        connection,
        """
        SELECT d.change_set_id, s.undoes
        FROM deployment_value v JOIN deployment d ON d.id = v.deployment_id JOIN change_set s ON s.id = d.change_set_id
        WHERE v.name = $name ORDER BY d.change_set_id
        """,
        ("$name", name));

    /// <summary>The next change set that changed the thing.</summary>
    /// <param name="changeSet">Its number, above those before.</param>
    /// <param name="undoes">What it takes back, if anything.</param>
    public void Add(long changeSet, long? undoes)
    {
        var before = now;
        var undone = steps.FindIndex(step => step.ChangeSet == undoes);
        now = undone >= 0 && steps[undone].After == before ? steps[undone].Before : new object();
        steps.Add((changeSet, before, now));
    }

    /// <summary>True if nothing but undone changes came after this change set of the trail.</summary>
    public bool IsAsLeftBy(long changeSet) => steps.Find(step => step.ChangeSet == changeSet).After == now;

    /// <summary>True if the thing stands where it stood when this change set came; the change set need not be one of the trail.</summary>
    public bool IsAsBefore(long changeSet)
    {
        var next = steps.FindIndex(step => step.ChangeSet >= changeSet);
        return next < 0 || steps[next].Before == now;
    }

    private static ChangeTrail Read(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var trail = new ChangeTrail();
        connection.Each(sql, row => trail.Add(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetInt64(1)), parameters);
        return trail;
    }
}
