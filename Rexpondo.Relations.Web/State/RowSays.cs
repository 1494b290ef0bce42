using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>What a row of a list says at its end: how many it has, or is had by.</summary>
public static class RowSays
{
    /// <summary><c>5 groups</c> or <c>no group</c>.</summary>
    public static string GroupsOfPerson(AccessWorld world, RowName row) =>
        world.Counts.GroupsOf(row.Id) is var count and > 0 ? Say.Count(count, Texts.CountGroupsOne, Texts.CountGroupsOther) : Texts.NoGroup;

    /// <summary><c>4 specific services</c> or that the default services apply.</summary>
    public static string ServicesOfPerson(AccessWorld world, RowName row) => world.Counts.ServicesOf(row.Id) is var count and > 0
        ? Say.Count(count, Texts.SpecificServicesOne, Texts.SpecificServicesOther)
        : Texts.DefaultServicesApplyRow;

    /// <summary><c>260 direct · 48 via customer</c>, <c>everybody</c> or <c>nobody</c>.</summary>
    public static string HoldersOfGroup(AccessWorld world, RowName row)
    {
        if (world.Catalog.IsAlways(world.Catalog.Find(new(row.Id))!))
        {
            return Texts.Everybody;
        }

        return world.Counts.HoldersOfGroup(row.Id) switch
        {
            (0, 0) => Texts.Nobody,
            (var direct, 0) => Say.Format(Texts.DirectCount, direct),
            (0, var via) => Say.Format(Texts.ViaCustomerCount, via),
            var (direct, via) => Say.Format(Texts.DirectAndViaCount, direct, via),
        };
    }

    /// <summary><c>12 customer users</c>, with <c>default</c> before it where everybody else has it too.</summary>
    public static string HoldersOfService(AccessWorld world, RowName row)
    {
        var count = world.Counts.HoldersOfService(row.Id);
        var assigned = count == 0 ? Texts.Nobody : Say.Count(count, Texts.CountCustomerUsersOne, Texts.CountCustomerUsersOther);
        return world.Catalog.DefaultServices.Contains(new ServiceId(row.Id)) ? Say.Format(Texts.DefaultAnd, assigned) : assigned;
    }

    /// <summary><c>5 groups</c> or <c>no group</c>, of a customer.</summary>
    public static string GroupsOfCustomer(AccessWorld world, RowName row) =>
        world.Counts.GroupsOfCustomer(row.Id) is var count and > 0 ? Say.Count(count, Texts.CountGroupsOne, Texts.CountGroupsOther) : Texts.NoGroup;

    /// <summary><c>3 customers</c>, <c>every customer</c> or <c>no customer</c>.</summary>
    public static string CustomersOfGroup(AccessWorld world, RowName row) =>
        world.Catalog.IsCompanyAlways(world.Catalog.Find(new(row.Id))!) ? Texts.EveryCustomer
        : world.Counts.CustomersOfGroup(row.Id) is var count and > 0 ? Say.Count(count, Texts.CountCustomersOne, Texts.CountCustomersOther)
        : Texts.NoCustomer;

    /// <summary>Whether a person has a primary customer, and how many further ones.</summary>
    public static string CustomersOfPerson(AccessWorld world, RowName row)
    {
        if (world.Find(new CustomerUserId(row.Id)) is not { Customers.Length: > 0 } person)
        {
            return Texts.NoCustomer;
        }

        var further = person.Customers.Length - (person.Primary is null ? 0 : 1);
        return further == 0 ? Texts.PrimaryOnly
            : person.Primary is null ? Say.Format(Texts.FurtherOnly, further)
            : Say.Format(Texts.PrimaryPlusFurther, further);
    }

    /// <summary><c>12 customer users</c>, <c>12 primary · 3 further</c> or <c>no customer user</c>.</summary>
    public static string PersonsOfCustomer(AccessWorld world, RowName row) => world.Counts.PersonsOfCustomer(row.Id) switch
    {
        (0, 0) => Texts.NoCustomerUser,
        (var primary, 0) => Say.Count(primary, Texts.CountCustomerUsersOne, Texts.CountCustomerUsersOther),
        var (primary, further) => Say.Format(Texts.PrimaryAndFurther, primary, further),
    };

    /// <summary>Why a row does not count, or null if it does.</summary>
    public static string? Fault(RowName row) => row.NotEffective switch
    {
        null => null,
        { Blocked: true } => Texts.Blocked,
        { Ancestor: { } ancestor } => Say.Format(Texts.ParentInvalid, ancestor),
        var fault => fault.Validity.ToText(),
    };
}
