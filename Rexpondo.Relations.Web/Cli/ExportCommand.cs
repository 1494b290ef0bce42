using System.CommandLine;
using Rexpondo.Relations.Core.Importing;

namespace Rexpondo.Relations.Web.Cli;

/// <summary><c>export FOLDER</c></summary>
internal static class ExportCommand
{
    public static Command Build(CommandRun run)
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder; made if it does not exist." };
        var command = new Command("export", "Write the files that import reads.") { folder };
        command.SetAction((parsed, cancellationToken) => run.WithAsync<Exporter>(async exporter =>
        {
            await exporter.ExportAsync(parsed.GetRequiredValue(folder), cancellationToken);
            return ExitCode.Good;
        }));
        return command;
    }
}
