using System.CommandLine;
using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Web.Cli;

/// <summary><c>check --login L --group G --permission K</c>: yes or no, and every source or reason. <c>check --store</c>: the database.</summary>
internal static class CheckCommand
{
    public static Command Build(CommandRun run)
    {
        var login = new Option<string>("--login") { Description = "The customer user, in any letter case." };
        var group = new Option<string>("--group") { Description = "The group, exactly as written." };
        var permission = new Option<string>("--permission") { Description = "The key, for example ro." };
        var store = new Option<bool>("--store") { Description = "Look through the database instead, and say everything that is wrong with it." };
        var command = new Command("check", "May this customer user do that with this group?") { login, group, permission, store };
        Option[] question = [login, group, permission];
        command.Validators.Add(result =>
        {
            var wanted = result.GetValue(store) ? "does not go with --store" : "is required";
            foreach (var option in question.Where(option => result.GetResult(option) is null != result.GetValue(store)))
            {
                result.AddError($"'{option.Name}' {wanted}");
            }
        });
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(store) ? StoreCommand.CheckAsync(run, cancellationToken) : run.WithAsync<AccessCheck>(check => Task.FromResult(
            Tell(run.Console, check.Ask(parsed.GetRequiredValue(login), parsed.GetRequiredValue(group), parsed.GetRequiredValue(permission))))));
        return command;
    }

    private static int Tell(CommandConsole console, AccessAnswer answer)
    {
        switch (answer)
        {
            case AccessUnknown(var side, var name):
                return console.Refuse($"there is no {Word(side)} \"{name}\"");
            case AccessAllowed(var sources):
                console.Out.WriteLine("allowed: yes");
                foreach (var source in sources)
                {
                    console.Out.WriteLine($"source: {Word(source)}");
                }

                return ExitCode.Good;
            case AccessDenied(var reasons):
                console.Out.WriteLine("allowed: no");
                foreach (var reason in reasons)
                {
                    console.Out.WriteLine($"reason: {Word(reason)}");
                }

                return ExitCode.Good;
            default:
                throw new UnreachableException();
        }
    }

    private static string Word(RelationSide? side) => side switch
    {
        RelationSide.CustomerUser => "customer user",
        RelationSide.Group => "group",
        null => "permission",
        RelationSide.Customer or RelationSide.Service or RelationSide.Everybody => throw new UnreachableException(),
    };

    private static string Word(AccessSource source) => source.Kind switch
    {
        AccessSourceKind.Direct => "direct",
        AccessSourceKind.ImpliedByRw => "implied by rw",
        AccessSourceKind.AlwaysGroup => "always group",
        AccessSourceKind.Customer => $"customer {source.CustomerId}",
        AccessSourceKind.CompanyAlwaysGroup => "always group of customers",
        AccessSourceKind.SupportOff => "group support off",
        _ => throw new UnreachableException(),
    };

    private static string Word(AccessDenial denial) => denial.Kind switch
    {
        AccessDenialKind.GroupInvalid => "the group is invalid",
        AccessDenialKind.GroupNever => "no customer user may get the group (CustomerGroupNever)",
        AccessDenialKind.PersonInvalid => "the customer user is invalid",
        AccessDenialKind.PersonBlocked => "the customer user is blocked",
        AccessDenialKind.NoDirectKey => "not direct",
        AccessDenialKind.NotAlwaysGroup => "not an always group",
        AccessDenialKind.NoCustomer => "no customer",
        AccessDenialKind.CustomerInvalid => $"customer {denial.CustomerId} is invalid",
        AccessDenialKind.CustomerLacksKey => $"customer {denial.CustomerId} does not have the key",
        AccessDenialKind.NotCompanyAlwaysGroup => "not an always group of customers",
        AccessDenialKind.SupportOn => "group support is on",
        _ => throw new UnreachableException(),
    };
}
