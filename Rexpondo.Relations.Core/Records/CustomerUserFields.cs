namespace Rexpondo.Relations.Core.Records;

/// <summary>What the form of a customer user has.</summary>
public sealed record CustomerUserFields
{
    /// <summary>Unique by <see cref="LoginFolding"/>, 1 to 200 characters.</summary>
    public string Login { get; init; } = "";

    /// <summary>Form of address.</summary>
    public string Title { get; init; } = "";

    /// <summary>May be empty.</summary>
    public string FirstName { get; init; } = "";

    /// <summary>May be empty.</summary>
    public string LastName { get; init; } = "";

    /// <summary>Empty, or plausibly an e-mail and unique ignoring case.</summary>
    public string Email { get; init; } = "";

    /// <summary>May be empty.</summary>
    public string Phone { get; init; } = "";

    /// <summary>May be empty.</summary>
    public string Mobile { get; init; } = "";

    /// <summary>At most 2000 characters, may have several lines.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The primary customer, or null.</summary>
    public CustomerNumber? Customer { get; init; }

    /// <summary>An invalid customer user has no access (G2).</summary>
    public Validity Validity { get; init; } = Validity.Valid;
}
