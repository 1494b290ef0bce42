using System.Globalization;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.History;

/// <summary>
/// Which lines of the log name the objects of a <see cref="HistoryFilter"/>: for two that can stand in one cell their common
/// cells, for any other all cells that name it on the side it stands on and the fields of its record, for a group also the
/// settings that name it. Only numbers of the program's own are put into the SQL.
/// </summary>
internal sealed class LineSelection
{
    private static readonly HashSet<(long ChangeSet, string Setting)> None = [];

    private readonly List<(string Cells, string? Fields, IReadOnlySet<(long ChangeSet, string Setting)> Settings)> wanted = [];

    /// <summary>Looks up what names the objects.</summary>
    /// <param name="connection">Whose snapshot counts.</param>
    /// <param name="filter">The objects; nothing else of it counts.</param>
    /// <param name="changeSet">The one whose lines are asked for; null for all.</param>
    public LineSelection(SqliteConnection connection, HistoryFilter filter, long? changeSet = null)
    {
        var objects = filter.Objects;
        var paired = new HashSet<RelationSide>();
        foreach (var kind in RelationKind.All)
        {
            if (Find(kind.Left) is { } left && Find(kind.Right) is { } right)
            {
                wanted.Add((Cell(kind, left, right), null, None));
                paired.UnionWith([kind.Left, kind.Right]);
            }
        }

        foreach (var one in objects.Where(one => !paired.Contains(one.Side)))
        {
            var sides = RelationKind.All.SelectMany(kind => new[]
            {
                kind.Left == one.Side ? Cell(kind, one.Id, null) : null,
                kind.Right == one.Side ? Cell(kind, null, one.Id) : null,
            }).OfType<string>();
            wanted.Add((
                string.Join(" OR ", sides),
                string.Create(CultureInfo.InvariantCulture, $"record = {ChangeLog.CodeOf(one.Side)} AND record_id = {one.Id}"),
                one.Side == RelationSide.Group ? GroupDeployments.Of(connection, one.Id, changeSet) : None));
        }

        int? Find(RelationSide side) => objects.Where(one => one.Side == side).Select(one => (int?)one.Id).FirstOrDefault();
    }

    /// <summary>True if no object is asked for: every line counts.</summary>
    public bool IsEverything => wanted.Count == 0;

    /// <summary>What a row of <c>change_set s</c> must meet, a condition each.</summary>
    public IEnumerable<string> OfSets => wanted.Select(one => string.Join(
        " UNION ",
        new[]
        {
            $"s.id IN (SELECT change_set_id FROM change_cell WHERE {one.Cells}",
            one.Fields is { } fields ? $"SELECT change_set_id FROM change_field WHERE {fields}" : null,
            one.Settings.Count > 0 ? $"SELECT value FROM json_each('[{string.Join(',', one.Settings.Select(Number))}]')" : null,
        }.OfType<string>()) + ")");

    /// <summary>What a row of <c>change_cell</c> must meet.</summary>
    public string OfCells => IsEverything ? "1" : string.Join(" OR ", wanted.Select(one => $"({one.Cells})"));

    /// <summary>What a row of <c>change_field</c> must meet.</summary>
    public string OfFields => IsEverything ? "1" : string.Join(" OR ", wanted.Where(one => one.Fields is not null).Select(one => $"({one.Fields})").DefaultIfEmpty("0"));

    /// <summary>True if a setting that a change set deployed is asked for.</summary>
    public bool Has(long changeSet, SettingLine setting) => IsEverything || wanted.Any(one => one.Settings.Contains((changeSet, setting.Name)));

    private static string Number((long ChangeSet, string Setting) line) => line.ChangeSet.ToString(CultureInfo.InvariantCulture);

    private static string Cell(RelationKind kind, int? left, int? right) => string.Create(CultureInfo.InvariantCulture,
        $"(kind = {kind.Code}{(left is { } l ? $" AND left_id = {l}" : "")}{(right is { } r ? $" AND right_id = {r}" : "")})");
}
