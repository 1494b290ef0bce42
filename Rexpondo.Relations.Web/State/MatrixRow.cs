using System.Collections.Immutable;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Web.State;

/// <summary>All that one row shows. Compared by value: a row that shows the same is not drawn again.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Shown">Keys that are shown ticked.</param>
/// <param name="Locked">Keys whose box cannot be clicked.</param>
/// <param name="Granting">Keys with a pending grant.</param>
/// <param name="Withdrawing">Keys with a pending withdrawal.</param>
/// <param name="IsContext">An ancestor of a hit, not a hit itself.</param>
/// <param name="Why">The last column.</param>
public sealed record MatrixRow(
    RowName Name, PermissionSet Shown, PermissionSet Locked, PermissionSet Granting, PermissionSet Withdrawing, bool IsContext, Why Why)
{
    /// <summary>True with a pending change.</summary>
    public bool IsChanged => !(Granting | Withdrawing).IsEmpty;

    /// <summary>What somebody else has just done to the row, or null.</summary>
    public RowNews? News { get; init; }

    /// <summary>The row is tinted for a moment.</summary>
    public bool Flashes { get; init; }

    /// <summary>Draws a row from the state.</summary>
    /// <param name="state">The screen.</param>
    /// <param name="name">What the row is called.</param>
    /// <param name="why">What its last column says, without news.</param>
    /// <param name="me">The agent's login.</param>
    /// <param name="now">The time.</param>
    public static MatrixRow Of(MatrixState state, RowName name, Why why, string me = "", DateTimeOffset now = default)
    {
        var stored = state.Snapshot.Stored[name.Id];
        var (set, clear) = state.Edits.Masks(state.Matrix.FixedId, name.Id);
        var shown = state.ShownKeys(name.Id);
        var locked = state.Snapshot.Keys.All.Where(key => state.IsLocked(name.Id, key)).Aggregate(PermissionSet.None, (all, key) => all | key.Set);
        return new MatrixRow(
            name,
            shown | state.Snapshot.Keys.Included(shown),
            locked,
            set - stored,
            clear & stored,
            state.Context.Contains(name.Id),
            NewsWords.In(why, NewsOf(state, name.Id, stored, me, now)))
        {
            News = state.News.Of(name.Id),
            Flashes = state.News.Of(name.Id)?.IsFresh(now) == true,
        };
    }

    private static ImmutableArray<WhyPart> NewsOf(MatrixState state, int row, PermissionSet stored, string me, DateTimeOffset now)
    {
        var parts = ImmutableArray<WhyPart>.Empty;
        if (state.News.Of(row) is { } news)
        {
            var pending = state.Edits.Masks(state.Matrix.FixedId, row) != (PermissionSet.None, PermissionSet.None);
            parts = parts.Add(NewsWords.Of(news with { UnderMyEdit = news.UnderMyEdit && pending }, state.Snapshot.Keys, stored, me, now));
        }

        return state.NoLongerMatching.Contains(row) ? parts.Add(NewsWords.NoLongerMatches) : parts;
    }
}
