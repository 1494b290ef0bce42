using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.Components.Pages;

/// <summary>The groups that every customer user has by setting, and how the setting is changed.</summary>
public sealed partial class DefaultGroups(CatalogReader reader)
{
    private const string Overview = "/customer-users-groups";

    private Catalog catalog = null!;

    [SupplyParameterFromQuery] private string? From { get; set; }

    private ImmutableArray<string> Names => catalog.Settings.AlwaysGroups;

    // What is in force, so that the example keeps it; a believable one where there is nothing yet.
    private string Example => SettingValues.ToJson(
        Names.IsEmpty ? catalog.Settings with { AlwaysGroups = ["users", "public-info"] } : catalog.Settings, SettingNames.AlwaysGroups);

    private IEnumerable<(string Name, Group? Group, string? Why)> Rows =>
        from name in Names
        let @group = catalog.Groups.FirstOrDefault(candidate => candidate.Name == name)
        select (name, @group, Why(@group));

    protected override void OnInitialized() => catalog = reader.Read();

    private string? Why(Group? group) => group switch
    {
        null => Texts.NoGroupOfThisName,
        { Validity: not Validity.Valid } => Texts.GroupInvalidNoEffect,
        _ when catalog.IsNever(group) => Texts.GroupNeverNoEffect,
        _ => null,
    };
}
