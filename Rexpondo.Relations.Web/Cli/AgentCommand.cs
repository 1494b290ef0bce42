using System.CommandLine;
using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;

namespace Rexpondo.Relations.Web.Cli;

/// <summary><c>agent add|password|disable LOGIN</c></summary>
internal static class AgentCommand
{
    public static Command Build(CommandRun run) => new("agent", "Who uses this program.") { Add(run), Password(run), Disable(run) };

    private static Command Add(CommandRun run)
    {
        var (login, role) = (Login(), new Option<string>("--role") { Description = "admin edits, auditor sees.", Required = true });
        role.AcceptOnlyFromAmong("admin", "auditor");
        var command = new Command("add", "Add an agent; the password is a line of standard input.") { login, role };
        command.SetAction((parsed, cancellationToken) => run.MakingAsync<AgentDirectory>(agents => WithPasswordAsync(run, async password =>
        {
            var change = await agents.AddAsync(
                parsed.GetRequiredValue(login), parsed.GetValue(role) == "admin" ? AgentRole.Admin : AgentRole.Auditor, password, cancellationToken);
            if (change is AgentSaved)
            {
                run.SayIfMade();
            }

            return change;
        })));
        return command;
    }

    private static Command Password(CommandRun run)
    {
        var login = Login();
        var command = new Command("password", "Set the password of an agent, a line of standard input; her sessions end.") { login };
        command.SetAction((parsed, cancellationToken) =>
            run.WithAsync<AgentDirectory>(agents => WithPasswordAsync(run, password => agents.SetPasswordAsync(parsed.GetRequiredValue(login), password, cancellationToken))));
        return command;
    }

    private static Command Disable(CommandRun run)
    {
        var login = Login();
        var command = new Command("disable", "An agent can no longer sign in; her sessions end.") { login };
        command.SetAction((parsed, cancellationToken) => run.WithAsync<AgentDirectory>(async agents =>
            Tell(run.Console, await agents.DisableAsync(parsed.GetRequiredValue(login), cancellationToken))));
        return command;
    }

    private static Argument<string> Login() => new("LOGIN") { Description = "The agent's login." };

    private static async Task<int> WithPasswordAsync(CommandRun run, Func<string, Task<AgentChange>> change) => run.Console.ReadPassword() is { } password
        ? Tell(run.Console, await change(password))
        : run.Console.Refuse(Console.IsInputRedirected ? "standard input has no password" : "the two passwords differ");

    private static int Tell(CommandConsole console, AgentChange change) => change switch
    {
        AgentSaved => ExitCode.Good,
        AgentRefused refused => console.Refuse(refused.Reason),
        _ => throw new UnreachableException(),
    };
}
