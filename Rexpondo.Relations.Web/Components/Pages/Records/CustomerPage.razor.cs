using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.Records;

/// <summary>A customer: its fields, its persons and what it gives them.</summary>
public sealed partial class CustomerPage(CustomerEditor editor, DetailReader details)
{
    private readonly RecordAccess<CustomerFields> access = new(
        new CustomerFields(),
        id => editor.Read(new(id)),
        (wanted, agent, reason, cancellationToken) => editor.AddAsync(wanted, agent, reason, DraftScreen.Of(RelationSide.Customer, null), cancellationToken),
        (id, seen, wanted, agent, reason, cancellationToken) =>
            editor.SaveAsync(new(id), seen, wanted, agent, reason, DraftScreen.Of(RelationSide.Customer, id), cancellationToken),
        (id, wanted) => editor.Preview(new(id), wanted));

    private CustomerDetail? detail;

    /// <summary>Number of the customer; null for a new one.</summary>
    [Parameter] public int? Id { get; set; }

    /// <summary>The address one came from.</summary>
    [SupplyParameterFromQuery] public string? From { get; set; }

    private string Persons => (detail!.Customer.Validity, detail.Primary + detail.Further) switch
    {
        (not Validity.Valid, _) => Texts.CustomerInvalidGivesNothing,
        (_, 0) => Texts.CustomerWithoutPersons,
        (_, var count) => Say.Count(count, Texts.CountCustomerUsersOne, Texts.CountCustomerUsersOther),
    };

    /// <inheritdoc/>
    protected override void OnParametersSet() => Load();

    private void Load() => detail = Id is { } id ? details.Customer(new CustomerNumber(id)) : null;
}
