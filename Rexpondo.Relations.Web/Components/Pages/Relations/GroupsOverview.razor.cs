using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.Relations;

/// <summary>Customer Users ↔ Groups, or what to do while group support is off everywhere.</summary>
public sealed partial class GroupsOverview(CatalogReader catalogs, NavigationManager navigation)
{
    private bool off;
    private bool prepared;

    /// <inheritdoc/>
    protected override RelationModule Module => RelationModule.Groups;

    /// <inheritdoc/>
    protected override RelationSide Other => RelationSide.Group;

    /// <inheritdoc/>
    protected override void Opened()
    {
        var catalog = catalogs.Read();
        prepared = ListQuery.Parse(navigation.Uri).Prepare;
        off = catalog.BackEnds.All(backEnd => !catalog.Settings.GroupSupport.IsOn(backEnd));
    }

    private static string PersonSays(AccessWorld world, RowName row) =>
        world.Counts.GroupsOf(row.Id) is var count and > 0 ? Say.Count(count, Texts.CountGroupsOne, Texts.CountGroupsOther) : Texts.NoGroup;

    private static string GroupSays(AccessWorld world, RowName row)
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

    private void Enabled() => off = false;

    private void Prepared()
    {
        prepared = true;
        navigation.NavigateTo((ListQuery.Parse(navigation.Uri) with { Prepare = true }).Link(Module.Path), replace: true);
    }
}
