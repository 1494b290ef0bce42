using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>The rows of one file of relations in an <see cref="ImportStage"/>, each pair and key once, by left and right number.</summary>
internal sealed class StagedLinks : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly string table;
    private readonly Statement add;
    private readonly Statement find;
    private readonly Statement of;

    public StagedLinks(SqliteConnection connection, string table)
    {
        (this.connection, this.table) = (connection, table);
        connection.Execute(
            $"CREATE TABLE {table} (left INTEGER, right INTEGER, key INTEGER, line INTEGER, written TEXT, PRIMARY KEY (left, right, key)) WITHOUT ROWID");
        add = new Statement(connection, $"INSERT INTO {table} VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING");
        find = new Statement(connection, $"SELECT * FROM {table} WHERE (left, right, key) = (?1, ?2, ?3)");
        of = new Statement(connection, $"SELECT right, key FROM {table} WHERE left = ?1 ORDER BY right");
    }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a row; gives the one that is there already for the same pair and key, if there is one.</summary>
    public StagedLink? Add(StagedLink row)
    {
        add.Bind(0, row.Left).Bind(1, row.Right).Bind(2, Key(row)).Bind(3, row.Line).Bind(4, row.Written).Run();
        if (add.Changes == 0)
        {
            find.Bind(0, row.Left).Bind(1, row.Right).Bind(2, Key(row)).Read();
            return Link(find);
        }

        Count++;
        return null;
    }

    /// <summary>The rows of one left object, by growing right number.</summary>
    public void Of(int left, List<(int Right, int Permission, bool Other)> rows)
    {
        rows.Clear();
        of.Bind(0, left);
        while (of.Read())
        {
            rows.Add((of.Int32(0), of.Int32(1) >> 1, (of.Int32(1) & 1) != 0));
        }
    }

    /// <summary>All rows.</summary>
    public IEnumerable<StagedLink> All()
    {
        using var read = new Statement(connection, $"SELECT * FROM {table}");
        while (read.Read())
        {
            yield return Link(read);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        add.Dispose();
        find.Dispose();
        of.Dispose();
    }

    private static int Key(StagedLink row) => (row.Permission << 1) | (row.Other ? 1 : 0);

    private static StagedLink Link(Statement row) => new(row.Int32(3), row.Int32(0), row.Text(4), row.Int32(1), row.Int32(2) >> 1, (row.Int32(2) & 1) != 0);
}

/// <summary>A row of a file of relations.</summary>
/// <param name="Line">The physical line on which it begins.</param>
/// <param name="Left">Number of the person or customer in the stage; 0 for the default services.</param>
/// <param name="Written">The login as it is written where that is not how it is compared; else null.</param>
/// <param name="Right">Number of the group, service or customer in the stage.</param>
/// <param name="Permission">Number of the key in the stage; 0 where the relation has none.</param>
/// <param name="Other">The row is kept for the context <c>other</c>.</param>
internal readonly record struct StagedLink(int Line, int Left, string? Written, int Right, int Permission, bool Other);
