namespace Rexpondo.Relations.Core.Importing;

/// <summary>One row of a CSV file.</summary>
/// <param name="Line">The physical line on which it begins, from 1.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Error">Why it is not well formed, or null; then <paramref name="Fields"/> are as good as they can be.</param>
internal sealed record CsvRow(int Line, string[] Fields, string? Error);
