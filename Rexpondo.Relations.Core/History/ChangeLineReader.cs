using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.History;

/// <summary>Some lines of a change set.</summary>
/// <param name="Lines">The lines, in their order: settings, fields, cells.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Names">How the objects they name are called today.</param>
public sealed record ChangeLinePage(ImmutableArray<ChangeLine> Lines, int Total, ObjectNames Names);

/// <summary>Reads the lines of change sets in pages: an import can have a hundred thousand.</summary>
public sealed class ChangeLineReader(RelationsStore store)
{
    /// <summary>Some lines of a change set; none for a number that is none.</summary>
    /// <param name="id">The change set.</param>
    /// <param name="about">Only lines that name the objects of this filter; nothing else of it counts.</param>
    /// <param name="skip">So many are left out at the beginning.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public ChangeLinePage Page(long id, HistoryFilter about, int skip, int count, CancellationToken cancellationToken = default) =>
        store.Read(connection => Page(connection, id, about, skip, count), cancellationToken);

    /// <summary>How objects are called today.</summary>
    public ObjectNames Names(IEnumerable<ChangeLine> lines) => store.Read(connection => ObjectNames.Read(connection, lines));

    internal static ChangeLinePage Page(SqliteConnection connection, long id, HistoryFilter about, int skip, int count)
    {
        var selection = new LineSelection(connection, about, id);
        var settings = Settings(connection, id).FindAll(line => selection.Has(id, line));
        var fields = (int)connection.Scalar($"SELECT count(*) FROM change_field WHERE change_set_id = $id AND ({selection.OfFields})", ("$id", id));
        var cells = CellLog.Count(connection, id, selection.Cells);
        var lines = settings.Skip(skip).Take(count).ToList<ChangeLine>();
        var after = skip + lines.Count - settings.Count;
        lines.AddRange(after < 0 ? [] : Fields(connection, id, selection.OfFields, after, count - lines.Count));
        after = skip + lines.Count - settings.Count - fields;
        lines.AddRange(after < 0 ? [] : CellLog.Of(connection, id, selection.Cells).Skip(after).Take(count - lines.Count)
            .Select(cell => new CellLine(cell.Kind, cell.Left, cell.Right, cell.Old, cell.New)));
        return new ChangeLinePage([.. lines], settings.Count + fields + cells, ObjectNames.Read(connection, lines));
    }

    internal static List<SettingLine> Settings(SqliteConnection connection, long id) =>
    [
        .. connection.Query(
            """
            SELECT v.name, v.old_value, v.new_value, d.comment
            FROM deployment_value v JOIN deployment d ON d.id = v.deployment_id WHERE d.change_set_id = $id
            """,
            row => new SettingLine(
                row.GetString(0), row.IsDBNull(1) ? SettingValues.Default(row.GetString(0)) : row.GetString(1), row.GetString(2), row.GetString(3)),
            ("$id", id)).OrderBy(line => SettingNames.All.IndexOf(line.Name)),
    ];

    internal static List<FieldLine> Fields(SqliteConnection connection, long id, string where = "1", int skip = 0, int count = int.MaxValue) => connection.Query(
        $"""
        SELECT record, record_id, field, old_value, new_value FROM change_field WHERE change_set_id = $id AND ({where})
        ORDER BY record, record_id, field LIMIT $count OFFSET $skip
        """,
        row => new FieldLine(
            new ObjectRef(ChangeLog.RecordOfCode(row.GetInt32(0)), row.GetInt32(1)), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetString(4)),
        ("$id", id), ("$skip", skip), ("$count", count));
}
