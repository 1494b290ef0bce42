using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>Where access comes from, in words.</summary>
public static class SourceWords
{
    /// <summary><c>rw direct</c>, <c>ro from customer ACME</c>, <c>default group</c>.</summary>
    public static string Of(PermissionKeys all, AccessSource source)
    {
        var keys = all.Describe(source.Keys);
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

    /// <summary><c>ACME (Acme Corporation)</c>, and that it does not count where it is not valid.</summary>
    public static string Of(Customer customer)
    {
        var name = customer.Name.Length == 0 || customer.Name == customer.CustomerId
            ? customer.CustomerId
            : Say.Format(Texts.CustomerAndName, customer.CustomerId, customer.Name);
        return customer.Validity == Validity.Valid ? name : Say.Format(Texts.CustomerNotValid, name, customer.Validity.ToText());
    }
}
