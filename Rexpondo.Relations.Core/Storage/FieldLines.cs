using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// Records fields of many records of one kind in the change log: the lines of a record go with one statement, which takes less
/// time than one for each, while everybody else who wants to save waits.
/// </summary>
internal sealed class FieldLines(SqliteConnection connection, long changeSet, RelationSide record) : IDisposable
{
    private readonly Dictionary<int, SqliteCommand> commands = [];
    private readonly List<(string Field, string? Old, string New)> lines = [];

    /// <summary>A line of the record that is written next, unless nothing differs.</summary>
    /// <param name="field">Name of the field, as its screen names it.</param>
    /// <param name="old">What it was; null for a record that was added, of which only what is not empty has a line.</param>
    /// <param name="new">What it is.</param>
    public void Add(string field, string? old, string @new)
    {
        if ((old ?? "") != @new)
        {
            lines.Add((field, old, @new));
        }
    }

    /// <summary>Writes the lines of a record.</summary>
    public void Write(int id)
    {
        if (lines.Count == 0)
        {
            return;
        }

        if (!commands.TryGetValue(lines.Count, out var command))
        {
            commands.Add(lines.Count, command = Of(lines.Count));
        }

        var values = command.Parameters;
        values[0].Value = id;
        for (var i = 0; i < lines.Count; i++)
        {
            var (field, old, @new) = lines[i];
            values[(3 * i) + 1].Value = field;
            values[(3 * i) + 2].Value = (object?)old ?? DBNull.Value;
            values[(3 * i) + 3].Value = @new;
        }

        command.ExecuteNonQuery();
        lines.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }
    }

    private SqliteCommand Of(int count)
    {
        var start = string.Create(CultureInfo.InvariantCulture, $"{changeSet}, {ChangeLog.CodeOf(record)}, $id");
        var rows = Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"({start}, $field{i}, $old{i}, $new{i})"));
        var command = connection.Command(
            $"INSERT INTO change_field (change_set_id, record, record_id, field, old_value, new_value) VALUES {string.Join(", ", rows)}", ("$id", 0));
        for (var i = 0; i < count; i++)
        {
            foreach (var name in new[] { "$field", "$old", "$new" })
            {
                command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"{name}{i}"), "");
            }
        }

        command.Prepare();
        return command;
    }
}
