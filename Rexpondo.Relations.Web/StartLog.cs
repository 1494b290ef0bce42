namespace Rexpondo.Relations.Web;

/// <summary>Why a server does not start is said once, in a line, by whoever started it: the host does not log it as well.</summary>
internal static class StartLog
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>Looks at the levels of the settings.</summary>
    /// <exception cref="InvalidDataException">One is none; the message names it.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var (key, level) in configuration.GetSection("Logging").AsEnumerable())
        {
            if (key.Contains(":LogLevel:", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(level) && !Enum.TryParse<LogLevel>(level, ignoreCase: true, out _))
            {
                throw new InvalidDataException($"{key} is \"{level}\"; there are: {string.Join(", ", Enum.GetNames<LogLevel>())}.");
            }
        }
    }

    /// <summary>Hides the host's errors of the start. All else is logged as the settings say.</summary>
    /// <param name="logging">The logging of the server.</param>
    /// <param name="started">True once it has started.</param>
    public static void HideHostErrorsUntil(this ILoggingBuilder logging, Func<bool> started) =>
        logging.Services.PostConfigure<LoggerFilterOptions>(options =>
        {
            // One rule alone decides about a category: this one repeats what the settings say of it.
            var least = options.Rules
                .Where(rule => rule is { ProviderName: null, Filter: null } && Host.StartsWith(rule.CategoryName ?? "", StringComparison.OrdinalIgnoreCase))
                .MaxBy(rule => rule.CategoryName?.Length ?? 0)?.LogLevel ?? options.MinLevel;
            options.Rules.Add(new LoggerFilterRule(null, Host, least, (_, _, level) => level != LogLevel.Error || started()));
        });
}
