using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// A compiled statement without what <see cref="SqliteCommand"/> costs for each run: for whoever runs one a million times.
/// Parameters (<c>?1</c>, <c>?2</c> …) and columns are counted from 0. It belongs to its connection, and runs in its transaction.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const int ShortText = 200;

    private readonly sqlite3 database;
    private readonly sqlite3_stmt compiled;
    private bool running;

    /// <exception cref="SqliteException">The statement is wrong.</exception>
    public Statement(SqliteConnection connection, string sql)
    {
        database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out compiled));
    }

    /// <summary>How many rows the last run of any statement of the connection touched.</summary>
    public int Changes => raw.sqlite3_changes(database);

    /// <summary>The number of the row that was inserted last on the connection.</summary>
    public long LastId => raw.sqlite3_last_insert_rowid(database);

    /// <summary>Binds a number or NULL; begins the next run if one is under way.</summary>
    public Statement Bind(int parameter, long? value)
    {
        Reset();
        Check(value is { } number ? raw.sqlite3_bind_int64(compiled, parameter + 1, number) : raw.sqlite3_bind_null(compiled, parameter + 1));
        return this;
    }

    /// <summary>Binds a text or NULL.</summary>
    public Statement Bind(int parameter, string? value)
    {
        Reset();
        if (value is { Length: > 0 and <= ShortText })
        {
            // The ordinary case, without an array for each text.
            Span<byte> utf8 = stackalloc byte[3 * ShortText];
            Check(raw.sqlite3_bind_text(compiled, parameter + 1, utf8[..Encoding.UTF8.GetBytes(value, utf8)]));
        }
        else
        {
            Check(value is null ? raw.sqlite3_bind_null(compiled, parameter + 1) : raw.sqlite3_bind_text(compiled, parameter + 1, value));
        }

        return this;
    }

    /// <summary>Goes to the next row; false at the end, after which the statement may run again.</summary>
    public bool Read()
    {
        var code = raw.sqlite3_step(compiled);
        running = code == raw.SQLITE_ROW;
        if (running)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            // Reset first: it keeps the message.
            _ = raw.sqlite3_reset(compiled);
            Check(code);
        }

        _ = raw.sqlite3_reset(compiled);
        return false;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        while (Read())
        {
        }
    }

    /// <summary>Runs it; the number in the first column of its one row, or null without a row.</summary>
    public long? Number()
    {
        long? number = Read() ? Int64(0) : null;
        Reset();
        return number;
    }

    /// <summary>A number of the row.</summary>
    public long Int64(int column) => raw.sqlite3_column_int64(compiled, column);

    /// <summary>A number of the row.</summary>
    public int Int32(int column) => raw.sqlite3_column_int(compiled, column);

    /// <summary>A number of the row; null for NULL.</summary>
    public int? NullableInt32(int column) => raw.sqlite3_column_type(compiled, column) == raw.SQLITE_NULL ? null : Int32(column);

    /// <summary>A text of the row; null for NULL.</summary>
    public string? Text(int column) => raw.sqlite3_column_text(compiled, column).utf8_to_string();

    /// <inheritdoc/>
    public void Dispose() => compiled.Dispose();

    private void Reset()
    {
        if (running)
        {
            running = false;
            _ = raw.sqlite3_reset(compiled);
        }
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, database);
}
