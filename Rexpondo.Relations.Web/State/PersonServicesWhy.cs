using System.Collections.Immutable;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary><em>Why</em> of the services of a customer user: which are defaults, and whether these apply.</summary>
public sealed class PersonServicesWhy : IWhyWriter
{
    /// <inheritdoc/>
    public Why Of(MatrixState state, RowName row, ImmutableArray<Grant> grants)
    {
        var world = state.Snapshot.World;
        var person = world.Find(new CustomerUserId(state.Matrix.FixedId))!;
        var stored = state.Snapshot.Stored[row.Id];
        var parts = ImmutableArray.CreateBuilder<WhyPart>();
        parts.AddRange(TickChange.Of(state, row.Id, stored));
        if (row.NotEffective is { } fault)
        {
            parts.Add(WhyWords.Fault(RelationSide.Service, fault));
            if (!stored.IsEmpty)
            {
                parts.Add(new WhyPart(WhyLook.Text, Texts.DoesNotOverride));
            }
        }

        if (world.Catalog.DefaultServices.Contains(new ServiceId(row.Id)))
        {
            parts.Add(new WhyPart(WhyLook.Chip, Texts.DefaultServiceChip));
            var after = state.ServiceChangeOf(person.Id)?.After.Source ?? world.ServiceSourceOf(person);
            if (row.NotEffective is null && DefaultWords(world.ServiceSourceOf(person), after) is { } words)
            {
                parts.Add(new WhyPart(WhyLook.Text, words));
            }
        }

        parts.AddRange(WhyWords.Grantors(PermissionKeys.ActiveOnly, stored, grants));
        return new Why(parts.ToImmutable());
    }

    private static string DefaultWords(ServiceSource now, ServiceSource then) => (now, then) switch
    {
        (ServiceSource.Default, ServiceSource.Specific) => Texts.WillNoLongerApply,
        (ServiceSource.Specific, ServiceSource.Default) => Texts.WillApply,
        (ServiceSource.Default, _) => Texts.Applies,
        _ => Texts.DoesNotApply,
    };
}
