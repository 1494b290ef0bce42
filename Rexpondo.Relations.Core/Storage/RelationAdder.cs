using Microsoft.Data.Sqlite;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// Adds keys to many cells of one relation inside a transaction that somebody else holds, by growing left number: what is not
/// stored yet and nothing else, each with its line in the change log, once it is completed. Statements without ceremony, for an import of millions.
/// </summary>
internal sealed class RelationAdder : IDisposable
{
    private readonly Statement read;
    private readonly Statement insert;
    private readonly Statement update;
    private readonly CellLogWriter log;
    private readonly Func<long> beginChangeSet;
    private readonly Dictionary<int, PermissionSet> stored = [];

    /// <param name="connection">Inside the writing transaction.</param>
    /// <param name="kind">The relation.</param>
    /// <param name="beginChangeSet">Asked for the change set once the first cell differs; without a difference there is none.</param>
    public RelationAdder(SqliteConnection connection, RelationKind kind, Func<long> beginChangeSet)
    {
        this.beginChangeSet = beginChangeSet;
        read = new Statement(connection, $"SELECT {kind.RightColumn}, keys FROM {kind.Table} WHERE {kind.LeftColumn} = ?1");
        insert = new Statement(connection, $"INSERT INTO {kind.Table} ({kind.LeftColumn}, {kind.RightColumn}, keys) VALUES (?1, ?2, ?3)");
        update = new Statement(connection, $"UPDATE {kind.Table} SET keys = ?3 WHERE {kind.LeftColumn} = ?1 AND {kind.RightColumn} = ?2");
        log = new CellLogWriter(connection, kind);
    }

    /// <summary>Adds keys to cells of one left object.</summary>
    /// <param name="left">Its number, above that of the last call.</param>
    /// <param name="isNew">It was made in this transaction: nothing of it is stored.</param>
    /// <param name="cells">Right numbers, growing, and the keys to be added.</param>
    /// <returns>How many cells were not there, and how many were and got more keys.</returns>
    public (int Added, int Changed) Add(int left, bool isNew, IReadOnlyList<(int Right, PermissionSet Keys)> cells)
    {
        stored.Clear();
        if (!isNew)
        {
            read.Bind(0, left);
            while (read.Read())
            {
                stored.Add(read.Int32(0), new PermissionSet(read.Int64(1)));
            }
        }

        var (added, changed) = (0, 0);
        foreach (var (right, keys) in cells)
        {
            var isThere = stored.TryGetValue(right, out var old);
            var @new = old | keys;
            if (@new == old)
            {
                continue;
            }

            (isThere ? update : insert).Bind(0, left).Bind(1, right).Bind(2, @new.Bits).Run();
            log.Add(beginChangeSet(), left, right, old, @new);
            (added, changed) = isThere ? (added, changed + 1) : (added + 1, changed);
        }

        return (added, changed);
    }

    /// <summary>Ends the writing: only now all of it stands in the log. Whoever fails before does not call it.</summary>
    public void Complete() => log.Flush();

    public void Dispose()
    {
        read.Dispose();
        insert.Dispose();
        update.Dispose();
        log.Dispose();
    }
}
