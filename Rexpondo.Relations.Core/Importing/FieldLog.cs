using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>
/// Records what an import does to records: each field that differs as a form would, and of an added record the one field that
/// identifies it, so that a first import costs a line for each record and not one for each column.
/// </summary>
internal sealed class FieldLog(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand write = ChangeLog.FieldCommand(connection);

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

    private void Write(long changeSet, RelationSide record, int id, string field, string? old, string @new)
    {
        var values = write.Parameters;
        values["$set"].Value = changeSet;
        values["$record"].Value = ChangeLog.CodeOf(record);
        values["$id"].Value = id;
        values["$field"].Value = field;
        values["$old"].Value = (object?)old ?? DBNull.Value;
        values["$new"].Value = @new;
        write.ExecuteNonQuery();
    }
}
