using Microsoft.Data.Sqlite;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// The connection of the one writer. It keeps the statements that <see cref="Sql"/> made on it: a save of one cell is a dozen of
/// them, and to compile them took as long as to run them.
/// </summary>
internal sealed class WriterConnection(string connectionString) : SqliteConnection(connectionString)
{
    // Statements are texts of the program, of which there are not so many; whatever makes more of them is not kept.
    private const int MostKept = 500;

    private readonly Dictionary<string, KeptCommand> kept = [];
    private bool closing;

    /// <summary>A command for a statement, without parameters. Disposing it gives it back.</summary>
    public SqliteCommand Rent(string sql)
    {
        if (!kept.TryGetValue(sql, out var command) && kept.Count < MostKept)
        {
            kept.Add(sql, command = new KeptCommand(this, sql));
        }

        if (command is null || command.IsRented)
        {
            return new SqliteCommand(sql, this, Transaction);
        }

        command.IsRented = true;
        command.Transaction = Transaction;
        return command;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        closing = true;
        foreach (var command in kept.Values)
        {
            command.Dispose();
        }

        kept.Clear();
        base.Dispose(disposing);
    }

    private sealed class KeptCommand(WriterConnection connection, string sql) : SqliteCommand(sql, connection)
    {
        public bool IsRented { get; set; }

        protected override void Dispose(bool disposing)
        {
            if (!disposing || connection.closing)
            {
                base.Dispose(disposing);
                return;
            }

            Parameters.Clear();
            IsRented = false;
        }
    }
}
