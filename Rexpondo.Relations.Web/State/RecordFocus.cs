namespace Rexpondo.Relations.Web.State;

/// <summary>What of an edit screen gets the focus.</summary>
public enum RecordFocus
{
    /// <summary>It stays where it is.</summary>
    Nothing,

    /// <summary>The first box of an empty form.</summary>
    FirstField,

    /// <summary>The first box that is refused.</summary>
    Error,

    /// <summary>What other agents changed.</summary>
    Conflict,
}
