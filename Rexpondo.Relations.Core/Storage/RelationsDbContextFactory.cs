using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>Makes contexts on the store's own connections, so that they have its pragmas.</summary>
internal sealed class RelationsDbContextFactory(RelationsStore store) : IDbContextFactory<RelationsDbContext>
{
    /// <summary>A context for reading, on a connection of its own.</summary>
    public RelationsDbContext CreateDbContext() => new(Options(store.Open(), owned: true));

    /// <summary>A context inside somebody's writing transaction; what it saves is committed or rolled back with it.</summary>
    public static RelationsDbContext Within(SqliteConnection connection)
    {
        var context = new RelationsDbContext(Options(connection, owned: false));
        context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        return context;
    }

    private static DbContextOptions<RelationsDbContext> Options(SqliteConnection connection, bool owned) =>
        new DbContextOptionsBuilder<RelationsDbContext>().UseSqlite(connection, owned).Options;
}
