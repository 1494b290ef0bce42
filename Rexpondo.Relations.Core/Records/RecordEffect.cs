using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Core.Records;

/// <summary>What would be if a record were added or saved.</summary>
/// <param name="Consequences">Who would gain or lose access by it.</param>
/// <param name="Catalog">Names of the groups and services of <paramref name="Consequences"/>, a new one included.</param>
public sealed record RecordEffect(Consequences Consequences, Catalog Catalog);
