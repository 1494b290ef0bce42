using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>One of the relation screens of the same person, customer, group or service; together they are tabs of one head (spec §3).</summary>
/// <param name="Module">The relation.</param>
/// <param name="Name">What the tab says: the other side.</param>
public sealed record RelationTab(RelationModule Module, string Name)
{
    /// <summary>The tabs of what stands on a side, in order.</summary>
    public static IReadOnlyList<RelationTab> Of(RelationSide side) => side switch
    {
        RelationSide.CustomerUser =>
            [new(RelationModule.Groups, Texts.Groups), new(RelationModule.Services, Texts.Services), new(RelationModule.Customers, Texts.Customers)],
        RelationSide.Customer => [new(RelationModule.CustomersGroups, Texts.Groups), new(RelationModule.Customers, Texts.CustomerUsersTab)],
        RelationSide.Group => [new(RelationModule.Groups, Texts.CustomerUsersTab), new(RelationModule.CustomersGroups, Texts.Customers)],
        RelationSide.Service => [new(RelationModule.Services, Texts.CustomerUsersTab)],
        RelationSide.Everybody => [],
    };

    /// <summary>Where the tab leads from another screen of the same object: what was typed for its own side comes along.</summary>
    /// <param name="from">The screen one is on; null for one that has no boxes of its own.</param>
    /// <param name="query">Its address.</param>
    /// <param name="side">What stands on which side.</param>
    /// <param name="id">Its number.</param>
    public string Href(RelationModule? from, ListQuery query, RelationSide side, int id) => from is null
        ? Module.Screen(side, id)
        : Module.WithTyped(new ListQuery { Prepare = query.Prepare, BackEnd = query.BackEnd }, side, from.Typed(query, side)).Link(Module.Screen(side, id));
}
