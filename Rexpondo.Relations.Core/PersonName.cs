namespace Rexpondo.Relations.Core;

/// <summary>How a customer user is written: <c>First Last &lt;email&gt; (customer id)</c> (spec §1).</summary>
public static class PersonName
{
    /// <summary>First and last name; the login where both are empty, so that no row is without a name.</summary>
    public static string Of(string firstName, string lastName, string login)
    {
        var name = $"{firstName} {lastName}".Trim();
        return name.Length == 0 ? login : name;
    }

    /// <summary>What follows the name, without the parts that are empty.</summary>
    public static string Detail(string email, string? customerId)
    {
        var mail = email.Length == 0 ? "" : $"<{email}>";
        var company = string.IsNullOrEmpty(customerId) ? "" : $"({customerId})";
        return mail.Length > 0 && company.Length > 0 ? $"{mail} {company}" : mail + company;
    }
}
