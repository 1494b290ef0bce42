using Microsoft.EntityFrameworkCore;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// The store for forms: one short context per operation. Relation rows are not here on purpose; <see cref="RelationWriter"/>
/// alone writes them.
/// </summary>
internal sealed class RelationsDbContext(DbContextOptions<RelationsDbContext> options) : DbContext(options)
{
    public DbSet<AgentRow> Agents => Set<AgentRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(RelationsDbContext).Assembly);
}
