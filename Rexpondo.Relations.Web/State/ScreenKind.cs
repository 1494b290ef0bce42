using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// The table of relation screens: what differs between them in words, chips and the last column. A new screen is a row
/// here and a page of a few lines.
/// </summary>
public sealed record ScreenKind
{
    private ScreenKind()
    {
    }

    /// <summary>Groups of a customer user.</summary>
    public static ScreenKind GroupsOfPerson { get; } = new()
    {
        Module = RelationModule.Groups,
        Rows = RowWords.Groups,
        Chips = [Chip.All, Chip.Assigned, Chip.NotAssigned, Chip.WithAccess, Chip.Changed, Chip.Invalid],
        NewWhy = () => new GroupWhy(),
        Saved = SavedWords.Permissions,
        Hint = Texts.HintGroups,
    };

    /// <summary>Customer users of a group.</summary>
    public static ScreenKind PersonsOfGroup { get; } = new()
    {
        Module = RelationModule.Groups,
        Rows = RowWords.CustomerUsers,
        Chips = [Chip.All, Chip.Assigned, Chip.NotAssigned, Chip.WithAccess, Chip.Changed, Chip.Invalid],
        NewWhy = () => new GroupWhy(),
        Saved = SavedWords.Permissions,
        Hint = Texts.HintGroups,
    };

    /// <summary>Services of a customer user.</summary>
    public static ScreenKind ServicesOfPerson { get; } = new()
    {
        Module = RelationModule.Services,
        Rows = RowWords.Services,
        Chips = [Chip.All, Chip.Assigned, Chip.NotAssigned, Chip.Default, Chip.Changed, Chip.Invalid],
        NewWhy = () => new PersonServicesWhy(),
        Saved = SavedWords.Services,
        Hint = Texts.HintServicesOfPerson,
    };

    /// <summary>Customer users of a service.</summary>
    public static ScreenKind PersonsOfService { get; } = new()
    {
        Module = RelationModule.Services,
        Rows = RowWords.CustomerUsers,
        Chips = [Chip.All, Chip.Assigned, Chip.NotAssigned, Chip.OnDefaults, Chip.Changed, Chip.Invalid],
        NewWhy = () => new ServicePersonsWhy(),
        Saved = SavedWords.Services,
        Hint = Texts.HintPersonsOfService,
    };

    /// <summary>The default services.</summary>
    public static ScreenKind DefaultServices { get; } = new()
    {
        Module = RelationModule.Services,
        Rows = RowWords.Services,
        Chips = [Chip.All, Chip.Assigned, Chip.NotAssigned, Chip.Changed, Chip.Invalid],
        NewWhy = () => new DefaultServicesWhy(),
        Saved = SavedWords.DefaultServices,
        Hint = Texts.HintDefaultServices,
    };

    /// <summary>Groups of a customer.</summary>
    public static ScreenKind GroupsOfCustomer { get; } = new()
    {
        Module = RelationModule.CustomersGroups,
        Rows = RowWords.Groups,
        Chips = [Chip.All, Chip.Assigned, Chip.NotAssigned, Chip.Changed, Chip.Invalid],
        NewWhy = () => new CustomerGroupWhy(),
        Saved = SavedWords.Permissions,
        Hint = Texts.HintCustomerGroups,
        Context = Texts.SameCustomer,
    };

    /// <summary>Customers of a group.</summary>
    public static ScreenKind CustomersOfGroup { get; } = new()
    {
        Module = RelationModule.CustomersGroups,
        Rows = RowWords.Customers,
        Chips = [Chip.All, Chip.Assigned, Chip.NotAssigned, Chip.Changed, Chip.Invalid],
        NewWhy = () => new CustomerGroupWhy(),
        Saved = SavedWords.Permissions,
        Hint = Texts.HintCustomerGroups,
        Context = Texts.SameCustomer,
    };

    /// <summary>Further customers of a customer user.</summary>
    public static ScreenKind CustomersOfPerson { get; } = new()
    {
        Module = RelationModule.Customers,
        Rows = RowWords.Customers,
        Chips = [Chip.All, Chip.Assigned, Chip.NotAssigned, Chip.Changed, Chip.Invalid],
        NewWhy = () => new PersonCustomersWhy(),
        Saved = SavedWords.Customers,
        Hint = Texts.HintFurtherCustomers,
    };

    /// <summary>Customer users who have a customer as a further one.</summary>
    public static ScreenKind PersonsOfCustomer { get; } = new()
    {
        Module = RelationModule.Customers,
        Rows = RowWords.CustomerUsers,
        Chips = [Chip.All, Chip.Assigned, Chip.NotAssigned, Chip.Changed, Chip.Invalid],
        NewWhy = () => new PersonCustomersWhy(),
        Saved = SavedWords.Customers,
        Hint = Texts.HintFurtherCustomers,
    };

    /// <summary>The module it belongs to.</summary>
    public required RelationModule Module { get; init; }

    /// <summary>Words for its rows.</summary>
    public required RowWords Rows { get; init; }

    /// <summary>The chips, in order.</summary>
    public required IReadOnlyList<Chip> Chips { get; init; }

    /// <summary>Makes the writer of the last column; one for each open screen.</summary>
    public required Func<IWhyWriter> NewWhy { get; init; }

    /// <summary>Words for what was saved.</summary>
    public required SavedWords Saved { get; init; }

    /// <summary>The hint in the side bar.</summary>
    public required string Hint { get; init; }

    /// <summary>Heading above the columns of keys; null where there is none.</summary>
    public string? Context { get; init; }

    /// <summary>The words of a chip.</summary>
    public static string Words(Chip chip) => chip switch
    {
        Chip.All => Texts.ChipAll,
        Chip.Assigned => Texts.ChipAssigned,
        Chip.NotAssigned => Texts.ChipNotAssigned,
        Chip.WithAccess => Texts.ChipWithAccess,
        Chip.OnDefaults => Texts.ChipOnDefaults,
        Chip.Default => Texts.ChipDefault,
        Chip.Changed => Texts.ChipChanged,
        Chip.Invalid => Texts.ChipInvalid,
        Chip.NoGroupAtAll => Texts.ChipNoGroupAtAll,
        Chip.WithoutCustomer => Texts.ChipWithoutCustomer,
        Chip.WithoutGroup => Texts.ChipWithoutGroup,
        Chip.InvalidAssigned => Texts.ChipInvalidAssigned,
    };
}
