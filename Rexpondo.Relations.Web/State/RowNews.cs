using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Web.State;

/// <summary>What somebody else has just done to a row.</summary>
/// <param name="Agent">Her login as it was then.</param>
/// <param name="At">When.</param>
/// <param name="Revision">The change set; another one makes the row flash again.</param>
/// <param name="Granted">Keys she set.</param>
/// <param name="Withdrawn">Keys she cleared.</param>
/// <param name="UnderMyEdit">Something is pending in the row: the marks stay and this is said beside them until it is saved or given up.</param>
public sealed record RowNews(string Agent, DateTimeOffset At, long Revision, PermissionSet Granted, PermissionSet Withdrawn, bool UnderMyEdit)
{
    /// <summary>Every key that changed.</summary>
    public PermissionSet Keys => Granted | Withdrawn;
}
