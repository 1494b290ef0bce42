using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// The table of record modules: what differs between the lists and edit screens of customer users, customers, groups and
/// services in routes and words (spec §3).
/// </summary>
public sealed record RecordModule
{
    private RecordModule()
    {
    }

    /// <summary>Customer users.</summary>
    public static RecordModule CustomerUsers { get; } = new()
    {
        Path = "/customer-users",
        Words = RowWords.CustomerUsers,
        Add = Texts.AddCustomerUser,
        Hint = Texts.HintCustomerUsers,
        EditHint = Texts.HintCustomerUser,
        Says = RowSays.GroupsOfPerson,
    };

    /// <summary>Customers.</summary>
    public static RecordModule Customers { get; } = new()
    {
        Path = "/customers",
        Words = RowWords.Customers,
        Add = Texts.AddCustomer,
        Hint = Texts.HintCustomers,
        EditHint = Texts.HintCustomer,
        Says = RowSays.PersonsOfCustomer,
    };

    /// <summary>Groups.</summary>
    public static RecordModule Groups { get; } = new()
    {
        Path = "/groups",
        Words = RowWords.Groups,
        Add = Texts.AddGroup,
        Hint = Texts.HintGroupList,
        EditHint = Texts.HintGroup,
        Says = RowSays.HoldersOfGroup,
    };

    /// <summary>Services.</summary>
    public static RecordModule Services { get; } = new()
    {
        Path = "/services",
        Words = RowWords.Services,
        Add = Texts.AddService,
        Hint = Texts.HintServiceList,
        EditHint = Texts.HintService,
        Says = RowSays.HoldersOfService,
    };

    /// <summary>The module of the records of a side.</summary>
    public static RecordModule Of(RelationSide side) => new[] { CustomerUsers, Customers, Groups, Services }.Single(module => module.Side == side);

    /// <summary>The list; the edit screens are under it.</summary>
    public required string Path { get; init; }

    /// <summary>Words for its rows.</summary>
    public required RowWords Words { get; init; }

    /// <summary>What adds one: the link of the list and the heading of the empty form.</summary>
    public required string Add { get; init; }

    /// <summary>The hint of the list.</summary>
    public required string Hint { get; init; }

    /// <summary>The hint of the edit screen.</summary>
    public required string EditHint { get; init; }

    /// <summary>What a row of the list says at its end.</summary>
    public required Func<AccessWorld, RowName, string> Says { get; init; }

    /// <summary>Which side of relations its records stand on.</summary>
    public RelationSide Side => Words.Side;

    /// <summary>The empty form.</summary>
    public string New => $"{Path}/new";

    /// <summary>What is typed stands in the address as <c>search</c>, else as <c>filter</c>, as on the relation screens.</summary>
    public bool BoxIsSearch => Side is RelationSide.CustomerUser or RelationSide.Customer;

    /// <summary>The edit screen of one record.</summary>
    public string Screen(int id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path}/{id}");
}
