namespace Rexpondo.Relations.Core.Backends;

/// <summary>What a mirror may change of a customer user, as stored.</summary>
/// <param name="Id">Her number; 0 for one who is not stored yet.</param>
/// <param name="ExternalId">Her permanent id in the back end; null: her login is her identity.</param>
/// <param name="Customer">Number of her primary customer.</param>
internal sealed record MirroredPerson(
    int Id, string? ExternalId, string Login, string LoginFolded, string Title, string FirstName, string LastName, string Email, string EmailFolded,
    string Phone, string Mobile, int? Customer, Validity Validity)
{
    public bool IsValid => Validity == Validity.Valid;
}
