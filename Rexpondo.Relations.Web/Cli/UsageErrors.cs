using System.CommandLine;
using System.CommandLine.Parsing;

namespace Rexpondo.Relations.Web.Cli;

/// <summary>What is wrong with the words of a command: one line for each mistake, which names the command and the word.</summary>
internal static class UsageErrors
{
    /// <summary>The lines; not empty if there are errors.</summary>
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        // The name of the program itself is nothing to tell.
        var command = string.Join(' ', Path(parsed.CommandResult).Reverse().Skip(1));
        var place = command.Length == 0 ? "" : $"{command}: ";
        if (parsed.UnmatchedTokens is [var first, ..] && parsed.CommandResult.Command.Subcommands.Count > 0)
        {
            // All that follows an unknown command is not understood either.
            return [$"{place}there is no command \"{first}\"; there are: {Words(parsed.CommandResult.Command.Subcommands)}"];
        }

        // A mistyped option has taken the place of an argument: what follows it is understood as something else than was meant.
        var mistyped = parsed.UnmatchedTokens.Count == 0
            ? []
            : parsed.CommandResult.Tokens.Select(token => token.Value)
                .Concat(parsed.UnmatchedTokens)
                .Where(word => word.StartsWith("--", StringComparison.Ordinal))
                .ToList();
        if (mistyped.Count > 0)
        {
            return mistyped.Select(NotUnderstood);
        }

        var others = parsed.Errors.Where(error => !parsed.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal)));
        return parsed.UnmatchedTokens.Select(NotUnderstood).Concat(others.Select(error => place + Line(error, parsed)));

        string NotUnderstood(string word) => $"{place}\"{word}\" is not understood";
    }

    private static string Line(ParseError error, ParseResult parsed) => error.SymbolResult switch
    {
        ArgumentResult { Parent: OptionResult { Option: var option }, Tokens: [var token, ..] } => $"{option.Name}: \"{token.Value}\" is not one of {Values(option)}",
        ArgumentResult { Parent: CommandResult, Argument: var argument } => $"{argument.Name} is missing",
        OptionResult { Tokens: [] } given => given.IdentifierTokenCount > 0 ? $"{given.Option.Name} has no value" : $"{given.Option.Name} is missing",
        OptionResult { Tokens: [var token], Option: var option } => $"{option.Name}: \"{token.Value}\" is not one of {Values(option)}",
        OptionResult { Option: var option } => $"{option.Name} is given more than once",
        CommandResult when error.Message.EndsWith("--store", StringComparison.Ordinal) => error.Message.Replace("'", "", StringComparison.Ordinal),
        CommandResult { Command: var command } when command.Options.FirstOrDefault(option => error.Message.Contains($"'{option.Name}'", StringComparison.Ordinal)) is { } option =>
            $"{option.Name} is missing",
        CommandResult { Command: var command } when command.Arguments.Count > 0 => $"{command.Arguments[0].Name} is missing",
        CommandResult { Command: var command } when command.Subcommands.Count > 0 => $"a command is missing; there are: {Words(command.Subcommands)}",
        _ => error.Message.ReplaceLineEndings(" "),
    };

    private static string Values(Option option) =>
        string.Join(", ", option.CompletionSources.SelectMany(source => source(System.CommandLine.Completions.CompletionContext.Empty)).Select(item => item.Label));

    private static string Words(IEnumerable<Command> commands) => string.Join(", ", commands.Select(command => command.Name));

    private static IEnumerable<string> Path(SymbolResult? result)
    {
        for (; result is CommandResult command; result = result.Parent)
        {
            yield return command.Command.Name;
        }
    }
}
