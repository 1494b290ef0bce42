using System.Collections.Concurrent;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// One matrix at one revision: what is stored in it, its rows, and the world around it. Immutable; a change in the store
/// makes a new one.
/// </summary>
public sealed class MatrixSnapshot(MatrixId matrix, AccessWorld world, IRowSource rows)
{
    private readonly ConcurrentDictionary<int, StoredCells> storedByFixed = [];
    private readonly Lazy<IdSet> withAccess = new(() => WithAccessOf(matrix, world, rows));

    /// <summary>Which matrix.</summary>
    public MatrixId Matrix => matrix;

    /// <summary>Everything else at the same revision.</summary>
    public AccessWorld World => world;

    /// <summary>The rows.</summary>
    public IRowSource Rows => rows;

    /// <summary>The columns.</summary>
    public PermissionKeys Keys => world.Catalog.KeysOf(matrix.Kind);

    /// <summary>What is stored in this matrix.</summary>
    public StoredCells Stored => StoredOf(matrix);

    /// <summary>
    /// The rows that are listed: what counts, and also what does not count where it still has rows in this relation, so that
    /// it can be seen and removed; or all (spec §3).
    /// </summary>
    public IdSet Listed(bool includeInvalid) => includeInvalid ? rows.Space.Search(SearchQuery.Everything) : rows.Effective | Stored.Rows;

    /// <summary>What is stored in a matrix of the same kind; one click may edit several.</summary>
    public StoredCells StoredOf(MatrixId other) => storedByFixed.GetOrAdd(other.FixedId, _ => world.Stored(other));

    /// <summary>
    /// True if a row has the same name and the same grants as in another snapshot of this matrix: neither what it is of nor the fixed
    /// object has changed, and no name at all.
    /// </summary>
    internal bool ShowsTheSame(MatrixSnapshot other, int row) =>
        ReferenceEquals(rows.Space, other.Rows.Space) && world.Catalog.IsSameAs(other.World.Catalog)
        && IsTheSame(other.World, matrix.RowSide, row) && IsTheSame(other.World, matrix.FixedSide, matrix.FixedId);

    // Groups and services are the catalog's; whatever is stored hangs on a customer user or a customer, here or in the other snapshot.
    private bool IsTheSame(AccessWorld then, RelationSide side, int id) => side switch
    {
        RelationSide.CustomerUser => ReferenceEquals(world.Find(new CustomerUserId(id)), then.Find(new CustomerUserId(id))),
        RelationSide.Customer => ReferenceEquals(world.Find(new CustomerNumber(id)), then.Find(new CustomerNumber(id))),
        RelationSide.Group or RelationSide.Service or RelationSide.Everybody => true,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Rows that have access, whatever the source; of relations between customer users and groups.</summary>
    public IdSet WithAccess => withAccess.Value;

    private static IdSet WithAccessOf(MatrixId matrix, AccessWorld world, IRowSource rows)
    {
        if (matrix.Kind == RelationKind.CustomerUserGroup && !matrix.FixedLeft && world.Catalog.Find(new GroupId(matrix.FixedId)) is { } fixedGroup)
        {
            return world.HoldersOf(fixedGroup).All;
        }

        return IdSet.Of(rows.Space.Search(SearchQuery.Everything).Where(HasAccess));

        bool HasAccess(int row)
        {
            var (left, right) = matrix.Pair(row);
            return world.Find(new CustomerUserId(left)) is { } person
                && world.Catalog.Find(new GroupId(right)) is { } group
                && !world.Effective(person, group).IsEmpty;
        }
    }
}
