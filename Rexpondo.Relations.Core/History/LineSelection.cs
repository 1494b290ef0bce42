using System.Collections.Immutable;
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

    private readonly List<(ImmutableArray<CellFilter> Cells, string? Fields, IReadOnlySet<(long ChangeSet, string Setting)> Settings)> wanted = [];

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
                wanted.Add(([new CellFilter(kind, left, right)], null, None));
                paired.UnionWith([kind.Left, kind.Right]);
            }
        }

        foreach (var one in objects.Where(one => !paired.Contains(one.Side)))
        {
            wanted.Add((
                [
                    .. RelationKind.All.Where(kind => kind.Left == one.Side).Select(kind => new CellFilter(kind, Left: one.Id)),
                    .. RelationKind.All.Where(kind => kind.Right == one.Side).Select(kind => new CellFilter(kind, Right: one.Id)),
                ],
                string.Create(CultureInfo.InvariantCulture, $"record = {ChangeLog.CodeOf(one.Side)} AND record_id = {one.Id}"),
                one.Side == RelationSide.Group ? GroupDeployments.Of(connection, one.Id, changeSet) : None));
        }

        int? Find(RelationSide side) => objects.Where(one => one.Side == side).Select(one => (int?)one.Id).FirstOrDefault();
    }

    /// <summary>True if no object is asked for: every line counts.</summary>
    public bool IsEverything => wanted.Count == 0;

    /// <summary>What a row of <c>change_set s</c> must meet, a condition each.</summary>
    public IEnumerable<string> OfSets(SqliteConnection connection) => wanted.Select(one => "s.id IN (" + string.Join(
        " UNION ",
        [
            .. one.Cells.Select(cells => CellLog.SetsOf(connection, cells)),
            .. one.Fields is { } fields ? [$"SELECT change_set_id FROM change_field WHERE {fields}"] : Array.Empty<string>(),
            .. one.Settings.Count > 0 ? [$"SELECT value FROM json_each('{one.Settings.Select(line => line.ChangeSet).Json()}')"] : Array.Empty<string>(),
        ]) + ")");

    /// <summary>The cells that are asked for; null for all.</summary>
    public IReadOnlyCollection<CellFilter>? Cells => IsEverything ? null : [.. wanted.SelectMany(one => one.Cells)];

    /// <summary>What a row of <c>change_field</c> must meet.</summary>
    public string OfFields => IsEverything ? "1" : string.Join(" OR ", wanted.Where(one => one.Fields is not null).Select(one => $"({one.Fields})").DefaultIfEmpty("0"));

    /// <summary>True if a setting that a change set deployed is asked for.</summary>
    public bool Has(long changeSet, SettingLine setting) => IsEverything || wanted.Any(one => one.Settings.Contains((changeSet, setting.Name)));
}
