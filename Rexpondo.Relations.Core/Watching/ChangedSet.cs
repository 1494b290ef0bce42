using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Watching;

/// <summary>One cell of a relation that a change set changed.</summary>
/// <param name="Kind">The relation.</param>
/// <param name="Left">Number on its left side.</param>
/// <param name="Right">Number on its right side.</param>
/// <param name="Old">Keys before.</param>
/// <param name="New">Keys after.</param>
public readonly record struct ChangedCell(RelationKind Kind, int Left, int Right, PermissionSet Old, PermissionSet New)
{
    /// <summary>True if it is a cell of this matrix.</summary>
    public bool IsOf(MatrixId matrix) => Kind == matrix.Kind && matrix.FixedId == (matrix.FixedLeft ? Left : Right);

    /// <summary>Its row there.</summary>
    public int RowOf(MatrixId matrix) => matrix.FixedLeft ? Right : Left;
}

/// <summary>One record of which fields were changed, or that was added.</summary>
/// <param name="Side">What kind of record.</param>
/// <param name="Id">Its number.</param>
public readonly record struct ChangedRecord(RelationSide Side, int Id);

/// <summary>What one change set changed.</summary>
/// <param name="Id">Its number: the revision of the store it made.</param>
/// <param name="At">When.</param>
/// <param name="Agent">Who; null for the program itself.</param>
/// <param name="Login">The agent's login as it was then.</param>
/// <param name="Cells">The cells.</param>
/// <param name="Records">The records.</param>
/// <param name="Everything">
/// More changed than cells and records say: settings were deployed, or persons and customers changed by a way that logs no fields.
/// </param>
public sealed record ChangedSet(
    long Id, DateTimeOffset At, AgentId? Agent, string Login, ImmutableArray<ChangedCell> Cells, ImmutableArray<ChangedRecord> Records, bool Everything);
