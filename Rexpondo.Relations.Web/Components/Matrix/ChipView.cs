using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>A chip as it is drawn.</summary>
/// <param name="Chip">Which.</param>
/// <param name="Text">Its words.</param>
/// <param name="Count">How many rows it shows or would show.</param>
public readonly record struct ChipView(Chip Chip, string Text, int Count);
