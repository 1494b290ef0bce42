using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Tests.Storage;

public sealed class MappedColumnsTests : IDisposable
{
    private readonly TemporaryStore desk = new();

    [Fact]
    public void Model_EveryMappedColumn_ExistsInTheSchemaWithTheSameNullability()
    {
        using var context = new RelationsDbContextFactory(desk.Store).CreateDbContext();
        var mapped = context.Model.GetEntityTypes().SelectMany(entity =>
        {
            var table = StoreObjectIdentifier.Table(entity.GetTableName()!);
            return entity.GetProperties().Select(property => (table.Name, Column: property.GetColumnName(table)!, property.IsNullable));
        }).ToList();

        var stored = mapped.Select(column => column.Name).Distinct().SelectMany(table => desk.Store.Read(connection => connection.Query(
            "SELECT name, \"notnull\", pk FROM pragma_table_info($table)",
            row => (table, row.GetString(0), row.GetInt32(1) == 0 && row.GetInt32(2) == 0),
            ("$table", table)))).ToList();

        mapped.Should().NotBeEmpty().And.BeSubsetOf(stored);
    }

    public void Dispose() => desk.Dispose();
}
