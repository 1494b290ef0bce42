using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Records;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.Records;

/// <summary>A customer user: her fields, what she may do with every source of it, and what ends it all.</summary>
public sealed partial class CustomerUserPage(
    CustomerUserEditor editor, PersonRelations relations, DetailReader details, MatrixReader reader, CatalogReader catalogs, Choice choice, Notifier notifier)
{
    private readonly RecordAccess<CustomerUserFields> access = new(
        new CustomerUserFields(),
        id => editor.Read(new(id)),
        (wanted, agent, reason, cancellationToken) => editor.AddAsync(wanted, agent, reason, DraftScreen.Of(RelationSide.CustomerUser, null), cancellationToken),
        (id, seen, wanted, agent, reason, cancellationToken) =>
            editor.SaveAsync(new(id), seen, wanted, agent, reason, DraftScreen.Of(RelationSide.CustomerUser, id), cancellationToken),
        (id, wanted) => editor.Preview(new(id), wanted));

    private Picker picker = null!;
    private PersonDetail? detail;

    /// <summary>Number of the customer user; null for a new one.</summary>
    [Parameter] public int? Id { get; set; }

    /// <summary>The address one came from.</summary>
    [SupplyParameterFromQuery] public string? From { get; set; }

    [CascadingParameter]
    private CurrentAgent Agent { get; set; } = null!;

    private CustomerUserId Person => new(Id!.Value);

    private bool IsOwn => detail is null or { User.BackEnd: BackEnd.DefaultName };

    private string? ReadOnlyWhy => IsOwn ? null : Say.Format(Texts.PersonOfBackEnd, detail!.User.BackEnd);

    private string FurtherCustomers => $"/customer-users-customers/customer-users/{Id}";

    private List<Customer> Further => [.. detail!.Customers.Skip(detail.User.CustomerId is null ? 0 : 1)];

    private string AccessNow => Say.Format(
        Texts.AccessNow,
        Say.Count(detail!.Groups.Count, Texts.GroupsOne, Texts.GroupsOther),
        Say.Count(detail.User.Counts ? detail.Services.Count : 0, Texts.ServicesOne, Texts.ServicesOther));

    /// <inheritdoc/>
    protected override void OnInitialized() => picker = Picker.Customers(reader);

    /// <inheritdoc/>
    protected override void OnParametersSet() => Load();

    private void Load() => detail = Id is null ? null : details.Person(Person);

    private async Task SetInvalidAsync(RecordAction action)
    {
        if (editor.Read(Person) is not { } now)
        {
            return;
        }

        var (name, invalid) = (detail!.User.Name, now with { Validity = Validity.Invalid });
        if (await AskAsync(
            Say.Format(Texts.SetInvalidTitle, name), Texts.SetInvalid, kept => (editor.Preview(Person, invalid), [], [Keeps(kept)])) is { } reason)
        {
            await action.RunAsync(cancellationToken => editor.SaveAsync(Person, now, invalid, Agent.Id, reason, cancellationToken), Say.Format(Texts.SetInvalidDone, name));
        }
    }

    private async Task BlockAsync(RecordAction action)
    {
        var (name, block) = (detail!.User.Name, !detail.User.Blocked);
        if (await AskAsync(
            Say.Format(block ? Texts.BlockTitle : Texts.UnblockTitle, name),
            block ? Texts.Block : Texts.Unblock,
            kept => (editor.PreviewBlock(Person, block), [], [block ? Keeps(kept) : Say.Format(Texts.UnblockRestores, detail!.User.BackEnd)])) is { } reason)
        {
            await action.RunAsync(
                cancellationToken => editor.BlockAsync(Person, block, Agent.Id, reason, cancellationToken), Say.Format(block ? Texts.BlockDone : Texts.UnblockDone, name));
        }
    }

    private async Task WithdrawAllAsync(RecordAction action)
    {
        if (relations.Preview(Person) is { Rows: 0 })
        {
            notifier.Say(Say.Format(Texts.NothingToWithdraw, detail!.User.Name));
            return;
        }

        var rows = "";
        if (await AskAsync(
            Say.Format(Texts.WithdrawAllRelationsTitle, detail!.User.Name),
            Texts.WithdrawAllRelations,
            now => (now.Ends, [Say.Format(Texts.WithdrawsRows, rows = Rows(now))], [.. WithdrawalWords.Remains(now, catalogs.Read())])) is { } reason)
        {
            await action.RunAsync(cancellationToken => relations.WithdrawAllAsync(Person, Agent.Id, reason, cancellationToken), Say.Format(Texts.WithdrawnRows, rows));
        }
    }

    // Gives the reason; null if the agent does not want it, or there is no such person any more.
    private async Task<string?> AskAsync(string title, string yes, Func<Withdrawal, (Consequences Would, List<string> Before, List<string> After)> look)
    {
        string? reason = null;
        (Consequences? Would, List<string> Before, List<string> After) seen = (null, [], []);
        return await Confirmation.AskAsync(
            () =>
            {
                seen = relations.Preview(Person) is { } now ? look(now) : (null, [], []);
                return Task.FromResult(seen.Would);
            },
            async (would, confirmed) =>
            {
                List<string> lines = [.. ConsequenceWords.Changed(confirmed, would, Names), .. seen.Before, .. Words(would), .. seen.After];
                return (reason = await choice.AskReasonAsync(title, lines, [yes, Texts.Back], reason ?? "")) is not null;
            },
            always: true)
            ? reason
            : null;
    }

    private IReadOnlyList<string> Names(IReadOnlyList<int> persons) => [.. persons.Select(_ => detail!.User.Name)];

    private static string Rows(Withdrawal withdrawal) => WithdrawalWords.Rows(withdrawal);

    private static string Keeps(Withdrawal kept) => kept.Rows == 0 ? Texts.NothingIsDeleted : Say.Count(kept.Rows, Texts.StaysAssignedOne, Texts.StaysAssignedOther, Rows(kept));

    private List<string> Words(Consequences consequences)
    {
        var lines = ConsequenceWords.Of(consequences, catalogs.Read(), Names, fixedPerson: true);
        return lines.Count == 0 ? [Texts.NoAccessChanges] : [.. lines.Select(line => Say.Format(Texts.Sentence, line.Text))];
    }
}
