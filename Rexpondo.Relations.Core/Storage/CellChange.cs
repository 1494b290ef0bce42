namespace Rexpondo.Relations.Core.Storage;

/// <summary>One cell of a relation as a change set changed it.</summary>
/// <param name="ChangeSet">The change set.</param>
/// <param name="Kind">The relation.</param>
/// <param name="Left">Number on its left side.</param>
/// <param name="Right">Number on its right side.</param>
/// <param name="Old">Keys before.</param>
/// <param name="New">Keys after.</param>
internal readonly record struct CellChange(long ChangeSet, RelationKind Kind, int Left, int Right, PermissionSet Old, PermissionSet New)
{
    /// <summary>The keys that were set or cleared.</summary>
    public PermissionSet Changed => (Old - New) | (New - Old);
}
