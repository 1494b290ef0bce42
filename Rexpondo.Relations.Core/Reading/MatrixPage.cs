using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>Some rows of a matrix with what only the store knows: their names and who granted what.</summary>
/// <param name="Names">The rows in the order asked for.</param>
/// <param name="Grants">Grants by row.</param>
public sealed record MatrixPage(IReadOnlyList<RowName> Names, IReadOnlyDictionary<int, ImmutableArray<Grant>> Grants);
