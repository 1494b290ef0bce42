namespace Rexpondo.Relations.Core;

/// <summary>The edits of one pair: keys to set and keys to clear; no key is in both.</summary>
/// <param name="Left">Number on the left side of the relation.</param>
/// <param name="Right">Number on the right side.</param>
/// <param name="Set">Keys to set.</param>
/// <param name="Clear">Keys to clear.</param>
public readonly record struct CellEdit(int Left, int Right, PermissionSet Set, PermissionSet Clear);
