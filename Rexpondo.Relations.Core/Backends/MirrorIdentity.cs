namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// Who of the source is who of those who are stored: by permanent id where the source has one, by login where it has none, or
/// had none when she was stored.
/// </summary>
internal sealed class MirrorIdentity
{
    private readonly Dictionary<string, MirroredPerson> byExternalId;
    private readonly Dictionary<string, MirroredPerson> byLogin;
    private readonly Dictionary<string, MirroredPerson> byEmail;

    public MirrorIdentity(IReadOnlyList<MirroredPerson> stored)
    {
        byExternalId = stored.Where(person => person.ExternalId is not null).ToDictionary(person => person.ExternalId!);
        byLogin = stored.ToDictionary(person => person.LoginFolded);
        byEmail = stored.Where(person => person.EmailFolded.Length > 0).ToDictionary(person => person.EmailFolded);
    }

    /// <summary>Who has the login.</summary>
    public MirroredPerson? WithLogin(string loginFolded) => byLogin.GetValueOrDefault(loginFolded);

    /// <summary>Who she is; null for somebody new.</summary>
    public MirroredPerson? Of(SourcePerson person, string loginFolded)
    {
        var sameLogin = byLogin.GetValueOrDefault(loginFolded);
        // An id that is not possible is nobody's: the row is that of the login, whatever id is stored.
        return person.ExternalId is null || person.IdError() is not null ? sameLogin
            : byExternalId.GetValueOrDefault(person.ExternalId) ?? (sameLogin is { ExternalId: null } ? sameLogin : null);
    }

    /// <summary>
    /// True if what becomes of her depends on another: on who is stored with her login or her e-mail, or, where only her login says
    /// who she is, on who comes with the id that is stored.
    /// </summary>
    public bool IsEntangled(SourcePerson person)
    {
        var key = PersonKey.Of(person);
        var own = Of(person, key.Login ?? "");
        return (key.ExternalId is null && own?.ExternalId is not null) || Is(key.Login, byLogin) || Is(key.Email, byEmail);

        bool Is(string? text, Dictionary<string, MirroredPerson> holders) =>
            text is not null && holders.TryGetValue(text, out var holder) && holder.Id != own?.Id;
    }
}
