using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>Words for one side of a relation, where it stands as rows.</summary>
/// <param name="Side">Which side.</param>
/// <param name="Column">Title of its column: <c>Customer Users</c>.</param>
/// <param name="Box">Accessible name of its search or filter box.</param>
/// <param name="One">One of them in running text, with a number.</param>
/// <param name="Other">Several of them, with a number.</param>
public sealed record RowWords(RelationSide Side, string Column, string Box, string One, string Other)
{
    /// <summary>Customer users.</summary>
    public static readonly RowWords CustomerUsers = new(
        RelationSide.CustomerUser, Texts.CustomerUsers, Texts.SearchCustomerUsers, Texts.CountCustomerUsersOne, Texts.CountCustomerUsersOther);

    /// <summary>Customers.</summary>
    public static readonly RowWords Customers = new(
        RelationSide.Customer, Texts.Customers, Texts.SearchCustomers, Texts.CountCustomersOne, Texts.CountCustomersOther);

    /// <summary>Groups.</summary>
    public static readonly RowWords Groups = new(
        RelationSide.Group, Texts.Groups, Texts.FilterForGroups, Texts.CountGroupsOne, Texts.CountGroupsOther);

    /// <summary>Services.</summary>
    public static readonly RowWords Services = new(
        RelationSide.Service, Texts.Services, Texts.FilterForServices, Texts.CountServicesOne, Texts.CountServicesOther);

    /// <summary>The words of a side.</summary>
    public static RowWords Of(RelationSide side) => side switch
    {
        RelationSide.CustomerUser => CustomerUsers,
        RelationSide.Customer => Customers,
        RelationSide.Group => Groups,
        RelationSide.Service => Services,
        RelationSide.Everybody => throw new ArgumentException("everybody is no row", nameof(side)),
    };

    /// <summary>Title with the exact total: <c>Customer Users (265)</c>, while searching <c>Customer Users (12 of 265)</c>.</summary>
    public string Title(int matches, int total, bool searching) => $"{Column} {Totals(matches, total, searching)}";

    /// <summary><c>(265)</c> or <c>(12 of 265)</c>.</summary>
    public static string Totals(int matches, int total, bool searching) =>
        searching ? Say.Format(Texts.TotalOf, matches, total) : Say.Format(Texts.Total, total);

    /// <summary>What the live region under the box says.</summary>
    public string Status(int matches, int total, bool searching) => searching
        ? Say.Count(matches, Texts.MatchesOfOne, Texts.MatchesOfOther, Say.Count(total, One, Other))
        : Say.Count(total, One, Other);
}
