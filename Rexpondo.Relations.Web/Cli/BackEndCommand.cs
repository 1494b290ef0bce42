using System.CommandLine;
using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Importing;

namespace Rexpondo.Relations.Web.Cli;

/// <summary><c>backend check NAME</c></summary>
internal static class BackEndCommand
{
    public static Command Build(CommandRun run)
    {
        var name = new Argument<string>("NAME") { Description = "The back end, in any letter case." };
        var check = new Command("check", "Read a back end and show ten persons and every problem; write nothing.") { name };
        check.SetAction((parsed, cancellationToken) => run.WithAsync<BackEndCheck>(async back =>
            Tell(run.Console, await back.AskAsync(parsed.GetRequiredValue(name), cancellationToken))));
        return new Command("backend", "Where further customer users come from.") { check };
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
        if (read.Persons.Length > 0)
        {
            console.Out.Write(CsvText.Row("id", "login", "title", "first_name", "last_name", "email", "customer_id", "phone", "mobile", "valid"));
            foreach (var person in read.Persons)
            {
                console.Out.Write(CsvText.Row(
                    person.ExternalId ?? "", person.Login, person.Title ?? "", person.FirstName, person.LastName, person.Email, person.CustomerId,
                    person.Phone ?? "", person.Mobile ?? "", person.Validity.ToText()));
            }
        }

        switch (read.Outcome)
        {
            case Mirrored mirrored:
                Problems(console, mirrored.Problems);
                console.Out.WriteLine(
                    $"{read.Total} customer users in {read.BackEnd.Source.Connection}; a refresh would add {mirrored.Added}, "
                    + $"change {mirrored.Changed}, make {mirrored.MadeInvalid} invalid; nothing written");
                return ExitCode.Good;
            case MirrorStopped stopped:
                Problems(console, stopped.Problems);
                return console.Refuse($"a refresh would stop: {stopped.Reason}");
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

    private static void Problems(CommandConsole console, IEnumerable<MirrorProblem> problems)
    {
        foreach (var problem in problems)
        {
            console.Error.WriteLine(problem);
        }
    }
}
