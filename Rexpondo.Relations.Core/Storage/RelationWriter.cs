using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// Writes cells of one relation inside a transaction that somebody else holds: what differs and nothing else, each with
/// its line in the change log, once it is completed. Nothing but this and <see cref="RelationAdder"/> writes relation rows.
/// </summary>
internal sealed class RelationWriter : IDisposable
{
    // So few cells cost no more with statements of their own.
    private const int Few = 20;
    private const int AtOnce = 5_000;

    private const string Wanted = "(SELECT value >> 32 AS l, value & 4294967295 AS r FROM json_each($cells))";

    private readonly SqliteConnection connection;
    private readonly RelationKind kind;
    private readonly SqliteCommand read;
    private readonly SqliteCommand write;
    private readonly SqliteCommand delete;
    private readonly CellLogWriter log;
    private readonly Func<long> beginChangeSet;

    /// <param name="connection">Inside the writing transaction.</param>
    /// <param name="kind">The relation.</param>
    /// <param name="beginChangeSet">Asked for the change set once the first cell differs; without a difference there is none.</param>
    public RelationWriter(SqliteConnection connection, RelationKind kind, Func<long> beginChangeSet)
    {
        (this.connection, this.kind, this.beginChangeSet) = (connection, kind, beginChangeSet);
        var where = $"WHERE {kind.LeftColumn} = $left AND {kind.RightColumn} = $right";
        read = Prepared(connection, $"SELECT keys FROM {kind.Table} {where}");
        delete = Prepared(connection, $"DELETE FROM {kind.Table} {where}");
        write = Prepared(
            connection,
            $"INSERT INTO {kind.Table} ({kind.LeftColumn}, {kind.RightColumn}, keys) VALUES ($left, $right, $keys) ON CONFLICT DO UPDATE SET keys = excluded.keys",
            ("$keys", 0L));
        log = new CellLogWriter(connection, kind);
    }

    /// <summary>The change set that was begun, or null while nothing differed.</summary>
    public long? ChangeSet { get; private set; }

    /// <summary>The stored keys of some cells; those without any are absent.</summary>
    public static Dictionary<(int Left, int Right), PermissionSet> Stored(SqliteConnection connection, RelationKind kind, IEnumerable<(int Left, int Right)> cells) =>
        connection.Query(
            $"SELECT l, r, keys FROM {Wanted} CROSS JOIN {kind.Table} WHERE {kind.LeftColumn} = l AND {kind.RightColumn} = r",
            row => KeyValuePair.Create((row.GetInt32(0), row.GetInt32(1)), new PermissionSet(row.GetInt64(2))),
            ("$cells", CellLog.Pairs(cells))).ToDictionary();

    /// <summary>
    /// Sets and clears keys of one cell on top of what is stored now: <c>new = (stored &amp; ~clear) | set</c>, so that any two
    /// agents' edits merge. Gives the keys before and after; nothing is written where they are the same.
    /// </summary>
    public (PermissionSet Old, PermissionSet New) Apply(int left, int right, PermissionSet set, PermissionSet clear)
    {
        Bind(read, left, right);
        var old = new PermissionSet(read.ExecuteScalar() is long keys ? keys : 0);
        var @new = (old - clear) | set;
        if (@new != old)
        {
            ChangeSet ??= beginChangeSet();
            var change = @new.IsEmpty ? delete : write;
            Bind(change, left, right);
            if (!@new.IsEmpty)
            {
                write.Parameters["$keys"].Value = @new.Bits;
            }

            change.ExecuteNonQuery();
            log.Add(ChangeSet.Value, left, right, old, @new);
        }

        return (old, @new);
    }

    /// <summary>The same for many cells, thousands by one statement.</summary>
    /// <param name="cells">By growing left and right number, none twice: in any other order a million of them take several times as long.</param>
    /// <param name="applied">Told of each cell the keys before and after.</param>
    public void Apply(IReadOnlyCollection<CellEdit> cells, Action<CellEdit, PermissionSet, PermissionSet>? applied = null)
    {
        if (cells.Count <= Few)
        {
            foreach (var cell in cells)
            {
                var (old, @new) = Apply(cell.Left, cell.Right, cell.Set, cell.Clear);
                applied?.Invoke(cell, old, @new);
            }

            return;
        }

        foreach (var some in cells.Chunk(AtOnce))
        {
            var stored = Stored(some);
            var alike = new Dictionary<PermissionSet, List<(int Left, int Right)>>();
            foreach (var cell in some)
            {
                var old = stored.GetValueOrDefault((cell.Left, cell.Right));
                var @new = (old - cell.Clear) | cell.Set;
                applied?.Invoke(cell, old, @new);
                if (@new != old)
                {
                    ref var pairs = ref CollectionsMarshal.GetValueRefOrAddDefault(alike, @new, out _);
                    (pairs ??= []).Add((cell.Left, cell.Right));
                    log.Add(ChangeSet ??= beginChangeSet(), cell.Left, cell.Right, old, @new);
                }
            }

            foreach (var (keys, pairs) in alike)
            {
                WriteAll(keys, pairs);
            }
        }
    }

    /// <summary>Ends the writing: only now all of it stands in the log. Whoever fails before does not call it.</summary>
    public void Complete() => log.Flush();

    public void Dispose()
    {
        read.Dispose();
        write.Dispose();
        delete.Dispose();
        log.Dispose();
    }

    // One column without large gaps is one range of an index; to look each cell up took as long as half of writing it.
    private Dictionary<(int Left, int Right), PermissionSet> Stored(CellEdit[] cells)
    {
        var (right, first, last) = (cells[0].Right, cells[0].Left, cells[^1].Left);
        return last - first > 8 * cells.Length || Array.Exists(cells, cell => cell.Right != right)
            ? Stored(connection, kind, cells.Select(cell => (cell.Left, cell.Right)))
            : connection.Query(
                $"SELECT {kind.LeftColumn}, keys FROM {kind.Table} WHERE {kind.RightColumn} = $right AND {kind.LeftColumn} BETWEEN $first AND $last",
                row => KeyValuePair.Create((row.GetInt32(0), right), new PermissionSet(row.GetInt64(1))),
                ("$right", right), ("$first", first), ("$last", last)).ToDictionary();
    }

    private void WriteAll(PermissionSet keys, List<(int Left, int Right)> cells)
    {
        if (keys.IsEmpty)
        {
            connection.Execute(
                $"DELETE FROM {kind.Table} WHERE ({kind.LeftColumn}, {kind.RightColumn}) IN (SELECT l, r FROM {Wanted})", ("$cells", CellLog.Pairs(cells)));
        }
        else
        {
            connection.Execute(
                $"""
                INSERT INTO {kind.Table} ({kind.LeftColumn}, {kind.RightColumn}, keys) SELECT l, r, $keys FROM {Wanted} WHERE 1
                ON CONFLICT DO UPDATE SET keys = excluded.keys
                """,
                ("$keys", keys.Bits), ("$cells", CellLog.Pairs(cells)));
        }
    }

    private static SqliteCommand Prepared(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var command = connection.Command(sql, [("$left", 0), ("$right", 0), .. more]);
        command.Prepare();
        return command;
    }

    private static void Bind(SqliteCommand command, int left, int right)
    {
        command.Parameters["$left"].Value = left;
        command.Parameters["$right"].Value = right;
    }
}
