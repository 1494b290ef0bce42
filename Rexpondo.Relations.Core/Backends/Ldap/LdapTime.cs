using System.Globalization;
using System.Text.RegularExpressions;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>Times as directories write them (generalized time, RFC 4517).</summary>
internal static partial class LdapTime
{
    /// <summary>Reads <c>20260102030405Z</c>, also without minutes or seconds, with a fraction, or with an offset; null for anything else.</summary>
    public static DateTimeOffset? Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var (minutes, seconds) = (match.Groups["m"].Value, match.Groups["s"].Value);
        var time = string.Concat(match.Groups["h"].Value, minutes.PadLeft(2, '0'), seconds.PadLeft(2, '0'), Offset(match.Groups["z"].Value));
        if (!DateTimeOffset.TryParseExact(time, "yyyyMMddHHmmsszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
        {
            return null;
        }

        // A fraction of whatever stands before it.
        var unit = seconds.Length > 0 ? TimeSpan.FromSeconds(1) : minutes.Length > 0 ? TimeSpan.FromMinutes(1) : TimeSpan.FromHours(1);
        return match.Groups["f"] is { Length: > 0 } fraction ? read + (unit * double.Parse("0." + fraction.Value, CultureInfo.InvariantCulture)) : read;
    }

    /// <summary>Writes a time so that every server understands it, to the second, rounded down.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddHHmmss'.0Z'", CultureInfo.InvariantCulture);

    private static string Offset(string written) => written is "Z" ? "+00:00" : $"{written[..3]}:{written[3..].PadLeft(2, '0')}";

    [GeneratedRegex(@"\A(?<h>[0-9]{10})((?<m>[0-9]{2})(?<s>[0-9]{2})?)?([.,](?<f>[0-9]{1,9}))?(?<z>Z|[+-][0-9]{2}([0-9]{2})?)\z")]
    private static partial Regex Form();
}
