using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;
using SQLitePCL;

namespace Rexpondo.Relations.Core.Maintenance;

/// <summary>
/// Looks through a whole store: whether the engine can read all of it, and whether it says what the program wrote. Nothing is
/// mended. Takes the memory of one row, however large the store is.
/// </summary>
internal sealed class StoreCheck(SqliteConnection connection, IProgress<StoreProgress>? progress, Action<StoreFinding> found, CancellationToken cancellationToken)
{
    private const int Piece = 10_000;

    /// <summary>Runs all checks in one snapshot and tells every finding. A store of an older program is only read by the engine.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Run()
    {
        Step("the engine's check", () =>
        {
            connection.Each($"PRAGMA integrity_check({int.MaxValue})", row =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (row.GetString(0) is var line and not "ok")
                {
                    Damage(line.ReplaceLineEndings(" "));
                }
            });
            connection.Each("PRAGMA foreign_key_check", row => Damage(
                $"{row.GetString(0)}: row {(row.IsDBNull(1) ? "" : row.GetInt64(1))} refers to a row of {row.GetString(2)} that is not there"));
        });
        var (version, known) = (RelationsStore.Version(connection), RelationsStore.KnownVersion);
        if (version != known)
        {
            Damage($"the schema is {version}, this program has {known}"
                + (version < known ? ": start the server or import once, then check again" : ": a newer program has used it"));
            return;
        }

        Step("the change log", CompareWithLog);
        Step("packed rows of the change log", Counted);
        Step("permissions", KnownBits);
        Step("folded texts", Folding);
        Step("services", Paths);
        Step("settings", Settings);
        Step("texts", () => StoredTextReader.Read(connection, line => found(new StoreFinding(line, IsDamage: false)), cancellationToken));
    }

    private void Damage(string what) => found(new StoreFinding(what));

    // Where the engine stops, the next check still may find something.
    private void Step(string what, Action check)
    {
        progress?.Report(new StoreProgress(what));
        try
        {
            check();
        }
        catch (Exception e) when (e is not (OperationCanceledException or SqliteException { SqliteErrorCode: raw.SQLITE_INTERRUPT }))
        {
            Damage($"{what}: what is stored cannot be understood: {e.Message}"); // whatever a damaged row makes of its reader
        }
    }

    // What the log says of each cell in the end is laid aside on disk, then compared with the rows both ways.
    private void CompareWithLog()
    {
        connection.Execute(
            """
            CREATE TEMP TABLE logged (kind INTEGER, left_id INTEGER, right_id INTEGER, keys INTEGER, change_set_id INTEGER,
                PRIMARY KEY (kind, left_id, right_id)) WITHOUT ROWID
            """);
        using (var keep = connection.Prepared("INSERT OR REPLACE INTO logged VALUES ($kind, $left, $right, $keys, $set)", "$kind", "$left", "$right", "$keys", "$set"))
        {
            var cells = 0L;
            foreach (var cell in CellLog.Since(connection, 0))
            {
                keep.Bind(cell.Kind.Code, cell.Left, cell.Right, cell.New.Bits, cell.ChangeSet).ExecuteNonQuery();
                if (++cells % Piece == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    progress?.Report(new StoreProgress(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the change log: {cells:N0} cells")));
                }
            }
        }

        foreach (var kind in RelationKind.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            connection.Each(
                $"""
                SELECT l.left_id, l.right_id, l.keys, coalesce(r.keys, 0), l.change_set_id
                FROM logged l LEFT JOIN {kind.Table} r ON r.{kind.LeftColumn} = l.left_id AND r.{kind.RightColumn} = l.right_id
                WHERE l.kind = $kind AND l.keys <> coalesce(r.keys, 0)
                UNION ALL
                SELECT r.{kind.LeftColumn}, r.{kind.RightColumn}, 0, r.keys, 0 FROM {kind.Table} r
                WHERE NOT EXISTS (SELECT 1 FROM logged l WHERE l.kind = $kind AND l.left_id = r.{kind.LeftColumn} AND l.right_id = r.{kind.RightColumn})
                """,
                row => Damage(row.GetInt64(4) is var changeSet and not 0
                    ? $"{kind.Table}: {row.GetInt32(0)} and {row.GetInt32(1)} have the keys {row.GetInt64(3)}, the log says {row.GetInt64(2)} (change set {changeSet})"
                    : $"{kind.Table}: {row.GetInt32(0)} and {row.GetInt32(1)} have the keys {row.GetInt64(3)}, the log knows nothing of them"),
                ("$kind", kind.Code));
        }

        connection.Execute("DROP TABLE logged");
    }

    private void Counted() => connection.Each("SELECT change_set_id, block, cells, left_ids FROM change_bulk", row =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (PackedIds.Unpack(row.GetInt32(1), row.GetFieldValue<byte[]>(3)).Count() != row.GetInt32(2))
        {
            Damage($"change_bulk: a row of change set {row.GetInt64(0)} has not the {row.GetInt32(2)} cells that it says");
        }
    });

    private void KnownBits()
    {
        var known = connection.Query("SELECT bit FROM permission_key", row => PermissionSet.OfBit(row.GetInt32(0))).Aggregate(PermissionSet.None, (all, key) => all | key);
        foreach (var kind in RelationKind.All.Where(kind => kind.HasPermissions))
        {
            connection.Each(
                $"SELECT {kind.LeftColumn}, {kind.RightColumn}, keys FROM {kind.Table} WHERE keys & ~$known <> 0",
                row => Damage($"{kind.Table}: {row.GetInt32(0)} and {row.GetInt32(1)} have the keys {row.GetInt64(2)}, of which some are not known"),
                ("$known", known.Bits));
        }
    }

    private void Folding()
    {
        Folded("customer_user", "login");
        Folded("customer_user", "email");
        Folded("agent", "login");

        void Folded(string table, string column) => connection.Each($"SELECT id, {column}, {column}_folded FROM {table}", row =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (LoginFolding.Fold(row.GetString(1)) != row.GetString(2))
            {
                Damage($"{table} {row.GetInt32(0)}: {column} \"{row.GetString(1)}\" is folded as \"{row.GetString(2)}\"");
            }
        });
    }

    private void Paths() => connection.Each(
        "SELECT s.id, s.full_name, p.full_name FROM service s LEFT JOIN service p ON p.id = s.parent_id",
        row =>
        {
            var (name, parent) = (row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2) + ServicePath.Separator);
            if (!name.StartsWith(parent ?? "", StringComparison.Ordinal) || name[(parent?.Length ?? 0)..].Contains(ServicePath.Separator, StringComparison.Ordinal))
            {
                Damage($"service {row.GetInt32(0)}: \"{name}\" does not stand below {(parent is null ? "nothing" : $"\"{row.GetString(2)}\"")}");
            }
        });

    private void Settings() => connection.Each(
        """
        SELECT s.name FROM setting s WHERE s.value IS NOT (
            SELECT v.new_value FROM deployment_value v WHERE v.name = s.name ORDER BY v.deployment_id DESC LIMIT 1)
        """,
        row => Damage($"setting {row.GetString(0)}: its value is not the one that was deployed last"));
}
