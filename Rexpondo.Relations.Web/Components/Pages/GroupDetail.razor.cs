using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.Components.Pages;

/// <summary>A group and how many have it.</summary>
public sealed partial class GroupDetail(DetailReader reader)
{
    private Core.Reading.GroupDetail? detail;

    [Parameter] public int Id { get; set; }

    [SupplyParameterFromQuery] private string? From { get; set; }

    private string Access => detail! switch
    {
        { Group.Validity: not Validity.Valid } => Texts.GroupInvalidNobody,
        { Never: true } => Texts.GroupNever,
        { Always: true } => Texts.GroupAlways,
        { WithAccess: 0 } => Texts.NobodyHasAccess,
        var some => Say.Count(some.WithAccess, Texts.DetailHaveAccessOne, Texts.DetailHaveAccessOther),
    };

    protected override void OnParametersSet() => detail = reader.Group(new GroupId(Id));

    private static string Number(int number) => Say.Format("{0}", number);
}
