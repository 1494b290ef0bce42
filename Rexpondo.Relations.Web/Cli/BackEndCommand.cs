using System.CommandLine;
using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;

namespace Rexpondo.Relations.Web.Cli;

/// <summary><c>backend check NAME</c></summary>
internal static class BackEndCommand
{
    private static readonly (string Name, Func<SourcePerson, string?> Value)[] Fields =
    [
        ("id", person => person.ExternalId), ("login", person => person.Login), ("title", person => person.Title),
        ("first_name", person => person.FirstName), ("last_name", person => person.LastName), ("email", person => person.Email),
        ("customer_id", person => person.CustomerId), ("phone", person => person.Phone), ("mobile", person => person.Mobile),
        ("valid", person => person.Validity.ToText()),
    ];

    public static Command Build(CommandRun run)
    {
        var name = new Argument<string>("NAME") { Description = "The back end, in any letter case." };
        var check = new Command("check", "Read a back end and show ten persons and every problem; write nothing.") { name };
        check.SetAction((parsed, cancellationToken) => run.TryingAsync<BackEndCheck>(async back =>
            Tell(run.Console, await AskAsync(run.Console, back, parsed.GetRequiredValue(name), cancellationToken))));
        return new Command("backend", "Where further customer users come from.") { check };
    }

    private static async Task<BackEndAnswer> AskAsync(CommandConsole console, BackEndCheck back, string name, CancellationToken cancellationToken)
    {
        using var progress = TerminalProgress.IfTerminal(console.Error);
        return await back.AskAsync(name, progress, cancellationToken);
    }

    private static int Tell(CommandConsole console, BackEndAnswer answer)
    {
        foreach (var mistake in answer.Mistakes)
        {
            console.Error.WriteLine(mistake);
        }

        switch (answer)
        {
            case BackEndUnknown(var name, var known, _):
                return console.Refuse($"there is no back end \"{name}\"; there are: {(known.IsEmpty ? "none" : string.Join(", ", known))}");
            case BackEndRead read:
                return Tell(console, read);
            default:
                throw new UnreachableException();
        }
    }

    private static int Tell(CommandConsole console, BackEndRead read)
    {
        foreach (var line in TextTable.Lines(Fields, [.. read.Persons]))
        {
            console.Out.WriteLine(line);
        }

        switch (read.Outcome)
        {
            case Mirrored mirrored:
                Problems(console, mirrored.Problems);
                Summary(console, read, mirrored.Problems.Length);
                console.Out.WriteLine(
                    $"a refresh would add {mirrored.Added:N0}, change {mirrored.Changed:N0}, make {mirrored.MadeInvalid:N0} invalid; nothing written");
                return ExitCode.Good;
            case MirrorStopped stopped:
                Problems(console, stopped.Problems);
                Summary(console, read, stopped.Problems.Length);
                return console.Refuse(
                    $"a refresh would add {stopped.Added:N0}, change {stopped.Changed:N0}, and keep {Plural.Of(stopped.MadeInvalid, "removal")} waiting: {stopped.Reason}");
            case MirrorFailed failed:
                foreach (var problem in failed.Problems)
                {
                    console.Error.WriteLine(problem);
                }

                return ExitCode.Refused;
            default:
                throw new UnreachableException();
        }
    }

    private static void Summary(CommandConsole console, BackEndRead read, int problems)
    {
        var shown = read.Total > read.Persons.Length ? $" (the first {read.Persons.Length} above)" : "";
        var from = read.Origin is { } origin ? $" from {origin}" : "";
        console.Out.WriteLine($"{Plural.Of(read.Total, "customer user")} in {read.BackEnd.Source.Connection}{shown}, read in {read.Took.TotalSeconds:F1} s{from}");

        // A source without an interval is read when it changed, and then whole.
        if (read.BackEnd.Source.Interval is not null)
        {
            console.Out.WriteLine(
                !read.SaysWhatChanges ? "every refresh reads everybody: the source does not say of everybody when she was changed"
                : problems > 0 ? "every refresh reads everybody as long as there is a problem"
                : "once mirrored, a refresh asks only for what changed");
        }
    }

    private static void Problems(CommandConsole console, IEnumerable<MirrorProblem> problems)
    {
        foreach (var problem in problems)
        {
            console.Error.WriteLine(problem);
        }
    }
}
