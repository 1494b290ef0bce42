using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.Records;

/// <summary>A group: its fields, who has it and from which sources.</summary>
public sealed partial class GroupPage(GroupEditor editor, DetailReader details, CatalogReader catalogs)
{
    private readonly RecordAccess<GroupFields> access = new(
        new GroupFields(),
        id => editor.Read(new(id)),
        (wanted, agent, reason, cancellationToken) => editor.AddAsync(wanted, agent, reason, DraftScreen.Of(RelationSide.Group, null), cancellationToken),
        (id, seen, wanted, agent, reason, cancellationToken) =>
            editor.SaveAsync(new(id), seen, wanted, agent, reason, DraftScreen.Of(RelationSide.Group, id), cancellationToken),
        (id, wanted) => editor.Preview(new(id), wanted),
        editor.PreviewAdd);

    private GroupDetail? detail;
    private PermissionKeys? keys;

    /// <summary>Number of the group; null for a new one.</summary>
    [Parameter] public int? Id { get; set; }

    /// <summary>The address one came from.</summary>
    [SupplyParameterFromQuery] public string? From { get; set; }

    private string Holders => detail! switch
    {
        { Group.Validity: not Validity.Valid } => Texts.GroupInvalidNobody,
        { Never: true } => Texts.GroupNever,
        { Always: true } => Texts.GroupAlways,
        { Holders.All.Count: 0 } => Texts.NobodyHasAccess,
        var some => Say.Count(some.Holders.All.Count, Texts.DetailHaveAccessOne, Texts.DetailHaveAccessOther),
    };

    private string WithAccessHref => new ListQuery { Show = Chip.WithAccess }.Link(RelationModule.Groups.Screen(RelationSide.Group, Id!.Value));

    // Each customer user once, under the first source that gives it to her.
    private IEnumerable<(string Name, int Count)> HowTheyHaveIt => new[]
    {
        (Texts.Direct, detail!.Holders.Direct.Count),
        (Texts.ViaACustomerOnly, detail.Holders.ViaCustomer.Count),
        (detail.Always ? Texts.AsDefaultGroupOnly : Texts.SupportOffOnly, detail.Holders.Otherwise.Count),
    }.Where(how => how.Item2 > 0);

    /// <inheritdoc/>
    protected override void OnParametersSet() => Load();

    private void Load() => (detail, keys) = Id is { } id ? (details.Group(new GroupId(id)), catalogs.Read().Keys) : (null, null);
}
