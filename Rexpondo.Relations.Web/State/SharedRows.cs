using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// Rows of a matrix as every screen shows them on which nothing is pending: worked out once for all who look at the same
/// snapshot. After a save by somebody the others draw the same rows.
/// </summary>
public static class SharedRows
{
    // Rows of one snapshot that are remembered; who scrolls on works them out alone.
    private const int AtMost = 2000;

    private static readonly ConditionalWeakTable<MatrixSnapshot, ConcurrentDictionary<(int Row, Type Why, bool MayEdit), Shared>> Known = [];

    /// <summary>A row.</summary>
    /// <param name="state">The screen.</param>
    /// <param name="name">What the row is called.</param>
    /// <param name="grants">Who granted what is stored in it.</param>
    /// <param name="why">Writes the last column.</param>
    /// <param name="me">The agent's login.</param>
    /// <param name="now">The time.</param>
    public static MatrixRow Of(MatrixState state, RowName name, ImmutableArray<Grant> grants, IWhyWriter why, string me, DateTimeOffset now)
    {
        if (!state.Edits.IsEmpty || state.News.Of(name.Id) is not null || state.NoLongerMatching.Contains(name.Id) || state.Context.Contains(name.Id))
        {
            return MatrixRow.Of(state, name, why.Of(state, name, grants), me, now);
        }

        var rows = Known.GetOrCreateValue(state.Snapshot);
        var key = (name.Id, why.GetType(), state.MayEdit);
        if (rows.TryGetValue(key, out var known) && known.Grants == grants && known.Row.Name == name)
        {
            return known.Row;
        }

        var row = MatrixRow.Of(state, name, why.Of(state, name, grants), me, now);
        if (rows.Count < AtMost)
        {
            rows[key] = new Shared(row, grants);
        }

        return row;
    }

    private sealed record Shared(MatrixRow Row, ImmutableArray<Grant> Grants);
}
