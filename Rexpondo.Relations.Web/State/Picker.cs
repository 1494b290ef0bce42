using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Web.State;

/// <summary>What a field that is found by typing offers: customers for a customer user, services for a service, anything for the history.</summary>
public sealed class Picker
{
    /// <summary>The number of what was typed and not picked: there is nothing of this number, so no save takes it.</summary>
    public const int Unknown = 0;

    private readonly MatrixReader reader;
    private readonly RelationSide side;
    private readonly Func<IRowSource, IdSet> offered;
    private readonly Func<AccessWorld, string, int?> exact;
    private IRowSource rows = null!;
    private AccessWorld world = null!;

    private Picker(MatrixReader reader, RelationSide side, string list, Func<IRowSource, IdSet> offered, Func<AccessWorld, string, int?> exact)
    {
        (this.reader, this.side, List, this.offered, this.exact) = (reader, side, list, offered, exact);
        Read();
    }

    /// <summary>Accessible name of the list.</summary>
    public string List { get; }

    /// <summary>Words for what is offered.</summary>
    public RowWords Words => RowWords.Of(side);

    /// <summary>Valid customers, by customer id and name.</summary>
    public static Picker Customers(MatrixReader reader) => new(
        reader,
        RelationSide.Customer,
        Resources.Texts.CustomersToPick,
        rows => rows.Effective,
        (world, typed) => (world.FindCustomer(typed) ?? world.Customers.FirstOrDefault(customer => TextRule.Clean(typed) is var shown && shown.EndsWith($"({customer.CustomerId})", StringComparison.Ordinal) && shown[0] != '('))?.Id);

    /// <summary>Services a service can be put under: not itself and none of its own.</summary>
    public static Picker Parents(MatrixReader reader, int? service) => new(
        reader,
        RelationSide.Service,
        Resources.Texts.ServicesToPick,
        rows => rows.Space.Search(SearchQuery.Everything) - IdSet.Of(rows.Space.Order.Where(id => id == service || rows.Ancestors(id).Any(ancestor => ancestor == service))),
        (world, typed) => world.Catalog.Services.FindSought(typed)?.Id.Value);

    /// <summary>Everything of a side, valid or not: what a history can be asked for.</summary>
    public static Picker Any(MatrixReader reader, RelationSide side) => new(
        reader,
        side,
        RowWords.Of(side).Column,
        rows => rows.Space.Search(SearchQuery.Everything),
        (world, typed) => side switch
        {
            RelationSide.CustomerUser => null,
            RelationSide.Customer => world.FindCustomer(typed)?.Id,
            RelationSide.Group => world.Catalog.FindGroup(typed)?.Id.Value,
            RelationSide.Service => world.Catalog.Services.FindSought(typed)?.Id.Value,
            RelationSide.Everybody => null,
        });

    /// <summary>Takes what is stored now.</summary>
    public void Read() => (rows, world) = reader.Rows(side);

    /// <summary>What matches, in the order of the list.</summary>
    public OrderedIds Search(string typed) => new(rows.Space.Order, offered(rows) & rows.Space.Search(SearchQuery.Parse(typed)));

    /// <summary>What is called exactly so, or null.</summary>
    public int? Exact(string typed) => typed.Length > 0 ? exact(world, typed) : null;

    /// <summary>Some of them with names.</summary>
    public IReadOnlyList<RowName> Names(IReadOnlyList<int> ids) => reader.Names(rows, ids);

    /// <summary>How one is written in the field.</summary>
    public string Shown(int id) => Names([id]) is [var row] ? Shown(row) : "";

    /// <summary>How one is written in the field.</summary>
    public static string Shown(RowName row) => row.Shown;
}
