using System.CommandLine;
using Rexpondo.Relations.Core.Maintenance;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Web.Cli;

/// <summary><c>backup FILE</c>, <c>restore FILE</c>, and what <c>check --store</c> does.</summary>
internal static class StoreCommand
{
    public static Command Backup(CommandRun run)
    {
        var file = new Argument<string>("FILE") { Description = "The file to make; none is replaced." };
        var command = new Command("backup", "Write a copy of the database, also beside a running server.") { file };
        command.SetAction((parsed, cancellationToken) => RunAsync(run, (store, _, progress) =>
        {
            store.Backup(Path.GetFullPath(parsed.GetRequiredValue(file)), progress, cancellationToken);
            return ExitCode.Good;
        }));
        return command;
    }

    public static Command Restore(CommandRun run)
    {
        var file = new Argument<string>("FILE") { Description = "The file that backup has made." };
        var command = new Command("restore", "Check a backup and put it in the place of the database, which is kept beside it.") { file };
        command.SetAction((parsed, cancellationToken) => RunAsync(run, (store, services, progress) =>
        {
            var backup = Path.GetFullPath(parsed.GetRequiredValue(file));
            StoreMaintenance.ThrowIfMissing(backup);
            using var alone = services.GetRequiredService<ServerLock>();
            var kept = store.Restore(backup, finding => run.Console.Error.WriteLine(finding.What), progress, cancellationToken);
            var database = services.GetRequiredService<StoreOptions>().DatabasePath;
            run.Console.Out.WriteLine(kept is null ? $"The database {database} is new." : $"The former database is kept as {kept}.");
            return ExitCode.Good;
        }));
        return command;
    }

    public static Task<int> CheckAsync(CommandRun run, CancellationToken cancellationToken) => RunAsync(run, (store, services, progress) =>
    {
        var findings = 0;
        store.Check(
            finding =>
            {
                findings++;
                run.Console.Error.WriteLine(finding.What);
            },
            progress,
            cancellationToken);
        run.Console.Out.WriteLine(findings switch { 0 => "nothing found", 1 => "1 finding", _ => $"{findings:N0} findings" });
        return findings == 0 ? ExitCode.Good : ExitCode.Refused;
    });

    private static Task<int> RunAsync(CommandRun run, Func<StoreMaintenance, IServiceProvider, TerminalProgress?, int> work) => run.GuardAsync(services =>
    {
        using var progress = TerminalProgress.IfTerminal(run.Console.Error);
        return Task.FromResult(work(services.GetRequiredService<StoreMaintenance>(), services, progress));
    });
}
