using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.History;

/// <summary>One change set as the history lists it.</summary>
/// <param name="Id">Its number, ascending in the order of commits.</param>
/// <param name="At">When.</param>
/// <param name="Login">Who, as she was called then; or the program.</param>
/// <param name="Way">By which way.</param>
/// <param name="Reason">Why, in the agent's words; or null.</param>
/// <param name="Counts">What it changed.</param>
/// <param name="Undoes">The change set it took back, or null.</param>
/// <param name="UndoneBy">The newest change set that took it back, or null.</param>
public sealed record ChangeSetEntry(
    long Id, DateTimeOffset At, string Login, ChangeWay Way, string? Reason, ChangeCounts Counts, long? Undoes, long? UndoneBy);

/// <summary>How much a change set changed.</summary>
/// <param name="Cells">Cells of relations.</param>
/// <param name="Granted">Keys that were set in them.</param>
/// <param name="Withdrawn">Keys that were cleared in them.</param>
/// <param name="Fields">Fields of records, those of added ones included.</param>
/// <param name="Settings">Settings that were deployed.</param>
public sealed record ChangeCounts(int Cells, int Granted, int Withdrawn, int Fields, int Settings)
{
    /// <summary>How many lines the change set has; none for what stands in its reason alone, such as a new agent.</summary>
    public int Lines => Cells + Fields + Settings;
}
