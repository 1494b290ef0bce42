using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>The fields of an agent who is added, or of a new password, with what is wrong with each.</summary>
/// <param name="login">Whose password is set; null for a new agent.</param>
public sealed class AgentFields(string? login)
{
    /// <summary>An agent is added.</summary>
    public bool IsNew => login is null;

    /// <summary>Her login.</summary>
    public string Login { get; set; } = login ?? "";

    /// <summary>Her password.</summary>
    public string Password { get; set; } = "";

    /// <summary>Her role.</summary>
    public AgentRole Role { get; set; } = AgentRole.Auditor;

    /// <summary>What is wrong with the login, or null.</summary>
    public string? LoginError { get; private set; }

    /// <summary>What is wrong with the password, or null.</summary>
    public string? PasswordError { get; private set; }

    /// <summary>Why it cannot be written at all, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Looks at all fields at once; true if they can be sent.</summary>
    public bool Check()
    {
        LoginError = IsNew ? Sentence(FieldRules.Error("login", TextRule.Clean(Login), required: true)) : null;
        PasswordError = Sentence(PasswordRules.Error(Password));
        Refusal = null;
        return LoginError is null && PasswordError is null;
    }

    /// <summary>Puts a refusal beside the field it is about.</summary>
    public void Refuse(AgentRefused refused)
    {
        switch (refused)
        {
            case LoginRefused:
                LoginError = Sentence(refused.Reason);
                break;
            case PasswordRefused:
                PasswordError = Sentence(refused.Reason);
                break;
            default:
                Refusal = Say.Format(Texts.NothingWrittenShort, refused is AgentsNotAllowed ? Texts.RefusedNotAdmin : refused.Reason);
                break;
        }
    }

    // Core says its reasons as parts of a line.
    private static string? Sentence(string? reason) => reason is null ? null : Say.Format(Texts.Sentence, $"{char.ToUpperInvariant(reason[0])}{reason[1..]}");
}
