using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>
/// What the overview pages share: <c>?login=</c>, <c>?customer=</c> and <c>?name=</c> lead to the relation screen of exactly this
/// customer user, customer, group or service, so that other programs can link by name.
/// </summary>
public abstract class OverviewPage : ComponentBase
{
    /// <summary>A login, in any letter case.</summary>
    [SupplyParameterFromQuery] public string? Login { get; set; }

    /// <summary>A customer id, exactly as written.</summary>
    [SupplyParameterFromQuery] public string? Customer { get; set; }

    /// <summary>Name of a group or full name of a service, exactly as written.</summary>
    [SupplyParameterFromQuery] public string? Name { get; set; }

    [Inject] private RelationsStore Store { get; set; } = null!;

    [Inject] private AccessWorldReader Worlds { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The module.</summary>
    protected abstract RelationModule Module { get; }

    /// <summary>The side on which a name was asked for that does not exist; else null.</summary>
    protected RelationSide? Missing { get; private set; }

    /// <summary>True while the browser is on its way to a relation screen.</summary>
    protected bool Leaving { get; private set; }

    /// <summary>The address that was opened. Another one, as of a link on the page itself, is another list.</summary>
    protected string? Address { get; private set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // On the way to another page the parameters are set once more, with the address of that page.
        var here = $"/{Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0]}" == Module.Path;
        if (Address is not null && (!here || Address == Navigation.Uri))
        {
            return;
        }

        (Address, Missing, Leaving) = (Navigation.Uri, null, false);
        Opened();
        if (Login is { Length: > 0 } login && Has(RelationSide.CustomerUser))
        {
            GoTo(RelationSide.CustomerUser, Store.Read(connection => CustomerUserReader.Find(connection, login))?.Id.Value);
        }
        else if (Customer is { Length: > 0 } customer && Has(RelationSide.Customer))
        {
            GoTo(RelationSide.Customer, Worlds.Read().FindCustomer(customer)?.Id);
        }
        else if (Name is { Length: > 0 } name && (Has(RelationSide.Group) || Has(RelationSide.Service)))
        {
            var catalog = Worlds.Read().Catalog;
            GoTo(Module.Kind.Right, Has(RelationSide.Group)
                ? catalog.FindGroup(name)?.Id.Value
                : catalog.Services.FindSought(name)?.Id.Value);
        }
    }

    private bool Has(RelationSide side) => Module.Kind.Left == side || Module.Kind.Right == side;

    /// <summary>Called for each address that is opened.</summary>
    protected virtual void Opened()
    {
    }

    private void GoTo(RelationSide side, int? id)
    {
        Missing = id is null ? side : null;
        if (id is { } found)
        {
            Leaving = true;
            Navigation.NavigateTo(Module.Screen(side, found), replace: true);
        }
    }
}
