using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Web.State;

/// <summary>What somebody else has just done to a row.</summary>
/// <param name="Agent">Her login as it was then.</param>
/// <param name="At">When.</param>
/// <param name="IsOdd">Turns with each news of the row, so that it flashes again.</param>
/// <param name="Granted">Keys she set.</param>
/// <param name="Withdrawn">Keys she cleared.</param>
/// <param name="UnderMyEdit">Something is pending in the row: the marks stay and this is said beside them until it is saved or given up.</param>
public sealed record RowNews(string Agent, DateTimeOffset At, bool IsOdd, PermissionSet Granted, PermissionSet Withdrawn, bool UnderMyEdit)
{
    private static readonly TimeSpan Flash = TimeSpan.FromSeconds(2);

    /// <summary>The row is tinted: it happened a moment ago.</summary>
    public bool IsFresh(DateTimeOffset now) => now - At < Flash;

    /// <summary>Every key that changed.</summary>
    public PermissionSet Keys => Granted | Withdrawn;
}
