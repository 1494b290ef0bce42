namespace Rexpondo.Relations.Web.State;

/// <summary>Why a header checkbox has nothing to act on.</summary>
public enum HeaderObstacle
{
    /// <summary>No row matches.</summary>
    NoRows,

    /// <summary>Every matching row is locked or not effective.</summary>
    AllLocked,

    /// <summary>The key is included in <c>rw</c> in every row.</summary>
    AllIncluded,

    /// <summary>The agent may not edit.</summary>
    ReadOnly,
}
