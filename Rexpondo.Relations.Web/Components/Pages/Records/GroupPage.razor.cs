using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.Records;

/// <summary>A group: its fields and how many have it.</summary>
public sealed partial class GroupPage(GroupEditor editor, DetailReader details)
{
    private readonly RecordAccess<GroupFields> access = new(
        new GroupFields(),
        id => editor.Read(new(id)),
        (wanted, agent, cancellationToken) => editor.AddAsync(wanted, agent, null, cancellationToken),
        (id, seen, wanted, agent, cancellationToken) => editor.SaveAsync(new(id), seen, wanted, agent, null, cancellationToken),
        (id, wanted) => editor.Preview(new(id), wanted));

    private GroupDetail? detail;

    /// <summary>Number of the group; null for a new one.</summary>
    [Parameter] public int? Id { get; set; }

    /// <summary>The address one came from.</summary>
    [SupplyParameterFromQuery] public string? From { get; set; }

    private string Holders => detail! switch
    {
        { Group.Validity: not Validity.Valid } => Texts.GroupInvalidNobody,
        { Never: true } => Texts.GroupNever,
        { Always: true } => Texts.GroupAlways,
        { WithAccess: 0 } => Texts.NobodyHasAccess,
        var some => Say.Count(some.WithAccess, Texts.DetailHaveAccessOne, Texts.DetailHaveAccessOther),
    };

    /// <inheritdoc/>
    protected override void OnParametersSet() => Load();

    private void Load() => detail = Id is { } id ? details.Group(new GroupId(id)) : null;
}
