using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>
/// Records what an import does to records: each field that differs as a form would, and of an added record the one field that
/// identifies it, so that a first import costs a line for each record and not one for each column.
/// </summary>
internal sealed class FieldLog(SqliteConnection connection) : IDisposable
{
    private readonly Statement write = new(
        connection, "INSERT INTO change_field (change_set_id, record, record_id, field, old_value, new_value) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    /// <summary>A record was added.</summary>
    public void Added(long changeSet, RelationSide record, int id, string field, string value) => Write(changeSet, record, id, field, null, value);

    /// <summary>A record was changed; what is the same is left out.</summary>
    public void Changed(long changeSet, RelationSide record, int id, params ReadOnlySpan<(string Name, string Old, string New)> fields)
    {
        foreach (var (name, old, @new) in fields)
        {
            if (old != @new)
            {
                Write(changeSet, record, id, name, old, @new);
            }
        }
    }

    public void Dispose() => write.Dispose();

    private void Write(long changeSet, RelationSide record, int id, string field, string? old, string @new) =>
        write.Bind(0, changeSet).Bind(1, ChangeLog.CodeOf(record)).Bind(2, id).Bind(3, field).Bind(4, old).Bind(5, @new).Run();
}
