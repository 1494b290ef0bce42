using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.Components.Pages;

/// <summary>A customer user: what is stored, and what she may do with every source of it.</summary>
public sealed partial class CustomerUserDetail(DetailReader reader)
{
    private PersonDetail? detail;

    [Parameter] public int Id { get; set; }

    [SupplyParameterFromQuery] private string? From { get; set; }

    private string Groups => Say.Count(detail!.Groups.Count, Texts.GroupsOne, Texts.GroupsOther);

    private string Services => Say.Count(detail!.Services.Count, Texts.ServicesOne, Texts.ServicesOther);

    private string ServicesCase => detail!.Source switch
    {
        ServiceSource.Default when detail.DefaultServices == 0 => Texts.DetailNoServiceAtAll,
        ServiceSource.Default or ServiceSource.None => Say.Format(Texts.DefaultServicesApply, detail.DefaultServices),
        ServiceSource.Specific => Say.Format(
            Texts.SpecificOverride,
            Say.Count(detail.Services.Count, Texts.SpecificServicesOne, Texts.SpecificServicesOther),
            Say.Count(detail.DefaultServices, Texts.DefaultServicesOne, Texts.DefaultServicesOther)),
    };

    protected override void OnParametersSet() => detail = reader.Person(new CustomerUserId(Id));

    private static IEnumerable<(string Name, string Value)> Fields(PersonDetail detail)
    {
        var user = detail.User;
        (string Name, string Value)[] all =
        [
            (Texts.Login, user.Login),
            (Texts.Title, detail.Title),
            (Texts.FirstName, user.FirstName),
            (Texts.LastName, user.LastName),
            (Texts.Email, user.Email),
            (Texts.Phone, detail.Phone),
            (Texts.Mobile, detail.Mobile),
            (Texts.Customer, string.Join("; ", detail.Customers.Select(Said))),
            (Texts.Comment, detail.Comment),
            (Texts.BackEnd, user.BackEnd),
        ];
        return all.Where(field => field.Value.Length > 0);
    }

    private static string Said(Customer customer)
    {
        var name = customer.Name.Length == 0 || customer.Name == customer.CustomerId
            ? customer.CustomerId
            : Say.Format(Texts.CustomerAndName, customer.CustomerId, customer.Name);
        return customer.Validity == Validity.Valid ? name : Say.Format(Texts.CustomerNotValid, name, customer.Validity.ToText());
    }

    private string Said(AccessSource source)
    {
        var keys = detail!.Keys.Describe(source.Keys);
        return source.Kind switch
        {
            AccessSourceKind.Direct => Say.Format(Texts.SourceDirect, keys),
            AccessSourceKind.ImpliedByRw => Say.Format(Texts.SourceIncludedInRw, keys),
            AccessSourceKind.AlwaysGroup => Texts.SourceDefaultGroup,
            AccessSourceKind.Customer => Say.Format(Texts.SourceCustomer, keys, source.CustomerId),
            AccessSourceKind.CompanyAlwaysGroup => Texts.SourceCompanyDefaultGroup,
            AccessSourceKind.SupportOff => Texts.SourceSupportOff,
        };
    }
}
