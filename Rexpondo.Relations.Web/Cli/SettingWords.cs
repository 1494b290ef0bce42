namespace Rexpondo.Relations.Web.Cli;

/// <summary>
/// Tells settings from commands: <c>--ConnectionStrings:Relations=…</c> or <c>--urls …</c> may stand before or after the
/// command and overrides the settings file, everything else belongs to the command.
/// </summary>
internal static class SettingWords
{
    // Names of host settings have no colon; every other setting has.
    private static readonly HashSet<string> OfTheHost = new(StringComparer.OrdinalIgnoreCase)
    {
        "urls", "environment", "contentRoot", "webRoot", "applicationName", "allowedHosts", "shutdownTimeoutSeconds",
        "http_ports", "https_ports", "https_port", "detailedErrors", "staticWebAssets",
    };

    /// <summary>Splits the command line. What follows <c>--</c> is never a setting.</summary>
    public static (string[] Settings, string[] Command) Split(string[] args)
    {
        var (settings, command) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--")
            {
                command.AddRange(args[i..]);
                break;
            }

            if (!IsSetting(args[i]))
            {
                command.Add(args[i]);
                continue;
            }

            settings.Add(args[i]);
            if (!args[i].Contains('=') && i + 1 < args.Length)
            {
                settings.Add(args[++i]);
            }
        }

        return ([.. settings], [.. command]);
    }

    private static bool IsSetting(string word)
    {
        if (!word.StartsWith("--", StringComparison.Ordinal))
        {
            return false;
        }

        var name = word[2..].Split('=')[0];
        return name.Contains(':') || OfTheHost.Contains(name);
    }
}
