using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Watching;

/// <summary>
/// What a screen that was at revision <paramref name="From"/> must hear to be at revision <paramref name="To"/>: the change sets
/// between, in their order. Without any change set something beside the log has changed: a draft of a setting.
/// </summary>
/// <param name="From">The revision before.</param>
/// <param name="To">The revision after.</param>
/// <param name="Sets">The change sets; empty where <paramref name="Reload"/> is.</param>
/// <param name="Reload">Too much changed to tell: whoever hears it reads its screen again.</param>
public sealed record ChangeBatch(long From, long To, ImmutableArray<ChangedSet> Sets, bool Reload = false)
{
    /// <summary>The most cells and records that are told one by one; a screen that is further behind reads again.</summary>
    public const int Limit = 5000;

    /// <summary>False if nothing in the log changed, but something beside it.</summary>
    public bool TouchesLog => Reload || Sets.Length > 0;

    /// <summary>False if no name and no other field of a record can have changed.</summary>
    public bool TouchesRecords => Reload || Sets.Any(set => set.Everything || set.Records.Length > 0);

    /// <summary>False if no agent can have changed: a change of an agent is a change set without cells and records.</summary>
    public bool TouchesAgents => Reload || Sets.Any(set => set.Cells.Length + set.Records.Length == 0);

    /// <summary>How many cells and records it tells.</summary>
    public int Size => Sets.Sum(set => set.Cells.Length + set.Records.Length);

    /// <summary>This batch and the one after it as one.</summary>
    public ChangeBatch Then(ChangeBatch next) => Reload || next.Reload || Size + next.Size > Limit
        ? new ChangeBatch(From, next.To, [], Reload: true)
        : new ChangeBatch(From, next.To, Sets.AddRange(next.Sets));

    /// <summary>
    /// True if the screen of a matrix may look different while nothing is pending on it: its own cells, what its rows say beside
    /// them, and the counts in its head. What a pending edit would do may follow from any other change.
    /// </summary>
    public bool Concerns(MatrixId matrix) => Touches(matrix.FixedSide, matrix.FixedId);

    /// <summary>The rows of a matrix whose own cells it tells of.</summary>
    public IEnumerable<int> RowsOf(MatrixId matrix) => Sets.SelectMany(set => set.Cells).Where(cell => cell.IsOf(matrix)).Select(cell => cell.RowOf(matrix));

    /// <summary>The change sets that may have changed the fields of one record.</summary>
    public IEnumerable<ChangedSet> SetsOf(RelationSide side, int id) => Sets.Where(set => set.Everything || set.Records.Contains(new ChangedRecord(side, id)));

    /// <summary>
    /// True if what is said of one object may be different: the record itself, a cell that names it, or whatever its access
    /// comes from. Never false for a change that its pages show.
    /// </summary>
    /// <param name="side">What kind of object.</param>
    /// <param name="id">Its number.</param>
    public bool Touches(RelationSide side, int id) =>
        Reload || Sets.Any(set => set.Everything || set.Records.Length > 0 || set.Cells.Any(cell => Touches(side, id, cell)));

    /// <summary>
    /// True if what lists say of the records of a side may be different: services for themselves; customer users, customers
    /// and groups together, because groups come from customers.
    /// </summary>
    /// <param name="side">What kind of records; of a relation its right side.</param>
    public bool TouchesLists(RelationSide side) => Reload || Sets.Any(set =>
        set.Everything || set.Records.Length > 0 || set.Cells.Any(cell => (cell.Kind.Right == RelationSide.Service) == (side == RelationSide.Service)));

    private static bool Touches(RelationSide side, int id, ChangedCell cell) => side switch
    {
        // Her own cells of every relation, and what comes to her by customers and default services.
        RelationSide.CustomerUser => cell.Kind.Left != RelationSide.CustomerUser || cell.Left == id,
        // Its own cells, and who belongs to which customer.
        RelationSide.Group => cell.Kind.Right == RelationSide.Group ? cell.Right == id : cell.Kind == RelationKind.CustomerUserCustomer,
        // The first specific service of a person takes the default ones away; a row says how many she has.
        RelationSide.Service or RelationSide.Everybody => cell.Kind.Right == RelationSide.Service,
        // Its own groups; a row says how many further customers the person has.
        RelationSide.Customer => cell.Kind.Left == RelationSide.Customer ? cell.Left == id : cell.Kind == RelationKind.CustomerUserCustomer,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
