using System.Globalization;

namespace Rexpondo.Relations.Core.Agents;

/// <summary>Which passwords are possible. Length alone counts.</summary>
public static class PasswordRules
{
    /// <summary>The shortest password.</summary>
    public const int MinLength = 8;

    /// <summary>The longest password; more would only cost time.</summary>
    public const int MaxLength = 256;

    /// <summary>Why a password is refused, or null.</summary>
    public static string? Error(string password) => password.Length switch
    {
        < MinLength => string.Create(CultureInfo.InvariantCulture, $"the password has fewer than {MinLength} characters"),
        > MaxLength => string.Create(CultureInfo.InvariantCulture, $"the password has more than {MaxLength} characters"),
        _ => null,
    };
}
