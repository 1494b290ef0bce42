using System.Collections.Immutable;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Watching;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// What others have just changed on an open relation screen, row by row, until the agent touches the screen again; what was
/// changed under a pending edit stays said until that edit is saved or given up.
/// </summary>
public sealed class MatrixNews
{
    /// <summary>Above so many rows at once one line says so, and no row does.</summary>
    public const int MaxRows = 20;

    private ImmutableDictionary<int, RowNews> rows = ImmutableDictionary<int, RowNews>.Empty;

    /// <summary>What is to be said of a row, or null.</summary>
    public RowNews? Of(int row) => rows.GetValueOrDefault(row);

    /// <summary>Takes over what others changed in this matrix.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="sets">Change sets of others, in their order.</param>
    /// <param name="pending">What is pending once they are taken over.</param>
    /// <returns>What is said in one line; null if nothing changed here.</returns>
    public NewsLine? Take(MatrixId matrix, IEnumerable<ChangedSet> sets, EditSet pending)
    {
        var fresh = Changed(matrix, sets, pending);
        if (fresh.Count == 0)
        {
            return null;
        }

        rows = rows.SetItems(fresh.Count > MaxRows ? fresh.Where(row => row.Value.UnderMyEdit) : fresh);
        return new NewsLine([.. fresh.Values.Select(row => row.Agent).Distinct()], fresh.Count);
    }

    /// <summary>Takes over what others changed under pending edits while the screen was not open.</summary>
    public void Recall(MatrixId matrix, IEnumerable<ChangedSet> sets, EditSet pending) =>
        rows = rows.SetItems(Changed(matrix, sets, pending).Where(row => row.Value.UnderMyEdit));

    /// <summary>The agent touched the screen: what she has seen is said no longer.</summary>
    /// <param name="stillPending">Rows with pending edits: what was changed under them stays said.</param>
    public void Touched(Core.Searching.IdSet stillPending) =>
        rows = rows.Where(row => row.Value.UnderMyEdit && stillPending.Contains(row.Key)).ToImmutableDictionary();

    private Dictionary<int, RowNews> Changed(MatrixId matrix, IEnumerable<ChangedSet> sets, EditSet pending)
    {
        var fresh = new Dictionary<int, RowNews>();
        var mine = pending.Rows(matrix.FixedId);
        foreach (var set in sets)
        {
            foreach (var cell in set.Cells.Where(cell => cell.IsOf(matrix)))
            {
                var row = cell.RowOf(matrix);
                fresh[row] = new RowNews(
                    set.Login, set.At, rows.GetValueOrDefault(row)?.IsOdd != true, cell.New - cell.Old, cell.Old - cell.New, mine.Contains(row));
            }
        }

        return fresh;
    }
}

/// <summary>One line about what others changed.</summary>
/// <param name="Agents">Who.</param>
/// <param name="Rows">How many rows.</param>
public sealed record NewsLine(ImmutableArray<string> Agents, int Rows)
{
    /// <summary>Both as one line.</summary>
    public NewsLine And(NewsLine other) => new([.. Agents.Union(other.Agents)], Rows + other.Rows);
}
