using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// On a group's screen: when all that a search found belongs to one customer, the customer can have the group instead, which
/// also covers customer users who come later.
/// </summary>
public static class CustomerInsteadWords
{
    /// <summary>The line, or null where there is nothing to offer.</summary>
    public static OverrideView? Of(MatrixState state)
    {
        var world = state.Snapshot.World;
        if (!state.Searching || !state.MayEdit || OnlyCustomer(world, state.Matches) is not { } customer
            || world.Catalog.Find(new GroupId(state.Matrix.FixedId)) is not { } group || state.LockOf(0) != GroupLock.None || GroupLocks.Of(world.Catalog, RelationKind.CustomerGroup, group) != GroupLock.None
            || customer.Groups[group.Id.Value].Contains(PermissionSet.Rw))
        {
            return null;
        }

        return new OverrideView(
            false,
            Say.Format(Texts.AllOfOneCustomer, customer.CustomerId),
            Button: Say.Format(Texts.GiveToCustomerInstead, customer.CustomerId),
            Href: new ListQuery { Filter = group.Name }.Link(RelationModule.CustomersGroups.Screen(RelationSide.Customer, customer.Id)));
    }

    private static CustomerFacts? OnlyCustomer(AccessWorld world, Core.Searching.IdSet persons)
    {
        CustomerFacts? only = null;
        foreach (var id in persons)
        {
            if (world.Find(new CustomerUserId(id)) is not { Primary: { } primary } || (only is not null && only.Id != primary))
            {
                return null;
            }

            only ??= world.Find(new CustomerNumber(primary));
        }

        return only is { Valid: true } ? only : null;
    }
}
