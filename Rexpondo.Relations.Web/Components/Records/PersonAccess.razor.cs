using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.Components.Records;

/// <summary>The effective access of a customer user with every source, and which services apply.</summary>
public sealed partial class PersonAccess
{
    /// <summary>The person.</summary>
    [Parameter, EditorRequired] public required PersonDetail Detail { get; set; }

    private string ServicesCase => Detail.Source switch
    {
        ServiceSource.Default when Detail.DefaultServices == 0 => Texts.DetailNoServiceAtAll,
        ServiceSource.Default or ServiceSource.None => Say.Format(Texts.DefaultServicesApply, Detail.DefaultServices),
        ServiceSource.Specific => Say.Count(
            Detail.Services.Count,
            Texts.SpecificOverrideOne,
            Texts.SpecificOverrideOther,
            Say.Count(Detail.DefaultServices, Texts.DefaultServicesOne, Texts.DefaultServicesOther)),
    };
}
