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
    protected override void Opened()
    {
        var catalog = catalogs.Read();
        prepared = ListQuery.Parse(navigation.Uri).Prepare;
        off = catalog.BackEnds.All(backEnd => !catalog.Settings.GroupSupport.IsOn(backEnd));
    }

    private void Enabled() => off = false;

    private void Prepared()
    {
        prepared = true;
        navigation.NavigateTo((ListQuery.Parse(navigation.Uri) with { Prepare = true }).Link(Module.Path), replace: true);
    }
}
