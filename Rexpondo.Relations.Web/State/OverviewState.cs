using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Web.State;

/// <summary>The overview of a relation: customer users on one side, groups or services on the other. Knows nothing of Blazor.</summary>
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
        (search, filter, Show) = (query.Search, query.Filter, Chips.Contains(query.Show) ? query.Show : Chip.All);
        Read();
    }

    /// <summary>The chips, in order.</summary>
    public IReadOnlyList<Chip> Chips => kind.HasPermissions
        ? [Chip.All, Chip.WithoutGroup, Chip.InvalidAssigned]
        : [Chip.All, Chip.OnDefaults, Chip.InvalidAssigned];

    /// <summary>The chip.</summary>
    public Chip Show { get; private set; }

    /// <summary>The world it shows.</summary>
    public AccessWorld World { get; private set; } = null!;

    /// <summary>Customer users.</summary>
    public OverviewColumn Persons { get; private set; } = null!;

    /// <summary>Groups or services.</summary>
    public OverviewColumn Others { get; private set; } = null!;

    /// <summary>Searches customer users.</summary>
    public void Search(string typed)
    {
        search = typed;
        Read();
    }

    /// <summary>Filters groups or services.</summary>
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

    /// <summary>Reads again what is stored.</summary>
    public void Read()
    {
        (var persons, World) = reader.Rows(RelationSide.CustomerUser);
        IRowSource others = kind.Right == RelationSide.Group ? new GroupRows(World.Catalog) : new ServiceRows(World.Catalog);
        Persons = new OverviewColumn(persons, PersonsOf(Show, persons), search);
        Others = new OverviewColumn(others, Show == Chip.InvalidAssigned ? Assigned(others) - others.Effective : others.Effective, filter);
    }

    /// <summary>How many customer users (and groups or services) a chip shows under the current search.</summary>
    public int Count(Chip chip) => chip == Chip.InvalidAssigned
        ? (PersonsOf(chip, Persons.Rows) & Persons.Rows.Space.Search(Persons.Query)).Count
            + ((Assigned(Others.Rows) - Others.Rows.Effective) & Others.Rows.Space.Search(Others.Query)).Count
        : (PersonsOf(chip, Persons.Rows) & Persons.Rows.Space.Search(Persons.Query)).Count;

    private IdSet PersonsOf(Chip chip, IRowSource persons) => chip switch
    {
        Chip.All => persons.Effective,
        Chip.WithoutGroup => World.Counts.WithoutGroup,
        Chip.OnDefaults => World.Counts.OnDefaults,
        Chip.InvalidAssigned => IdSet.Of(World.Persons.Where(person => !person.Valid && Stored(person).Count > 0).Select(person => person.Id)),
        _ => throw new UnreachableException(),
    };

    private KeyedIds Stored(PersonFacts person) => kind.HasPermissions ? person.Groups : person.Services;

    private IdSet Assigned(IRowSource others)
    {
        var assigned = new IdSet.Builder();
        foreach (var person in World.Persons)
        {
            foreach (var id in Stored(person).Ids)
            {
                assigned.Add(id);
            }
        }

        return assigned.ToSet() & others.Space.Search(SearchQuery.Everything);
    }
}
