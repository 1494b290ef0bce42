using System.Collections.Immutable;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Web.State;

/// <summary><em>Why</em> of the default services.</summary>
public sealed class DefaultServicesWhy : IWhyWriter
{
    /// <inheritdoc/>
    public Why Of(MatrixState state, RowName row, ImmutableArray<Grant> grants)
    {
        var stored = state.Snapshot.Stored[row.Id];
        IEnumerable<WhyPart> fault = row.NotEffective is { } why ? [WhyWords.Fault(RelationSide.Service, why)] : [];
        return new Why([.. TickChange.Of(state, row.Id, stored), .. fault, .. WhyWords.Grantors(PermissionKeys.ActiveOnly, stored, grants)]);
    }
}
