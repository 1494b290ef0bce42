using System.Collections.Immutable;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary><em>Why</em> of the customer users of a service: default or specific services, now and after the save.</summary>
public sealed class ServicePersonsWhy : IWhyWriter
{
    private const int NamesInRow = 3;

    /// <inheritdoc/>
    public Why Of(MatrixState state, RowName row, ImmutableArray<Grant> grants)
    {
        var world = state.Snapshot.World;
        if (world.Find(new CustomerUserId(row.Id)) is not { } person)
        {
            return Why.Nothing;
        }

        var stored = state.Snapshot.Stored[row.Id];
        var parts = ImmutableArray.CreateBuilder<WhyPart>();
        if (state.ServiceChangeOf(row.Id) is { } change)
        {
            parts.AddRange(Words(state, change));
        }
        else
        {
            parts.AddRange(TickChange.Of(state, row.Id, stored));
        }

        if (row.NotEffective is { } fault)
        {
            parts.Add(WhyWords.Fault(RelationSide.CustomerUser, fault));
        }
        else if (parts.Count == 0)
        {
            var specific = world.EffectiveSpecificServices(person);
            parts.Add(new WhyPart(WhyLook.Chip, ServiceOverrideRule.SourceFor(specific) == ServiceSource.Default
                ? Texts.DefaultServicesApplyRow
                : Say.Count(specific, Texts.SpecificServicesOne, Texts.SpecificServicesOther)));
        }

        parts.AddRange(WhyWords.Grantors(PermissionKeys.ActiveOnly, stored, grants));
        return new Why(parts.ToImmutable());
    }

    private static IEnumerable<WhyPart> Words(MatrixState state, ServiceAccessChange change)
    {
        var tree = state.Snapshot.World.Catalog.Services;
        string Name(ServiceId id) => tree.Find(id)?.FullName ?? "";
        switch (change.Before.Source, change.After.Source)
        {
            case (ServiceSource.Default, ServiceSource.Specific):
                yield return new WhyPart(change.Lost.IsEmpty ? WhyLook.Change : WhyLook.Loss, change.After.Services is [var only]
                    ? Say.Format(Texts.DefaultsToOnly, Name(only))
                    : Say.Count(change.After.Services.Length, Texts.DefaultsToSpecificOne, Texts.DefaultsToSpecificOther));
                if (!change.Lost.IsEmpty)
                {
                    yield return new WhyPart(WhyLook.Text, Say.Format(Texts.Loses, Say.List(change.Lost.Select(Name), NamesInRow)));
                }

                break;
            case (ServiceSource.Specific, ServiceSource.Default):
                yield return new WhyPart(WhyLook.Loss, Texts.BackToDefaults);
                break;
            default:
                yield return new WhyPart(
                    change.Lost.IsEmpty ? WhyLook.Change : WhyLook.Loss,
                    Say.Format(Texts.SpecificCountTo, change.Before.Services.Length, change.After.Services.Length));
                break;
        }
    }
}
