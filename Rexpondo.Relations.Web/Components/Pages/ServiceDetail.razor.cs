using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.Components.Pages;

/// <summary>A service and for how many it is.</summary>
public sealed partial class ServiceDetail(DetailReader reader)
{
    private Core.Reading.ServiceDetail? detail;

    [Parameter] public int Id { get; set; }

    [SupplyParameterFromQuery] private string? From { get; set; }

    private string Available => detail! switch
    {
        { Service.Validity: not Validity.Valid } => Texts.ServiceInvalidNobody,
        { InvalidAncestor: { } ancestor } => Say.Format(Texts.ServiceParentInvalid, ancestor.FullName),
        { Available: 0 } => Texts.NobodyMayChoose,
        var some => Say.Count(some.Available, Texts.MayChooseOne, Texts.MayChooseOther),
    };

    protected override void OnParametersSet() => detail = reader.Service(new ServiceId(Id));
}
