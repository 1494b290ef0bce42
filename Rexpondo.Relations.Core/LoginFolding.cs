using System.Text;

namespace Rexpondo.Relations.Core;

/// <summary>
/// When two logins are the same: simple case folding of all letters, not of ASCII alone; diacritics matter (spec §1).
/// E-mail addresses are compared the same way.
/// </summary>
public static class LoginFolding
{
    /// <summary>
    /// The form under which a login is unique. Upper and then lower case rune by rune, so that letters with two lower
    /// forms (σ and ς, s and ſ) meet; a letter never becomes two, so ß and ss stay different logins.
    /// </summary>
    public static string Fold(string login)
    {
        if (Ascii.IsValid(login))
        {
            // The same, and the same text where nothing is to be folded.
            return login.ToLowerInvariant();
        }

        var folded = new StringBuilder(login.Length);
        foreach (var rune in login.EnumerateRunes())
        {
            // The long s is the one letter with a simple folding that the invariant upper case leaves alone.
            folded.Append(rune.Value == 'ſ' ? "s" : Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).ToString());
        }

        return folded.ToString();
    }
}
