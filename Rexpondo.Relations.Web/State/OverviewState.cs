using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Web.State;

/// <summary>The overview of a relation: one column for each of its sides. Knows nothing of Blazor.</summary>
public sealed class OverviewState
{
    private readonly MatrixReader reader;
    private readonly RelationKind kind;
    private string search = "";
    private string filter = "";

    /// <summary>Opens the overview.</summary>
    public OverviewState(MatrixReader reader, RelationKind kind, ListQuery query)
    {
        (this.reader, this.kind) = (reader, kind);
        (search, filter, BackEnd) = (query.Search, query.Filter, query.BackEnd);
        Read();
        if (query.Show != Chip.All && Chips.Contains(query.Show))
        {
            Choose(query.Show);
        }
    }

    /// <summary>The chips, in order.</summary>
    public IReadOnlyList<Chip> Chips => kind.Right switch
    {
        RelationSide.Group when kind.Left == RelationSide.CustomerUser && SupportIsOffSomewhere => [Chip.All, Chip.WithoutGroup, Chip.NoGroupAtAll, Chip.InvalidAssigned],
        RelationSide.Group => [Chip.All, Chip.WithoutGroup, Chip.InvalidAssigned],
        RelationSide.Service => [Chip.All, Chip.OnDefaults, Chip.InvalidAssigned],
        _ => [Chip.All, Chip.WithoutCustomer, Chip.InvalidAssigned],
    };

    /// <summary>The chip.</summary>
    public Chip Show { get; private set; }

    /// <summary>The back end whose customer users are listed; empty for all.</summary>
    public string BackEnd { get; private set; } = "";

    /// <summary>The back ends to choose from; none where there is nothing to choose.</summary>
    public IReadOnlyList<string> BackEnds => BackEndFilter.Names(World, kind.Left);

    /// <summary>The world it shows.</summary>
    public AccessWorld World { get; private set; } = null!;

    /// <summary>The left side: customer users or customers.</summary>
    public OverviewColumn Left { get; private set; } = null!;

    /// <summary>The right side: groups, services or customers.</summary>
    public OverviewColumn Right { get; private set; } = null!;

    /// <summary>Searches the left side.</summary>
    public void Search(string typed)
    {
        search = typed;
        Read();
    }

    /// <summary>Filters the right side.</summary>
    public void Filter(string typed)
    {
        filter = typed;
        Read();
    }

    /// <summary>Chooses a chip.</summary>
    public void Choose(Chip chip)
    {
        Show = chip;
        Read();
    }

    /// <summary>Lists the customer users of one back end, or of all.</summary>
    public void ChooseBackEnd(string name)
    {
        BackEnd = name;
        Read();
    }

    /// <summary>Reads again what is stored.</summary>
    public void Read()
    {
        (var left, var right, World) = reader.Rows(kind);
        Show = Chips.Contains(Show) ? Show : Chip.All;
        Left = new OverviewColumn(left, Of(Show, left), search);
        Right = new OverviewColumn(right, Show == Chip.InvalidAssigned ? AssignedRight(right) - right.Effective : right.Effective, filter);
    }

    /// <summary>Takes over what others changed: counts and names at once; rows stay where they are.</summary>
    public void TakeNews()
    {
        var (left, right, show) = (Left, Right, Show);
        Read();
        if (Show == show)
        {
            (Left, Right) = (left.KeepingRows(Left), right.KeepingRows(Right));
        }
    }

    /// <summary>Others have changed what would be listed.</summary>
    public bool IsOutdated => Left.IsOutdated || Right.IsOutdated;

    /// <summary>How many rows of the left side (and of the right one) a chip shows under the current search.</summary>
    public int Count(Chip chip) => (Of(chip, Left.Rows) & Left.Rows.Space.Search(Left.Query)).Count
        + (chip == Chip.InvalidAssigned ? ((AssignedRight(Right.Rows) - Right.Rows.Effective) & Right.Rows.Space.Search(Right.Query)).Count : 0);

    private IdSet Of(Chip chip, IRowSource left) => BackEndFilter.Of(World, kind.Left, BackEnd, OfAll(chip, left));

    private bool SupportIsOffSomewhere => World.Catalog.BackEnds.Any(backEnd => !World.Catalog.Settings.GroupSupport.IsOn(backEnd));

    private IdSet OfAll(Chip chip, IRowSource left) => chip switch
    {
        Chip.All => left.Effective,
        Chip.WithoutGroup => kind.Left == RelationSide.CustomerUser ? World.Counts.WithoutGroup : World.Counts.CustomersWithoutGroup,
        Chip.NoGroupAtAll => World.WithSupportOn.Counts.WithoutAnyAccess,
        Chip.OnDefaults => World.Counts.OnDefaults,
        Chip.WithoutCustomer => World.Counts.WithoutCustomer,
        Chip.InvalidAssigned => IdSet.Of(World.Rows(kind).Where(row => row.Stored.Count > 0).Select(row => row.Left)) - left.Effective,
        _ => throw new UnreachableException(),
    };

    private IdSet AssignedRight(IRowSource right)
    {
        var assigned = new IdSet.Builder();
        foreach (var (_, stored) in World.Rows(kind))
        {
            foreach (var id in stored.Ids)
            {
                assigned.Add(id);
            }
        }

        return assigned.ToSet() & right.Space.Search(SearchQuery.Everything);
    }
}
