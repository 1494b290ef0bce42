using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>Reads matrices: the whole of one as sets of numbers, a page of it with names.</summary>
public sealed class MatrixReader(RelationsStore store, AccessWorldReader worlds, NameDirectory names)
{
    /// <summary>The matrix as the store is now.</summary>
    public MatrixSnapshot Read(MatrixId matrix) => store.Read(connection =>
    {
        var world = worlds.Read(connection);
        return new MatrixSnapshot(matrix, world, RowsOf(connection, matrix.RowSide, world));
    });

    /// <summary>Names and grants of some rows, as the store is now.</summary>
    public MatrixPage Page(MatrixSnapshot snapshot, IReadOnlyList<int> ids) => store.Read(connection =>
        new MatrixPage(snapshot.Rows.Names(connection, ids), GrantReader.Read(connection, snapshot.Matrix, ids)));

    /// <summary>Both sides of a relation as rows, with the world at the same revision.</summary>
    public (IRowSource Left, IRowSource Right, AccessWorld World) Rows(RelationKind kind) => store.Read(connection =>
    {
        var world = worlds.Read(connection);
        return (RowsOf(connection, kind.Left, world), RowsOf(connection, kind.Right, world), world);
    });

    /// <summary>All objects of one side as rows, with the world at the same revision.</summary>
    public (IRowSource Rows, AccessWorld World) Rows(RelationSide side) => store.Read(connection =>
    {
        var world = worlds.Read(connection);
        return (RowsOf(connection, side, world), world);
    });

    /// <summary>Names of some rows, in the order asked for.</summary>
    public IReadOnlyList<RowName> Names(IRowSource rows, IReadOnlyList<int> ids) => store.Read(connection => rows.Names(connection, ids));

    private IRowSource RowsOf(SqliteConnection connection, RelationSide side, AccessWorld world) => side switch
    {
        RelationSide.CustomerUser => new PersonRows(names.Read(connection), world),
        RelationSide.Group => new GroupRows(world.Catalog),
        RelationSide.Service => new ServiceRows(world.Catalog),
        RelationSide.Customer => new CustomerRows(names.Customers(connection), world),
        RelationSide.Everybody => throw new ArgumentException($"there are no rows of {side}", nameof(side)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
