namespace Rexpondo.Relations.Core.Backends;

/// <summary>A customer user as a read-only back end has her. What a source does not know is null and stays as it is stored.</summary>
/// <param name="ExternalId">Her permanent id there, so that a renamed login keeps its relations; null: the login is her identity.</param>
/// <param name="Login">The login as written.</param>
/// <param name="FirstName">May be empty.</param>
/// <param name="LastName">May be empty.</param>
/// <param name="Email">May be empty.</param>
/// <param name="CustomerId">The customer id; empty for none.</param>
/// <param name="Validity">As the source says it; who is not in the source at all becomes invalid.</param>
public sealed record SourcePerson(string? ExternalId, string Login, string FirstName, string LastName, string Email, string CustomerId, Validity Validity)
    : SourceItem
{
    /// <summary>Where she stands in the source, for people: a distinguished name. Null where her login or id says enough.</summary>
    public string? Place { get; init; }

    /// <summary>Why the source itself says that she cannot be taken over, or null.</summary>
    public string? Fault { get; init; }

    /// <summary>Why the source cannot say which customer is hers, or null. A stored person keeps the one she has, a new one has none.</summary>
    public string? CustomerFault { get; init; }

    /// <summary>Form of address.</summary>
    public string? Title { get; init; }

    /// <summary>Phone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Mobile number.</summary>
    public string? Mobile { get; init; }

    /// <summary>The same person with her texts cleaned (<see cref="TextRule"/>), as they are compared and stored; not the id, which only the source reads.</summary>
    internal SourcePerson Cleaned() => this with
    {
        Login = TextRule.Clean(Login),
        FirstName = TextRule.Clean(FirstName),
        LastName = TextRule.Clean(LastName),
        Email = TextRule.Clean(Email),
        CustomerId = TextRule.Clean(CustomerId),
        Title = Cleaned(Title),
        Phone = Cleaned(Phone),
        Mobile = Cleaned(Mobile),
    };

    private static string? Cleaned(string? text) => text is null ? null : TextRule.Clean(text);

    /// <summary>Why she cannot be taken over, or null.</summary>
    internal string? Error() =>
        IdError()
        ?? Fault
        ?? FieldRules.Error("login", Login, required: true)
        ?? FieldRules.LineError("first_name", FirstName)
        ?? FieldRules.LineError("last_name", LastName)
        ?? FieldRules.Error("email", Email, required: false)
        ?? FieldRules.Error("customer_id", CustomerId, required: false)
        ?? FieldRules.LineError("title", Title ?? "")
        ?? FieldRules.LineError("phone", Phone ?? "")
        ?? FieldRules.LineError("mobile", Mobile ?? "");

    /// <summary>Why her id cannot be one, or null.</summary>
    internal string? IdError() => ExternalId is null ? null : FieldRules.Error("id", ExternalId, required: true);
}
