using System.Text.Json;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>By what a person is found: each part is null if it is nobody's.</summary>
/// <param name="ExternalId">Her permanent id.</param>
/// <param name="Login">Her login, folded.</param>
/// <param name="Email">Her e-mail, folded.</param>
internal readonly record struct PersonKey(string? ExternalId, string? Login, string? Email)
{
    public static PersonKey Of(SourcePerson person) => new(
        person.IdError() is null ? person.ExternalId : null, Text(LoginFolding.Fold(person.Login)), Text(LoginFolding.Fold(person.Email)));

    public static PersonKey Of(string? externalId, string loginFolded, string emailFolded) => new(externalId, Text(loginFolded), Text(emailFolded));

    private static string? Text(string folded) => folded.Length > 0 ? folded : null;
}

/// <summary>Many of them, as lists in JSON for <c>json_each</c>.</summary>
internal sealed record PersonKeys(string ExternalIds, string Logins, string Emails)
{
    public static PersonKeys Of(IEnumerable<PersonKey> keys)
    {
        var all = keys.ToList();
        return new PersonKeys(Json(all.Select(key => key.ExternalId)), Json(all.Select(key => key.Login)), Json(all.Select(key => key.Email)));
    }

    private static string Json(IEnumerable<string?> texts) => JsonSerializer.Serialize(texts.OfType<string>());
}
