using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>Pending edits of one column: the rows to set and the rows to clear; no row is in both.</summary>
/// <param name="On">Rows whose key is to be set.</param>
/// <param name="Off">Rows whose key is to be cleared.</param>
public sealed record ColumnEdits(IdSet On, IdSet Off)
{
    /// <summary>Nothing pending.</summary>
    public static readonly ColumnEdits None = new(IdSet.Empty, IdSet.Empty);

    /// <summary>True without an edit.</summary>
    public bool IsEmpty => On.IsEmpty && Off.IsEmpty;
}
