using System.CommandLine;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Web.Cli;

/// <summary><c>report access [--format ndjson|csv] [--login L]</c></summary>
internal static class ReportCommand
{
    private const string Ndjson = "ndjson", Csv = "csv";

    public static Command Build(CommandRun run)
    {
        var format = new Option<string>("--format") { Description = "One JSON object for each line, or CSV.", DefaultValueFactory = _ => Ndjson };
        format.AcceptOnlyFromAmong(Ndjson, Csv);
        var login = new Option<string?>("--login") { Description = "Only this customer user, in any letter case." };
        var access = new Command("access", "What every valid customer user has.") { format, login };
        access.SetAction((parsed, cancellationToken) => run.WithAsync<AccessReport>(async report =>
            report.Read(parsed.GetValue(login)) is { } table
                ? await WriteAsync(table, parsed.GetValue(format) == Csv, run.Console, cancellationToken)
                : run.Console.Refuse($"there is no customer user \"{parsed.GetValue(login)}\"")));
        return new Command("report", "Answers for everybody.") { access };
    }

    private static async Task<int> WriteAsync(AccessTable table, bool csv, CommandConsole console, CancellationToken cancellationToken)
    {
        if (await AccessReportText.WriteAsync(table, csv, console.OutBytes, cancellationToken) == 0)
        {
            await console.Error.WriteLineAsync("nobody to report: only valid customer users have a line");
        }

        return ExitCode.Good;
    }
}
