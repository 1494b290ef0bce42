using System.Collections.Immutable;

namespace Rexpondo.Relations.Core;

/// <summary>
/// The names of the fields, exactly as the screens name them (spec §3). Errors, conflicts and the change log carry them, so
/// an error finds its field and the history reads as the form does.
/// </summary>
public static class RecordField
{
    /// <summary>Of a customer user.</summary>
    public const string Login = "Login", Title = "Title", FirstName = "First name", LastName = "Last name";

    /// <summary>How to reach a customer user.</summary>
    public const string Email = "E-mail", Phone = "Phone", Mobile = "Mobile";

    /// <summary>The primary customer of a customer user; its value is the customer id.</summary>
    public const string Customer = "Customer";

    /// <summary>A customer user of a read-only back end has no access; <c>yes</c> or <c>no</c>.</summary>
    public const string Blocked = "Blocked";

    /// <summary>Of a customer.</summary>
    public const string CustomerId = "Customer ID", Street = "Street", Zip = "ZIP", City = "City", Country = "Country", Url = "URL";

    /// <summary>Of a customer, a group, or one level of a service.</summary>
    public const string Name = "Name";

    /// <summary>The parent of a service; its value is the parent's full name.</summary>
    public const string SubServiceOf = "Sub-service of";

    /// <summary>Of every record.</summary>
    public const string Comment = "Comment", Validity = "Validity";

    /// <summary>Of customer users and customers, what is searched and what lists are ordered by.</summary>
    public static readonly ImmutableArray<string> Searched = [Login, FirstName, LastName, Email, Customer, CustomerId, Name];

    /// <summary>Not of a record: why it is saved.</summary>
    public const string Reason = "Reason";
}
