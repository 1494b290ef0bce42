using System.Collections.Immutable;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>A row of the list as the store gave it; what is ticked and pending comes from the state when it is drawn.</summary>
/// <param name="Name">The row.</param>
/// <param name="Grants">Who granted what is stored.</param>
/// <param name="Index">Position in the list, from 0.</param>
public sealed record MatrixItem(RowName Name, ImmutableArray<Grant> Grants, int Index);
