using Microsoft.Data.Sqlite;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// Writes cells of one relation inside a transaction that somebody else holds: what differs and nothing else, each with
/// its line in the change log, once it is completed. The only code that writes relation rows.
/// </summary>
internal sealed class RelationWriter : IDisposable
{
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
        this.beginChangeSet = beginChangeSet;
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

    /// <summary>Ends the writing: only now all of it stands in the log. Whoever fails before does not call it.</summary>
    public void Complete() => log.Flush();

    public void Dispose()
    {
        read.Dispose();
        write.Dispose();
        delete.Dispose();
        log.Dispose();
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
