using System.Collections.Concurrent;
using System.Collections.Immutable;
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
    // Rows of one snapshot that are remembered; beyond that, who scrolls on asks the store.
    private const int SeenAtMost = 2000;

    private const int MatricesAtMost = 1000;

    // Goes with the world it is of: nothing is kept of a revision that nobody looks at any more.
    private readonly ConditionalWeakTable<AccessWorld, Views> views = [];

    private readonly ConditionalWeakTable<MatrixSnapshot, Seen> pages = [];

    // The snapshot of a matrix of which rows were read last; what is the same in the next one is not read again.
    private readonly ConcurrentDictionary<MatrixId, WeakReference<MatrixSnapshot>> latest = new();

    /// <summary>The matrix as the store is now.</summary>
    public MatrixSnapshot Read(MatrixId matrix) => store.Read(connection =>
    {
        var world = worlds.Read(connection);
        var rows = RowsOf(connection, matrix.RowSide, world);
        return views.GetOrCreateValue(world).Snapshot(matrix, () => new MatrixSnapshot(matrix, world, rows));
    });

    /// <summary>Names and grants of some rows, as the store was when somebody first saw them in this snapshot, or later.</summary>
    public MatrixPage Page(MatrixSnapshot snapshot, IReadOnlyList<int> ids)
    {
        // After a save all who look at a matrix ask for the same rows; one reads them.
        var seen = pages.GetValue(snapshot, SeenBefore);
        if (!seen.Has(ids))
        {
            lock (seen.Reading)
            {
                List<int> unseen = [.. ids.Where(id => !seen.Rows.ContainsKey(id))];
                var (names, grants) = unseen.Count == 0 ? ([], null) : store.Read(connection =>
                    (snapshot.Rows.Names(connection, unseen), GrantReader.Read(connection, snapshot.Matrix, unseen)));
                seen = seen.Rows.Count > SeenAtMost ? new Seen(seen, ids.Contains) : seen;
                foreach (var name in names)
                {
                    seen.Rows[name.Id] = (name, grants!.GetValueOrDefault(name.Id, []));
                }
            }
        }

        List<(RowName Name, ImmutableArray<Grant> Grants)> rows = [.. ids.Where(seen.Rows.ContainsKey).Select(id => seen.Rows[id])];
        return new MatrixPage([.. rows.Select(row => row.Name)], rows.ToDictionary(row => row.Name.Id, row => row.Grants));
    }

    /// <summary>Reads and works out what is kept of everybody, so that the first who asks waits no more.</summary>
    public void Prepare() => store.Read(connection =>
    {
        worlds.Read(connection).Counts.Prepare();
        return (names.Read(connection), names.Customers(connection));
    });

    private Seen SeenBefore(MatrixSnapshot snapshot)
    {
        var before = latest.TryGetValue(snapshot.Matrix, out var last) && last.TryGetTarget(out var target) ? target : null;
        if (before is null || before.World.Revision < snapshot.World.Revision)
        {
            latest[snapshot.Matrix] = new(snapshot);
        }

        if (latest.Count > MatricesAtMost)
        {
            foreach (var gone in latest.Where(one => !one.Value.TryGetTarget(out _)))
            {
                latest.TryRemove(gone);
            }
        }

        return before is not null && pages.TryGetValue(before, out var known) ? new Seen(known, id => snapshot.ShowsTheSame(before, id)) : new Seen();
    }

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

    /// <summary>Rows of a snapshot that somebody has seen.</summary>
    private sealed class Seen
    {
        public Seen()
        {
        }

        public Seen(Seen from, Func<int, bool> isKept) => Rows = new(from.Rows.Where(row => isKept(row.Key)));

        public Lock Reading { get; } = new();

        public ConcurrentDictionary<int, (RowName Name, ImmutableArray<Grant> Grants)> Rows { get; } = new();

        public bool Has(IReadOnlyList<int> ids) => ids.All(Rows.ContainsKey);
    }

    private sealed class Views
    {
        public ConcurrentDictionary<RelationSide, IRowSource> Rows { get; } = new();

        // Weakly: while nobody saves, one revision may see many screens come and go.
        private readonly ConcurrentDictionary<MatrixId, WeakReference<MatrixSnapshot>> matrices = new();

        public MatrixSnapshot Snapshot(MatrixId matrix, Func<MatrixSnapshot> make)
        {
            while (true)
            {
                var made = new Lazy<MatrixSnapshot>(make);
                var kept = matrices.GetOrAdd(matrix, _ => new WeakReference<MatrixSnapshot>(made.Value));
                if (kept.TryGetTarget(out var snapshot))
                {
                    return snapshot;
                }

                matrices.TryRemove(new(matrix, kept));
            }
        }
    }
}
