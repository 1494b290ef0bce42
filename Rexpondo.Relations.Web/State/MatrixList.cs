using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// Which rows of a matrix are shown: what was typed, which chip, which back end. Chosen once and then kept, whatever changes
/// in the store or is ticked: no row moves or vanishes while somebody looks at it, until the next choice.
/// </summary>
public sealed class MatrixList
{
    private string typed = "";
    private (MatrixSnapshot? Snapshot, bool IncludeInvalid) allOf;
    private Lazy<OrderedIds> all = new(OrderedIds.None);

    /// <summary>The chip that was chosen last.</summary>
    public Chip Show { get; private set; }

    /// <summary>Invalid rows are listed though they have no rows in the relation.</summary>
    public bool IncludeInvalid { get; private set; }

    /// <summary>The back end whose customer users are shown; empty for all.</summary>
    public string BackEnd { get; private set; } = "";

    /// <summary>Rows that are listed, before search and chip: the total.</summary>
    public IdSet Listed { get; private set; } = IdSet.Empty;

    /// <summary>Listed rows that match what was typed.</summary>
    public IdSet Matches { get; private set; } = IdSet.Empty;

    /// <summary>The matching rows that are shown: what headers, exports and <em>withdraw all shown</em> act on.</summary>
    public IdSet Shown { get; private set; } = IdSet.Empty;

    /// <summary>Rows shown for context only: ancestors of what is shown. They are no matches.</summary>
    public IdSet Context { get; private set; } = IdSet.Empty;

    /// <summary>The rows shown, in order, context included.</summary>
    public OrderedIds View { get; private set; } = OrderedIds.None;

    /// <summary>Every listed row with its ancestors, whatever is typed, in the order of the last choice: a short list draws all of them.</summary>
    public OrderedIds All => all.Value;

    /// <summary>True while something is typed.</summary>
    public bool Searching => !SearchQuery.Parse(typed).MatchesEverything;

    /// <summary>Finds rows while somebody types.</summary>
    public void Search(string text, MatrixSnapshot snapshot, EditSet edits)
    {
        typed = text;
        Choose(snapshot, edits);
    }

    /// <summary>Shows the customer users of one back end, or of all.</summary>
    public void ChooseBackEnd(string name, MatrixSnapshot snapshot, EditSet edits)
    {
        BackEnd = name;
        Choose(snapshot, edits);
    }

    /// <summary>Chooses a chip: the rows that are so now, and these rows until the next choice.</summary>
    public void Choose(Chip chip, MatrixSnapshot snapshot, EditSet edits)
    {
        Show = chip;
        Choose(snapshot, edits);
    }

    /// <summary>Lists invalid rows too, or no longer.</summary>
    public void ChooseInvalid(bool include, MatrixSnapshot snapshot, EditSet edits)
    {
        IncludeInvalid = include;
        Choose(snapshot, edits);
    }

    /// <summary>How many matching rows a chip would show now; for the chosen one, how many it shows.</summary>
    public int Count(Chip chip, MatrixSnapshot snapshot, EditSet edits) =>
        chip == Show ? Shown.Count : (Matches & Of(chip, snapshot, edits, Listed)).Count;

    /// <summary>Rows that are shown and would not be if they were chosen now.</summary>
    public IdSet NoLongerMatching(MatrixSnapshot snapshot, EditSet edits)
    {
        var listed = snapshot.Listed(IncludeInvalid);
        return Show == Chip.Changed ? IdSet.Empty : Shown - (MatchesOf(snapshot, listed) & Of(Show, snapshot, edits, listed));
    }

    /// <summary>Chooses the rows anew.</summary>
    public void Choose(MatrixSnapshot snapshot, EditSet edits)
    {
        Listed = snapshot.Listed(IncludeInvalid);
        Matches = MatchesOf(snapshot, Listed);
        Shown = Matches & Of(Show, snapshot, edits, Listed);
        Context = IdSet.Of(Shown.SelectMany(snapshot.Rows.Ancestors)) - Shown;
        View = new OrderedIds(snapshot.Rows.Space.Order, Shown | Context);
        if (allOf != (snapshot, IncludeInvalid))
        {
            allOf = (snapshot, IncludeInvalid);
            var (rows, listed) = (snapshot.Rows, Listed);
            all = new(() => new OrderedIds(rows.Space.Order, listed | IdSet.Of(listed.SelectMany(rows.Ancestors))));
        }
    }

    private IdSet MatchesOf(MatrixSnapshot snapshot, IdSet listed) =>
        BackEndFilter.Of(snapshot.World, snapshot.Matrix.RowSide, BackEnd, listed & snapshot.Rows.Space.Search(SearchQuery.Parse(typed)));

    private static IdSet Of(Chip chip, MatrixSnapshot snapshot, EditSet edits, IdSet listed) => chip switch
    {
        Chip.All => listed,
        Chip.Assigned => snapshot.Stored.Rows,
        Chip.NotAssigned => listed - snapshot.Stored.Rows,
        Chip.Changed => edits.Rows(snapshot.Matrix.FixedId),
        Chip.Invalid => listed - snapshot.Rows.Effective,
        Chip.WithAccess => listed & snapshot.WithAccess,
        Chip.OnDefaults => snapshot.World.Counts.OnDefaults,
        Chip.Default => IdSet.Of(snapshot.World.Catalog.DefaultServices.Select(id => id.Value)),
        Chip.WithoutGroup or Chip.NoGroupAtAll or Chip.WithoutCustomer or Chip.InvalidAssigned => listed,
        _ => throw new UnreachableException(),
    };
}
