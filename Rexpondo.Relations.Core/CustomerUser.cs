namespace Rexpondo.Relations.Core;

/// <summary>A person served by the desk.</summary>
/// <param name="Id">Internal number; relations hang on it, so a renamed login keeps them.</param>
/// <param name="Login">Unique by <see cref="LoginFolding"/>, 1 to 200 characters.</param>
/// <param name="FirstName">May be empty.</param>
/// <param name="LastName">May be empty.</param>
/// <param name="Email">May be empty, otherwise unique ignoring case.</param>
/// <param name="CustomerId">The primary customer's id, or null.</param>
/// <param name="Validity">An invalid customer user has no access (G2).</param>
/// <param name="BackEnd">Where she comes from; <c>Default</c> is the module's own database.</param>
/// <param name="Blocked">She has no access, whatever her back end says; only persons of a read-only back end can be blocked.</param>
public sealed record CustomerUser(
    CustomerUserId Id, string Login, string FirstName, string LastName, string Email, string? CustomerId, Validity Validity, string BackEnd, bool Blocked)
{
    /// <summary>She counts (G2): valid, and not blocked here.</summary>
    public bool Counts => Validity == Validity.Valid && !Blocked;

    /// <summary>First and last name as shown; the login where both are empty.</summary>
    public string Name => PersonName.Of(FirstName, LastName, Login);

    /// <summary><c>First Last &lt;email&gt; (customer id)</c>, without the parts that are empty.</summary>
    public string Shown => Detail.Length == 0 ? Name : $"{Name} {Detail}";

    /// <summary>What follows the name: <c>&lt;email&gt; (customer id)</c>.</summary>
    public string Detail => PersonName.Detail(Email, CustomerId);
}
