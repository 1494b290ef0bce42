namespace Rexpondo.Relations.Web.State;

/// <summary>What a header checkbox shows; derived from its rows, never stored (spec E5).</summary>
/// <param name="Checked">All rows it acts on show the key.</param>
/// <param name="Mixed">Some do, some do not.</param>
/// <param name="Count">How many rows it acts on.</param>
/// <param name="Obstacle">Why it is disabled, or null if it is not.</param>
public readonly record struct HeaderView(bool Checked, bool Mixed, int Count, HeaderObstacle? Obstacle);
