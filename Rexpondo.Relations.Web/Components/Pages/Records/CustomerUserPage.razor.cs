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
        if (editor.Read(Person) is not { } now || relations.Preview(Person) is not { } kept)
        {
            return;
        }

        var invalid = now with { Validity = Validity.Invalid };
        List<string> lines = [.. Words(editor.Preview(Person, invalid)), Keeps(kept)];
        if (await choice.AskReasonAsync(Say.Format(Texts.SetInvalidTitle, detail!.User.Name), lines, [Texts.SetInvalid, Texts.Back]) is { } reason)
        {
            await action.RunAsync(
                cancellationToken => editor.SaveAsync(Person, now, invalid, Agent.Id, reason, cancellationToken), Say.Format(Texts.SetInvalidDone, detail.User.Name));
        }
    }

    private async Task BlockAsync(RecordAction action)
    {
        if (relations.Preview(Person) is not { } kept)
        {
            return;
        }

        var (name, block) = (detail!.User.Name, !detail.User.Blocked);
        List<string> lines = [.. Words(editor.PreviewBlock(Person, block))];
        lines.Add(block ? Keeps(kept) : Say.Format(Texts.UnblockRestores, detail.User.BackEnd));
        var title = Say.Format(block ? Texts.BlockTitle : Texts.UnblockTitle, name);
        if (await choice.AskReasonAsync(title, lines, [block ? Texts.Block : Texts.Unblock, Texts.Back]) is { } reason)
        {
            await action.RunAsync(
                cancellationToken => editor.BlockAsync(Person, block, Agent.Id, reason, cancellationToken), Say.Format(block ? Texts.BlockDone : Texts.UnblockDone, name));
        }
    }

    private async Task WithdrawAllAsync(RecordAction action)
    {
        if (relations.Preview(Person) is not { } withdrawal)
        {
            return;
        }

        if (withdrawal.Rows == 0)
        {
            notifier.Say(Say.Format(Texts.NothingToWithdraw, detail!.User.Name));
            return;
        }

        List<string> lines = [Say.Format(Texts.WithdrawsRows, Rows(withdrawal)), .. Words(withdrawal.Ends), .. WithdrawalWords.Remains(withdrawal, catalogs.Read())];
        if (await choice.AskReasonAsync(Say.Format(Texts.WithdrawAllRelationsTitle, detail!.User.Name), lines, [Texts.WithdrawAllRelations, Texts.Back]) is { } reason)
        {
            await action.RunAsync(cancellationToken => relations.WithdrawAllAsync(Person, Agent.Id, reason, cancellationToken), Say.Format(Texts.WithdrawnRows, Rows(withdrawal)));
        }
    }

    private static string Rows(Withdrawal withdrawal) => WithdrawalWords.Rows(withdrawal);

    private static string Keeps(Withdrawal kept) => kept.Rows == 0 ? Texts.NothingIsDeleted : Say.Format(Texts.StaysAssigned, Rows(kept));

    private List<string> Words(Consequences consequences)
    {
        var lines = ConsequenceWords.Of(consequences, catalogs.Read(), persons => [.. persons.Select(_ => detail!.User.Name)], fixedPerson: true);
        return lines.Count == 0 ? [Texts.NoAccessChanges] : [.. lines.Select(line => Say.Format(Texts.Sentence, line.Text))];
    }
}
