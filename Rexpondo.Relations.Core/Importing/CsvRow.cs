namespace Rexpondo.Relations.Core.Importing;

/// <summary>One row of a CSV file.</summary>
/// <param name="Line">The physical line on which it begins, from 1.</param>
/// <param name="Fields">Its fields, in the order of <see cref="DeskFile.Columns"/>.</param>
internal sealed record CsvRow(int Line, string[] Fields);
