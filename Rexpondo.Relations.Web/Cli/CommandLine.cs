using System.CommandLine;
using System.CommandLine.Invocation;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Web.Cli;

/// <summary>The whole program from its first word: without a command it is the server.</summary>
internal static class CommandLine
{
    /// <summary>Runs; gives the exit code (<see cref="ExitCode"/>).</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (settings, words) = SettingWords.Split(args);
        using var console = new CommandConsole();
        try
        {
            return words.Length == 0 ? await ServeAsync(settings) : await RunCommandAsync(words, new CommandRun(settings, console));
        }
        catch (Exception e) when (e is StoreException or InvalidDataException or IOException)
        {
            return console.Refuse(e.Message);
        }
        catch (System.Data.Common.DbException e)
        {
            return console.Refuse($"{StoreFault.Words(e)}.");
        }
    }

    private static async Task<int> ServeAsync(string[] settings)
    {
        await using var app = await RelationsApp.StartAsync(settings);
        await app.WaitForShutdownAsync();
        return ExitCode.Good;
    }

    private static async Task<int> RunCommandAsync(string[] words, CommandRun run)
    {
        var root = new RootCommand("Rexpondo Relations. Without a command it is the server.")
        {
            ImportCommand.Build(run),
            ExportCommand.Build(run),
            ReportCommand.Build(run),
            AgentCommand.Build(run),
            CheckCommand.Build(run),
            BackEndCommand.Build(run),
            StoreCommand.Backup(run),
            StoreCommand.Restore(run),
        };
        root.Directives.Clear();
        // A login may begin with @; it is not a file of further words.
        var parsed = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var line in UsageErrors.Of(parsed))
            {
                await run.Console.Error.WriteLineAsync(line);
            }

            await run.Console.Error.WriteLineAsync("--help says what is possible.");
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = run.Console.Out, Error = run.Console.Error, EnableDefaultExceptionHandler = false });
    }
}
