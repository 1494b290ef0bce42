using System.CommandLine;
using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Web.Cli;

/// <summary><c>import FOLDER [--dry-run] [--ignore-other-files]</c></summary>
internal static class ImportCommand
{
    private static readonly ChangeAuthor Author = new(null, "command line", ChangeWay.Import);

    public static Command Build(CommandRun run)
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder of the files." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what an import would do; write nothing." };
        var ignoreOthers = new Option<bool>("--ignore-other-files") { Description = "Pass over .csv and .json files of other names." };
        var command = new Command("import", "Add and update from the files of a folder; all or nothing.") { folder, dryRun, ignoreOthers };
        command.SetAction((parsed, cancellationToken) =>
        {
            var dry = parsed.GetValue(dryRun);
            return dry ? run.TryingAsync<Importer>(ImportAsync) : run.MakingAsync<Importer>(ImportAsync);

            async Task<int> ImportAsync(Importer importer)
            {
                using var progress = TerminalProgress.IfTerminal(run.Console.Error);
                var result = await importer.ImportAsync(
                    parsed.GetRequiredValue(folder), parsed.GetValue(ignoreOthers), Author, dry, progress, cancellationToken);
                progress?.Dispose();
                if (result is Imported && !dry)
                {
                    run.SayIfMade();
                }

                return Tell(run.Console, result, dry);
            }
        });
        return command;
    }

    private static int Tell(CommandConsole console, ImportResult result, bool dryRun)
    {
        switch (result)
        {
            case ImportRefused(var problems):
                foreach (var problem in problems)
                {
                    console.Error.WriteLine(problem);
                }

                return ExitCode.Refused;
            case Imported(var changeSet, var files, var warnings, var rehearsal):
                foreach (var warning in warnings)
                {
                    console.Error.WriteLine(warning);
                }

                foreach (var file in files)
                {
                    console.Out.WriteLine($"{file.Name}: {file.Added} added, {file.Changed} changed");
                }

                if (rehearsal is { Consequences: var consequences })
                {
                    console.Out.WriteLine(
                        $"customer users: {Plural.Of(consequences.Gain.Count, "gains", "gain")} access, {Plural.Of(consequences.Lose.Count, "loses", "lose")} access, "
                        + $"{Plural.Of(consequences.NoGroupLeft.Count, "has", "have")} no group left, "
                        + $"{Plural.Of(consequences.LoseDefaults.Count, "loses", "lose")} default services, {Plural.Of(consequences.FallBack.Count, "falls", "fall")} back to them");
                }

                console.Out.WriteLine(dryRun ? "dry run, nothing written" : changeSet is null ? "nothing to write" : $"change set {changeSet}");
                return ExitCode.Good;
            default:
                throw new UnreachableException();
        }
    }
}
