using System.Collections.Immutable;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary><em>Why</em> of Customer Users ↔ Customers, from either side: which customer is the primary one, and what a customer gives.</summary>
public sealed class PersonCustomersWhy : IWhyWriter
{
    private const int NamesInRow = 3;

    /// <inheritdoc/>
    public Why Of(MatrixState state, RowName row, ImmutableArray<Grant> grants)
    {
        var world = state.Snapshot.World;
        var (left, right) = state.Matrix.Pair(row.Id);
        if (world.Find(new CustomerUserId(left)) is not { } person || world.Find(new CustomerNumber(right)) is not { } customer)
        {
            return Why.Nothing;
        }

        var stored = state.Snapshot.Stored[row.Id];
        var parts = ImmutableArray.CreateBuilder<WhyPart>();
        parts.AddRange(TickChange.Of(state, row.Id, stored));
        if (row.NotEffective is { } fault)
        {
            parts.Add(WhyWords.Fault(state.Matrix.RowSide, fault));
        }

        if (person.Primary == customer.Id)
        {
            parts.Add(new WhyPart(WhyLook.Chip, Texts.PrimaryCustomer));
        }

        if (state.Matrix.RowSide == RelationSide.Customer && customer.Valid)
        {
            var groups = world.GroupsOf(customer).Select(group => group.Name).Order(StringComparer.Ordinal).ToList();
            if (groups.Count > 0)
            {
                parts.Add(new WhyPart(WhyLook.Text, Say.Format(Texts.CustomerGives, Say.List(groups, NamesInRow))));
            }
        }

        parts.AddRange(WhyWords.Grantors(PermissionKeys.ActiveOnly, stored, grants));
        return new Why(parts.ToImmutable());
    }
}
