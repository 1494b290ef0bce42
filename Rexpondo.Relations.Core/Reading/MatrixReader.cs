using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// Reads matrices: the whole of one as sets of numbers, a page of it with names. All who look at one matrix at one revision are
/// given the same snapshot, so that what is worked out of it is worked out once.
/// </summary>
public sealed class MatrixReader(RelationsStore store, AccessWorldReader worlds, NameDirectory names)
{
    // Goes with the world it is of: nothing is kept of a revision that nobody looks at any more.
    private readonly ConditionalWeakTable<AccessWorld, Views> views = [];

    /// <summary>The matrix as the store is now.</summary>
    public MatrixSnapshot Read(MatrixId matrix) => store.Read(connection =>
    {
        var world = worlds.Read(connection);
        var rows = RowsOf(connection, matrix.RowSide, world);
        return views.GetOrCreateValue(world).Matrices.GetOrAdd(matrix, one => new MatrixSnapshot(one, world, rows));
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

    private IRowSource RowsOf(SqliteConnection connection, RelationSide side, AccessWorld world)
    {
        var rows = views.GetOrCreateValue(world).Rows;
        return rows.TryGetValue(side, out var known) ? known : rows.GetOrAdd(side, NewRows(connection, side, world));
    }

    private IRowSource NewRows(SqliteConnection connection, RelationSide side, AccessWorld world) => side switch
    {
        RelationSide.CustomerUser => new PersonRows(names.Read(connection), world),
        RelationSide.Group => new GroupRows(world.Catalog),
        RelationSide.Service => new ServiceRows(world.Catalog),
        RelationSide.Customer => new CustomerRows(names.Customers(connection), world),
        RelationSide.Everybody => throw new ArgumentException($"there are no rows of {side}", nameof(side)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
    private sealed class Views
    {
        public ConcurrentDictionary<RelationSide, IRowSource> Rows { get; } = new();

        public ConcurrentDictionary<MatrixId, MatrixSnapshot> Matrices { get; } = new();
    }
}
