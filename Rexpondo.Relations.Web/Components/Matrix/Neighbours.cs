namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>The screens before and after this one in the list one came from.</summary>
/// <param name="Previous">Before, or null at the start.</param>
/// <param name="Next">After, or null at the end.</param>
public sealed record Neighbours(Neighbour? Previous, Neighbour? Next);

/// <summary>One of them.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Href">Its screen.</param>
public sealed record Neighbour(string Name, string Href);
